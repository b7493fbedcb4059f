import assert from 'node:assert/strict';
import { afterSignIn } from '../../../src/session/merge.ts';
import { FakeServer, orders, profile, stock } from './support.ts';

describe('a sign-in to an account that has a session', () => {
  const first = new FakeServer().signIn();
  const before = afterSignIn(undefined, first, profile, orders);
  const bare = { ...first, accessToken: 'second', idTokenClaims: {} };
  Reflect.deleteProperty(bare, 'refreshToken');

  it('keeps the tokens of other APIs and the older refresh token when none came', () => {
    const after = afterSignIn(before, bare, profile, stock);
    assert.deepEqual(
      after.accessTokens.map(({ api }) => api),
      ['orders', 'stock'],
    );
    assert.equal(after.refreshToken?.value, first.refreshToken);
    assert.equal(after.label, 'ada@example.com');
    assert.equal(after.id, before.id);
  });

  it('leaves the session alone when the same issuer’s tokens came from endpoints of the profile’s own', () => {
    const endpoints = { token: 'https://evil.example/token', jwks: 'https://evil.example/jwks' };
    const own = afterSignIn(undefined, first, { ...profile, endpoints }, orders);
    assert.notEqual(own.id, before.id);
    assert.notEqual(own.accessTokens[0]?.cacheKey, before.accessTokens[0]?.cacheKey);
    const sorted = { jwks: endpoints.jwks, token: endpoints.token };
    assert.equal(afterSignIn(undefined, first, { ...profile, endpoints: sorted }, orders).id, own.id);
  });

  it('replaces the token for the same API', () => {
    const after = afterSignIn(before, bare, profile, orders);
    assert.deepEqual(
      after.accessTokens.map(({ value }) => value),
      ['second'],
    );
  });

  it('makes an ended session a good one, without the refresh token that was refused', () => {
    const after = afterSignIn({ ...before, ended: { at: 1 }, answerLost: { at: 1 } }, bare, profile, orders);
    assert.deepEqual([after.ended, after.answerLost, after.refreshToken], [undefined, undefined, undefined]);
  });

  it('keeps what a newer version stored in the session', () => {
    const after = afterSignIn({ ...before, novelty: 7 } as typeof before, bare, profile, orders);
    assert.equal((after as { novelty?: number }).novelty, 7);
  });

  it('names the account by e-mail, else user name, else subject', () => {
    const label = (idTokenClaims: Record<string, unknown>): string =>
      afterSignIn(undefined, { ...first, idTokenClaims }, profile, orders).label;
    assert.equal(label({ email: 'a@b', preferred_username: 'a' }), 'a@b');
    assert.equal(label({ email: 7, preferred_username: 'a' }), 'a');
    assert.equal(label({}), 'ada');
    const { issuer, clientId, accessToken, tokenType, receivedAt, requestedScopes } = first;
    const nobody = { issuer, clientId, accessToken, tokenType, receivedAt, requestedScopes };
    const unnamed = afterSignIn(undefined, nobody, profile, orders);
    assert.deepEqual([unnamed.subject, unnamed.label], ['', 'work'], 'GitHub: no ID token names anybody');
  });
});
