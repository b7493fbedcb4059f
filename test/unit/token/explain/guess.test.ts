import assert from 'node:assert/strict';
import { auth0Issuer, jwt, now } from '../tokens.ts';
import { both, context, explained, held } from './held.ts';

const insufficient = 'Bearer error="insufficient_scope", scope="write:orders"';
const refusal = 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token"\n\n';

describe('a token of which nobody says that it was sent', () => {
  it('is a guess, with the time at which it was copied', () => {
    const known = context([held('orders', { copiedAt: now - 600 }), held('stock', { copiedAt: now - 120 })]);
    const { explanation } = explained(refusal, known);
    assert.deepEqual(explanation.assumed, { label: 'stock', copiedAt: now - 120 });
    assert.equal(explanation.token, 'stock', 'of tokens that explain it equally well the last copied one');
    assert.ok(explanation.actions.some(({ kind }) => kind === 'chooseToken'));
  });

  it('gives way to the one that explains the error', () => {
    const copied = { copiedAt: now - 5 };
    const expired = context([held('orders', copied), held('stock', { expiresAt: now - 60 })]);
    for (const answer of ['jwt expired', refusal]) {
      assert.equal(explained(answer, expired).explanation.assumed?.label, 'stock', answer);
    }
    const scope = context([held('orders'), held('stock', copied)]);
    assert.equal(explained(insufficient, scope).explanation.assumed?.label, 'orders');
    const early = context([held('orders', copied), held('stock', { claims: { nbf: now + 60 } })]);
    assert.equal(explained('jwt not active', early).explanation.assumed?.label, 'stock');
    const opaque = context([held('orders', copied), held('stock', { token: 'v4pzLAyI0u7m3K2bQw9xT5dN8rHcE1fG' })]);
    assert.equal(explained('jwt malformed', opaque).explanation.assumed?.label, 'stock');
  });

  it('of two accounts, is that of the one without the scope', () => {
    const may = {
      ...held('orders', { claims: { scope: 'write:orders', sub: 'grace' } }),
      id: 'grace',
      label: 'orders (grace)',
    };
    const known = context([may, { ...held('orders'), label: 'orders (ada)' }]);
    assert.equal(explained(insufficient, known).explanation.assumed?.label, 'orders (ada)');
  });

  it('is none when the text has it, or the user named it', () => {
    const raw = both.tokens[1]?.token.raw ?? '';
    const inText = explained(`Authorization: Bearer ${raw}\n\n${refusal}`, both).explanation;
    const named = explained(refusal, { ...both, chosen: 'stock' }).explanation;
    for (const { assumed, token, actions } of [inText, named]) {
      assert.equal(assumed, undefined);
      assert.equal(token, 'stock');
      assert.ok(!actions.some(({ kind }) => kind === 'chooseToken'));
    }
  });

  it('is not blamed where the answer is that another one was sent', () => {
    const { verdict, explanation } = explained('Bearer error="insufficient_scope", scope="read:stock"', both);
    assert.match(verdict, /So another token was sent/);
    assert.equal(explanation.assumed, undefined);
  });

  it('carries no token out', () => {
    const known = context([held('orders', { copiedAt: now - 5 })]);
    const json = JSON.stringify(explained(refusal, known).explanation);
    for (const part of (known.tokens[0]?.token.raw ?? '').split('.')) assert.ok(!json.includes(part));
  });
});

describe('an issuer, where the tokens are of several', () => {
  it('is not laid on one of them', () => {
    const known = context([held('orders'), held('stock', { issuer: 'https://other.example.com/' })]);
    const { verdict } = explained('JsonWebTokenError: jwt issuer invalid', known);
    assert.equal(verdict, 'The API does not trust the issuer of the token.');
    assert.match(explained('jwt issuer invalid', both).verdict, new RegExp(`does not trust ${auth0Issuer}`));
  });
});

describe('an algorithm that the API does not accept (RFC 8725 §3.1)', () => {
  it('is named, with what to change', () => {
    const { verdict, all } = explained('JsonWebTokenError: invalid algorithm', both);
    assert.equal(verdict, 'The API does not accept RS256, the algorithm that the token for orders is signed with.');
    assert.match(all, /Let the API accept the algorithm/);
    assert.match(explained('invalid algorithm', context([])).verdict, /does not accept the algorithm/);
  });
});

describe('a revoked token', () => {
  it('is replaced, whatever its age', () => {
    const { verdict, explanation } = explained('{"msg":"Token has been revoked"}', context([held('orders')]));
    assert.match(verdict, /was revoked\. Only a new one will do/);
    assert.deepEqual(
      explanation.actions.map(({ kind }) => kind),
      ['refresh', 'signIn'],
    );
  });
});

describe('a token that is bound to a key', () => {
  it('is wanted by a challenge of DPoP alone, with a token or without', () => {
    const challenge = 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: DPoP algs="ES256"\n\n';
    assert.match(explained(challenge, both).all, /saw no token[^]*bound to a key, with a proof in each request/);
    const sent = `Authorization: Bearer ${jwt({ iss: auth0Issuer, aud: 'x' })}\n\n${challenge}`;
    assert.match(explained(sent, both).verdict, /A bearer token is not enough/);
  });
  it('is not wanted where a bearer token will do', () => {
    const challenges = 'WWW-Authenticate: Bearer realm="x", DPoP algs="ES256"';
    assert.doesNotMatch(explained(challenges, both).all, /bound to a key/);
  });
});
