import assert from 'node:assert/strict';
import { accessTokenOf, isFresh } from '../../../src/session/accessTokens.ts';
import { cacheKey } from '../../../src/session/cacheKey.ts';
import { FakeServer, jwt, orders, profile, stock } from './support.ts';

describe('an access token', () => {
  const tokenSet = new FakeServer().signIn();
  const token = (lifetime: number): Parameters<typeof isFresh>[0] => ({
    ...accessTokenOf(tokenSet, profile, orders, 'ada'),
    receivedAt: 1000,
    expiresAt: 1000 + lifetime,
  });

  it('is fresh while it lives as long as asked', () => {
    assert.equal(isFresh(token(3600), 60, 4540), true);
    assert.equal(isFresh(token(3600), 60, 4541), false);
    assert.equal(isFresh(token(3600), 0, 4600), false);
  });

  it('that can never live as long as asked is fresh in the first half of its life', () => {
    assert.equal(isFresh(token(30), 60, 1015), true);
    assert.equal(isFresh(token(30), 60, 1016), false);
  });

  it('is stale when the clock was set back to before it came', () => {
    assert.equal(isFresh(token(3600), 60, 1000), true);
    assert.equal(isFresh(token(3600), 60, 500), false);
  });

  it('without a known end is not refreshed again and again', () => {
    const opaque = { ...tokenSet, accessToken: 'opaque', expiresAt: undefined };
    const { expiresAt: _none, ...unknown } = opaque;
    assert.equal(isFresh(accessTokenOf(unknown, profile, orders, 'ada'), 60, 9e9), true);
    assert.equal(_none, undefined);
  });

  it('ends by expires_in; by the exp claim only where that is missing, corrected by the clock of the server', () => {
    const claimed = { ...tokenSet, accessToken: jwt({ exp: 5000 }), clockSkew: 100 };
    assert.equal(accessTokenOf(claimed, profile, orders, 'ada').expiresAt, tokenSet.expiresAt);
    const silent = { ...claimed };
    Reflect.deleteProperty(silent, 'expiresAt');
    assert.equal(accessTokenOf(silent, profile, orders, 'ada').expiresAt, 4900);
  });

  it('fits only the question that shaped it', () => {
    const keys = [
      cacheKey(profile, 'ada', orders),
      cacheKey(profile, 'bob', orders),
      cacheKey(profile, 'ada', stock),
      cacheKey({ ...profile, issuer: 'https://other.example/' }, 'ada', orders),
      cacheKey({ ...profile, clientId: 'other' }, 'ada', orders),
      cacheKey({ ...profile, assertionClaims: {} }, 'ada', orders),
      cacheKey({ ...profile, assertionClaims: { sub: 'bob' } }, 'ada', orders),
      cacheKey({ ...profile, tokenParameters: { audience: 'x' } }, 'ada', orders),
      cacheKey({ ...profile, authorizationParameters: { audience: 'x' } }, 'ada', orders),
      cacheKey(profile, 'ada', { ...orders, resource: ['https://orders.example'] }),
      cacheKey(profile, 'ada', { ...orders, scopes: ['openid', 'read'] }),
    ];
    assert.equal(new Set(keys).size, keys.length);
  });

  it('fits whatever the profile and the API are called, however the scopes are ordered and the person is asked', () => {
    const one = cacheKey(profile, 'ada', { ...orders, scopes: ['a', 'b'] });
    const asking = { ...profile, authorizationParameters: { prompt: 'consent' } };
    assert.equal(cacheKey(asking, 'ada', { ...orders, scopes: ['a', 'b'] }), one);
    assert.equal(cacheKey({ ...profile, name: 'x' }, 'ada', { ...orders, name: 'y', scopes: ['b', 'a', 'b'] }), one);
  });
});
