import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import type { SignInRequest } from '../../../src/oauth/authorizationCode.ts';
import type { FailureCode } from '../../../src/oauth/failure.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { failure } from './failures.ts';
import { html, json, jws, keyPair, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { page, profileFor } from './profiles.ts';

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);

describe('an authorization server that lies', () => {
  let fake: FakeServer;
  beforeEach(async () => {
    fake = await startFake();
  });
  afterEach(() => fake.stop());

  function attempt(changes: Partial<Profile> = {}, more: Partial<SignInRequest> = {}): Promise<TokenSet> {
    const profile = profileFor(fake.issuer, changes);
    return signIn({
      profile,
      api: profile.apis[0],
      openBrowser: async (url) => {
        await (await fetch(url)).text();
        return true;
      },
      signal: new AbortController().signal,
      timeout: 10,
      page,
      ...more,
    });
  }

  it('is believed when it does not', async () => {
    const tokens = await attempt();
    assert.equal(tokens.subject, 'ada');
    assert.equal(tokens.grantedScopes, undefined);
    assert.equal(fake.asked('/token'), 1);
  });

  describe('in the authorization response', () => {
    const responses: [string, Record<string, string | undefined>, string][] = [
      ['another issuer (mix-up)', { iss: 'https://honest.example.com' }, 'iss'],
      ['another issuer with an error', { iss: 'https://honest.example.com', error: 'access_denied' }, 'iss'],
      ['no issuer, though it promised one', { iss: undefined }, 'iss'],
      ['an issuer with a slash', { iss: 'SLASH' }, 'iss'],
    ];
    for (const [name, response, reason] of responses) {
      it(`names ${name}: the code is not redeemed`, async () => {
        fake.response = response['iss'] === 'SLASH' ? { iss: `${fake.issuer}/` } : response;
        const details = await failure(attempt(), 'authorizationResponseInvalid');
        assert.equal(details.reason, reason);
        assert.equal(fake.asked('/token'), 0);
      });
    }

    it('may leave out the issuer that it never promised, but not name a wrong one', async () => {
      fake.metadata = { authorization_response_iss_parameter_supported: undefined };
      fake.response = { iss: undefined };
      assert.equal((await attempt()).subject, 'ada');
      fake.response = { iss: 'https://honest.example.com' };
      await failure(attempt(), 'authorizationResponseInvalid');
    });

    it('repeats a parameter: the code is not redeemed', async () => {
      fake.answers['/authorize'] = ({ query }, response) => {
        const location = `${query.get('redirect_uri') ?? ''}?code=a&code=b&state=${query.get('state') ?? ''}`;
        return response.writeHead(302, { location: `${location}&iss=${encodeURIComponent(fake.issuer)}` }).end();
      };
      assert.equal((await failure(attempt(), 'authorizationResponseInvalid')).reason, 'code');
      assert.equal(fake.asked('/token'), 0);
    });

    it('writes control characters into its words: the log line stays one', async () => {
      fake.response = { error: 'access_denied', error_description: 'a\r\n2026 fake\u202e line', code: undefined };
      assert.equal((await failure(attempt(), 'authorizationRefused')).description, 'a 2026 fake  line');
    });
  });

  describe('in the ID token', () => {
    const attacker = keyPair();
    const tokens: [string, (fake: FakeServer) => void, string][] = [
      ['another issuer', (f) => (f.claims = { iss: 'https://other.example.com' }), 'iss'],
      ['another audience', (f) => (f.claims = { aud: 'somebody-else' }), 'aud'],
      ['more audiences and no azp', (f) => (f.claims = { aud: ['native', 'other'] }), 'aud'],
      ['another azp', (f) => (f.claims = { aud: ['native', 'other'], azp: 'other' }), 'azp'],
      ['another nonce', (f) => (f.claims = { nonce: 'replayed' }), 'nonce'],
      ['no nonce', (f) => (f.claims = { nonce: undefined }), 'nonce'],
      ['no subject', (f) => (f.claims = { sub: undefined }), 'sub'],
      ['a number as subject', (f) => (f.claims = { sub: 1 }), 'sub'],
      ['an end that has passed', (f) => (f.claims = { exp: now() - 600 }), 'exp'],
      ['no end', (f) => (f.claims = { exp: undefined }), 'exp'],
      ['a start in the future', (f) => (f.claims = { nbf: now() + 600 }), 'nbf'],
      ['a signature by another key', (f) => (f.seal = (h, c) => jws(h, c, attacker.privateKey)), 'signature'],
      [
        'claims changed after signing',
        (f) =>
          (f.seal = (h, c) => {
            const [head, , signature] = jws(h, c, f.key.privateKey).split('.');
            return [head, encode({ ...c, sub: 'admin' }), signature].join('.');
          }),
        'signature',
      ],
      ['alg none', (f) => (f.seal = (h, c) => `${encode({ ...h, alg: 'none' })}.${encode(c)}.`), 'alg'],
      [
        'the public key as an HMAC secret',
        (f) =>
          (f.seal = (h, c) => {
            const input = `${encode({ ...h, alg: 'HS256' })}.${encode(c)}`;
            return `${input}.${createHmac('sha256', JSON.stringify(f.keys[0])).update(input).digest('base64url')}`;
          }),
        'alg',
      ],
      [
        'its own key in the header',
        (f) => (f.seal = (h, c) => jws({ ...h, jwk: attacker.jwk }, c, attacker.privateKey)),
        'signature',
      ],
      [
        'the address of other keys in the header',
        (f) => {
          f.answers['/attacker'] = (_, r) => {
            json(r, 200, { keys: [{ ...attacker.jwk, kid: 'evil' }] });
          };
          f.seal = (h, c) => jws({ ...h, kid: 'evil', jku: `${f.issuer}/attacker` }, c, attacker.privateKey);
        },
        'key',
      ],
      ['a critical extension', (f) => (f.header = { crit: ['b64'], b64: true }), 'crit'],
      ['encryption', (f) => (f.seal = (h) => `${encode(h)}.a.b.c.d`), 'encrypted'],
      ['nothing that is a token', (f) => (f.seal = () => 'nonsense'), 'invalid'],
    ];
    for (const [name, lie, reason] of tokens) {
      it(`puts ${name}: nobody is signed in`, async () => {
        lie(fake);
        assert.equal((await failure(attempt(), 'idTokenInvalid')).reason, reason);
        assert.equal(fake.asked('/attacker'), 0);
      });
    }

    it('leaves it out', async () => {
      fake.token = { id_token: undefined };
      assert.equal((await failure(attempt(), 'malformedAnswer')).reason, 'id_token');
    });

    it('has changed its keys since: they are asked for again', async () => {
      await attempt();
      const next = keyPair();
      fake.keys = [{ ...next.jwk, kid: 'k2', alg: 'ES256' }];
      fake.header = { kid: 'k2' };
      fake.seal = (h, c) => jws(h, c, next.privateKey);
      // Asked for less than a minute ago: a server cannot be made to send them over and over.
      await failure(attempt(), 'idTokenInvalid');
      assert.equal(fake.asked('/jwks'), 1);
    });

    it('has an address without keys: the answer is lost, not the session', async () => {
      fake.answers['/jwks'] = (_, response) => html(response, 502);
      assert.equal((await failure(attempt(), 'answerLost')).reason, 'keys');
    });
  });

  describe('in the answer of the token endpoint', () => {
    const answers: [string, Record<string, unknown>, FailureCode, string][] = [
      ['no access token', { access_token: undefined }, 'malformedAnswer', 'access_token'],
      ['a number as access token', { access_token: 1 }, 'malformedAnswer', 'access_token'],
      ['no token type', { token_type: undefined }, 'malformedAnswer', 'token_type'],
      ['an unknown token type', { token_type: 'mac' }, 'malformedAnswer', 'token_type'],
      ['a lifetime that is no number', { expires_in: 'soon' }, 'malformedAnswer', 'expires_in'],
      ['a scope that is a list', { scope: ['openid'] }, 'malformedAnswer', 'scope'],
      ['an empty refresh token', { refresh_token: '' }, 'malformedAnswer', 'refresh_token'],
    ];
    for (const [name, token, code, reason] of answers) {
      it(`puts ${name}`, async () => {
        fake.token = token;
        assert.equal((await failure(attempt(), code)).reason, reason);
      });
    }

    it('writes the lifetime as text, which some do', async () => {
      fake.token = { expires_in: '120' };
      const tokens = await attempt();
      assert.equal(tokens.expiresAt, tokens.receivedAt + 120);
    });

    it('redirects: the code goes nowhere else', async () => {
      fake.answers['/token'] = (_, response) => response.writeHead(307, { location: `${fake.issuer}/steal` }).end();
      assert.equal((await failure(attempt(), 'malformedAnswer')).reason, 'redirect');
      assert.equal(fake.asked('/steal'), 0);
    });

    it('repeats the code in its words: it is not passed on', async () => {
      fake.response = { code: 'SplxlOBeZQQYbYS6WxSbIA' };
      fake.answers['/token'] = ({ body }, response) => {
        json(response, 400, {
          error: 'invalid_grant',
          error_description: `code ${body.get('code') ?? ''} verifier ${body.get('code_verifier') ?? ''}`,
        });
      };
      const details = await failure(attempt(), 'invalidGrant');
      assert.equal(details.description, 'code … verifier …');
    });

    for (const [error, code] of [
      ['invalid_client', 'invalidClient'],
      ['invalid_scope', 'invalidScope'],
      ['invalid_target', 'invalidTarget'],
      ['unauthorized_client', 'tokenRequestRefused'],
      ['constructor', 'tokenRequestRefused'],
    ] as const) {
      it(`refuses with ${error}`, async () => {
        fake.answers['/token'] = (_, response) => {
          json(response, 401, { error, error_description: 'words' }, { 'www-authenticate': 'Basic realm="x"' });
        };
        const details = await failure(attempt(), code);
        assert.deepEqual([details.error, details.description], [error, 'words']);
      });
    }

    it('refuses with a challenge and no words', async () => {
      fake.answers['/token'] = (_, response) =>
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      assert.equal((await failure(attempt(), 'invalidClient')).status, 401);
    });

    it('refuses with status 200, as GitHub does', async () => {
      fake.answers['/token'] = (_, response) => {
        json(response, 200, { error: 'bad_verification_code' });
      };
      await failure(attempt(), 'invalidGrant');
    });
  });

  const unusable: [string, string, unknown, FailureCode, string][] = [
    ['no authorization endpoint', 'authorization_endpoint', undefined, 'endpointMissing', 'authorization'],
    ['no token endpoint', 'token_endpoint', undefined, 'endpointMissing', 'token'],
    ['no keys', 'jwks_uri', undefined, 'endpointMissing', 'jwks'],
    ['a token endpoint that is no URL', 'token_endpoint', '/token', 'malformedAnswer', 'token'],
    ['plain HTTP elsewhere', 'token_endpoint', 'http://evil.example.com/t', 'insecure', 'http://evil.example.com/t'],
    ['a page that is no web page', 'authorization_endpoint', 'file:///etc/passwd', 'insecure', 'null/etc/passwd'],
  ];
  for (const [name, attribute, value, code, endpoint] of unusable) {
    it(`has ${name}: the browser stays closed`, async () => {
      fake.metadata = { [attribute]: value };
      const profile = profileFor(fake.issuer);
      const openBrowser = () => assert.fail('opened');
      const signal = new AbortController().signal;
      const promise = signIn({ profile, api: profile.apis[0], openBrowser, signal, timeout: 10, page });
      assert.equal((await failure(promise, code)).endpoint, endpoint);
    });
  }

  it('says nothing of who signed in: the tokens are nobody’s, not the account’s that was expected', async () => {
    fake.token = { id_token: undefined };
    assert.equal((await attempt({ scopes: ['x'] }, { expectedSubject: 'ada' })).subject, undefined);
  });

  it('calls itself something that would be a second line in the log', async () => {
    fake.metadata = { issuer: `x\r\n2026-01-01 [info]\u202e ${'y'.repeat(10_000)}` };
    const { message } = await attempt().then(
      () => assert.fail('signed in'),
      (error: unknown) => error as Error,
    );
    assert.match(message, /^issuerMismatch/);
    assert.doesNotMatch(message, /[\p{Cc}\u202e]|y{2001}/u);
  });

  it('is a plain OAuth server without ID tokens and discovery, and names scopes as GitHub does', async () => {
    const endpoints = { authorization: `${fake.issuer}/authorize`, token: `${fake.issuer}/token` };
    fake.response = { iss: undefined };
    fake.token = { id_token: undefined, scope: 'repo,gist', expires_in: undefined, refresh_token: undefined };
    const tokens = await attempt({ endpoints, scopes: ['repo', 'gist'] });
    assert.equal(tokens.subject, undefined);
    assert.equal(tokens.expiresAt, undefined);
    assert.deepEqual(tokens.grantedScopes, ['repo', 'gist']);
    assert.deepEqual(
      fake.received.map(({ path }) => path),
      ['/authorize', '/token'],
    );
    assert.equal(fake.received[0]?.query.has('nonce'), false);
  });
});
