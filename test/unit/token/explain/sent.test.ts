import assert from 'node:assert/strict';
import { flawOfSent } from '../../../../src/token/explain/sent.ts';
import type { SentFlaw } from '../../../../src/token/explain/sent.ts';
import { idTokenClaims, jwt } from '../tokens.ts';
import { both, context, explained, held } from './held.ts';

const token = jwt({ sub: 'ada' });
const opaque = 'v4pzLAyI0u7m3K2bQw9xT5dN8rHcE1fG';
const answer = 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token"\n\n';

describe('what stands in the Authorization header of a request', () => {
  const flawed: Readonly<Record<SentFlaw, readonly string[]>> = {
    nothing: ['Authorization: Bearer', 'authorization: Bearer ', '> Authorization: Bearer'],
    twice: [`Authorization: Bearer Bearer ${token}`, `curl -H 'Authorization: Bearer bearer ${token}' https://x`],
    quoted: [
      `Authorization: Bearer "${token}"`,
      `> authorization: Bearer '${token}'`,
      `Authorization: Bearer ${token}"`,
    ],
    placeholder: [
      'Authorization: Bearer undefined',
      'Authorization: Bearer null',
      'Authorization: Bearer [object Object]',
      '> Authorization: Bearer {{accessToken}}',
      '> Authorization: Bearer ${ACCESS_TOKEN}',
      '> Authorization: Bearer $TOKEN',
      '> Authorization: Bearer %TOKEN%',
      'Authorization: Bearer YOUR_ACCESS_TOKEN',
      'Authorization: Bearer <your token>',
    ],
    spaces: [`Authorization: Bearer ${token.slice(0, 30)} ${token.slice(30)}`],
    noScheme: [`Authorization: ${token}`, `{"headers":{"authorization":"${token}"}}`],
    encoded: [`Authorization: Bearer%20${token}`, `Authorization: Bearer ${token}%0A`],
    cut: [
      `Authorization: Bearer ${token.split('.').slice(0, 2).join('.')}`,
      `Authorization: Bearer ${token.slice(0, 40)}`,
    ],
    short: ['Authorization: Bearer abc123', 'Authorization: Bearer garbage'],
  };
  for (const [flaw, requests] of Object.entries(flawed)) {
    for (const request of requests) {
      it(`${flaw}: ${request.slice(0, 70)}`, () => {
        assert.equal(flawOfSent(`GET / HTTP/1.1\n${request}\nHost: x\n\n${answer}`), flaw);
      });
    }
  }

  for (const sound of [
    `Authorization: Bearer ${token}`,
    `curl -H 'Authorization: Bearer ${token}' https://x`,
    `curl --header "Authorization: Bearer ${opaque}" https://x`,
    `  "Authorization": "Bearer ${token}",`,
    `Authorization: DPoP ${token}`,
    'curl -H "Authorization: Bearer $TOKEN" https://x',
    'Authorization: Bearer {{accessToken}}',
    'Authorization: Basic YWRhOng=',
    'Authorization: Bearer …',
    'Authorization: Bearer ***',
    'Authorization: Bearer <redacted>',
    'headers: { Authorization: `Bearer ${token}` }',
    "headers: { Authorization: 'Bearer ' + token }",
    'Format is Authorization: Bearer [token]',
    'Vary: Origin, Authorization',
    'Bearer authorization_uri="https://login.example.com"',
  ]) {
    it(`finds no fault with: ${sound.slice(0, 70)}`, () => {
      assert.equal(flawOfSent(`${sound}\n${answer}`), undefined);
    });
  }

  it('is that of the transcript, where the command stands above it', () => {
    const transcript = `$ curl -v -H "Authorization: Bearer undefined" https://x\n> authorization: Bearer "${token}"\n>\n< HTTP/2 401`;
    assert.equal(flawOfSent(transcript), 'quoted');
  });

  it('explains a refusal without a reason better than any token that is held', () => {
    const { verdict, explanation } = explained(`Authorization: Bearer Bearer ${token}\n\n${answer}`, both);
    assert.match(verdict, /The request says “Bearer” twice/);
    assert.equal(explanation.complaint, 'malformed');
  });

  it('leaves a reason that the API gives', () => {
    const { explanation } = explained(`Authorization: ${token}\n\nHTTP/1.1 429 Too Many Requests\n\n`, both);
    assert.equal(explanation.complaint, 'rateLimited');
  });
});

describe('what the API could not read (RFC 7519 §7.2)', () => {
  const malformed =
    'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="The token cannot be read"\n\n';

  it('is probably not the token, and each way to lose it is named', () => {
    const { verdict, all, explanation } = explained(malformed, both);
    assert.match(verdict, /could not read what was sent as a token: .* or it is not the token at all/);
    for (const way of [/Cut off\?/, /Wrapped\?/, /“Bearer” twice\?/, /Another value\?/, /Opaque\?/])
      assert.match(all, way);
    assert.equal(explanation.assumed, undefined, 'no token is blamed');
    assert.deepEqual(
      explanation.actions.map(({ kind }) => kind),
      ['tokenForAudience', 'chooseToken'],
    );
  });

  it('is explained by an opaque token, if there is one', () => {
    const { verdict, explanation } = explained(malformed, context([held('orders', { token: opaque }), held('stock')]));
    assert.match(verdict, /The token for orders is opaque, and the API expects a JWT/);
    assert.deepEqual(explanation.assumed, { label: 'orders' });
  });

  it('is an ID token, if that stands in the request', () => {
    const request = `Authorization: Bearer ${jwt(idTokenClaims)}\n\n${answer}`;
    assert.match(explained(request, both).verdict, /is an ID token, and the API wants an access token/);
  });

  it('is something else than any token here', () => {
    const request = `Authorization: Bearer ${opaque}\n\n${malformed}`;
    assert.match(explained(request, both).verdict, /no JWT, and it is none of the tokens here/);
  });
});

describe('a token that the API does not know', () => {
  it('has ended, or is something else: a JWT would have been read', () => {
    const { verdict, all } = explained('{"error_description":"The token is unknown, expired or revoked"}', both);
    assert.match(verdict, /does not know the token that it was sent: .* or it is not the token at all/);
    assert.match(all, /is a JWT, which an API mostly reads by itself/);
  });
});
