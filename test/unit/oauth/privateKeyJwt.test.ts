import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import type { Fetch } from '../../../src/oauth/http.ts';
import { introspect } from '../../../src/oauth/introspection.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import { revoke } from '../../../src/oauth/revocation.ts';
import { readPrivateKey } from '../../../src/profile/privateKey.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { failure } from './failures.ts';
import { json, startFake } from './fakeServer.ts';
import { profileFor } from './profiles.ts';
import { signInRequest, startProvider } from './realProvider.ts';
import type { RealProvider } from './realProvider.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');

/** As it is kept: what the person entered, read once. */
function kept(key: KeyObject, more: object = {}): string {
  return JSON.stringify(readPrivateKey(JSON.stringify({ ...key.export({ format: 'jwk' }), ...more })));
}

describe('private_key_jwt', () => {
  let real: RealProvider;
  let profile: Profile;
  before(async () => {
    const keys = [
      { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'r1', use: 'sig' },
      { ...ec.publicKey.export({ format: 'jwk' }), kid: 'e1', use: 'sig' },
      { ...ed.publicKey.export({ format: 'jwk' }), kid: 'd1', use: 'sig' },
    ] as const;
    real = await startProvider({
      client: { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [...keys] as never } },
      configuration: {
        enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA'] },
        features: {
          devInteractions: { enabled: false },
          introspection: { enabled: true },
          revocation: { enabled: true },
          pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
        },
      },
    });
    profile = { ...real.profile, clientAuthentication: 'privateKeyJwt' };
  });
  after(() => real.stop());

  /** Keeps every assertion that is sent, and lets it through. */
  const assertions: string[] = [];
  const fetchAndKeep: Fetch = (url, init) => {
    if (init.body instanceof URLSearchParams) assertions.push(init.body.get('client_assertion') ?? '');
    return fetch(url, init);
  };
  beforeEach(() => {
    assertions.length = 0;
  });

  const request = (clientSecret: string, changes: Partial<Profile> = {}) =>
    signInRequest({ ...profile, ...changes }, { api: profile.apis[0], clientSecret, fetch: fetchAndKeep });

  for (const [alg, key, more] of [
    ['RS256', rsa, {}],
    ['PS256', rsa, { alg: 'PS256', kid: 'r1' }],
    ['ES256', ec, { kid: 'e1' }],
    ['EdDSA', ed, {}],
  ] as const) {
    it(`proves who the client is with ${alg}, wherever it must`, async () => {
      const clientSecret = kept(key.privateKey, more);
      const { refreshToken = '', accessToken } = await signIn(request(clientSecret));
      const next = await refresh({ ...request(clientSecret), refreshToken, expected: { subject: 'ada' } });
      const said = await introspect({ ...request(clientSecret), token: accessToken });
      assert.equal(said !== 'notSupported' && said.claims['active'], true);
      assert.equal(await revoke({ ...request(clientSecret), refreshToken: next.refreshToken ?? '' }), 'revoked');
      assert.equal(assertions.length, 5, 'pushed request, code, refresh, introspection, revocation');
      assert.equal(decodeProtectedHeader(assertions[0] ?? '').alg, alg);
    });
  }

  it('says what the server must know and no more, afresh for each request, for a minute', async () => {
    await signIn(request(kept(ec.privateKey, { kid: 'e1' })));
    const [one, two] = assertions.map((assertion) => decodeJwt(assertion));
    const now = Math.floor(Date.now() / 1000);
    assert.deepEqual([one?.iss, one?.sub, one?.aud], ['native', 'native', real.issuer]);
    assert.equal(typeof one?.jti, 'string');
    assert.notEqual(one?.jti, two?.jti);
    assert.ok((one?.exp ?? Infinity) <= now + 61);
    assert.deepEqual(decodeProtectedHeader(assertions[0] ?? ''), { typ: 'JWT', alg: 'ES256', kid: 'e1' });
  });

  it('is refused with another key, and nothing of the key is in what is thrown', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const details = await failure(signIn(request(kept(other))), 'invalidClient');
    const { d } = other.export({ format: 'jwk' });
    assert.ok(!JSON.stringify(details).includes(String(d)));
    await failure(signIn(request('no key at all')), 'secretMissing');
    await failure(signIn(request('')), 'secretMissing');
  });

  it('does not pass on an assertion that the server repeats', async () => {
    const fake = await startFake();
    fake.answers['/token'] = ({ body }, response) => {
      json(response, 400, {
        error: 'invalid_client',
        error_description: `bad ${String(body.get('client_assertion'))}`,
      });
    };
    const own = { ...profileFor(fake.issuer), clientAuthentication: 'privateKeyJwt' } as const;
    const details = await failure(signIn(request(kept(ec.privateKey), own)), 'invalidClient');
    assert.equal(details.description, 'bad …');
    await fake.stop();
  });

  for (const [server, issuer, audience] of [
    ['Okta', 'https://dev-1.okta.com/oauth2/default', 'https://dev-1.okta.com/oauth2/default/v1/token'],
    ['Entra ID', 'https://login.microsoftonline.com/t/v2.0', 'https://login.microsoftonline.com/t/oauth2/v2.0/token'],
    ['everyone else', 'https://login.example.com/', 'https://login.example.com/'],
  ] as const) {
    it(`names the audience that ${server} documents, and the certificate where there is one`, async () => {
      let sent = '';
      const answer: Fetch = (url, init) => {
        if (url.includes('.well-known')) {
          return Promise.resolve(
            Response.json({ issuer, token_endpoint: server === 'everyone else' ? `${issuer}token` : audience }),
          );
        }
        sent = (init.body as URLSearchParams).get('client_assertion') ?? '';
        return Promise.resolve(Response.json({ error: 'invalid_client' }, { status: 401 }));
      };
      const own = { issuer, scopes: [], apis: [{ name: 'default', resource: [], scopes: [] }] } as const;
      const refused = refresh({
        ...request(kept(rsa.privateKey, { alg: 'PS256', 'x5t#S256': 'abc' }), own),
        api: own.apis[0],
        fetch: answer,
        refreshToken: 'a-refresh-token',
        expected: {},
      });
      await failure(refused, 'invalidClient');
      assert.equal(decodeJwt(sent).aud, audience);
      assert.deepEqual(decodeProtectedHeader(sent), { typ: 'JWT', alg: 'PS256', 'x5t#S256': 'abc' });
    });
  }

  it('is of no use at the issuer where the profile sends it elsewhere', async () => {
    const fake = await startFake();
    let sent = '';
    fake.answers['/token'] = ({ body }, response) => {
      sent = body.get('client_assertion') ?? '';
      json(response, 401, { error: 'invalid_client' });
    };
    const token = `${new URL(fake.issuer).origin}/token`;
    const issuer = 'http://127.0.0.1:9/';
    const own = { ...profileFor(issuer), endpoints: { token }, clientAuthentication: 'privateKeyJwt' } as const;
    const refused = refresh({
      ...request(kept(ec.privateKey), own),
      refreshToken: 'a-refresh-token',
      expected: {},
      fetch,
    });
    await failure(refused, 'invalidClient');
    assert.equal(decodeJwt(sent).aud, token);
    await fake.stop();
  });

  it('counts by the clock of the server', async () => {
    const ahead: Fetch = async (url, init) => {
      const response = await fetchAndKeep(url, init);
      const headers = new Headers(response.headers);
      headers.set('date', new Date(Date.now() + 7200_000).toUTCString());
      return new Response(response.body, { status: response.status, headers });
    };
    const fake = await startFake();
    const own = { ...profileFor(fake.issuer), clientAuthentication: 'privateKeyJwt' } as const;
    await signIn({ ...request(kept(ec.privateKey), own), fetch: ahead });
    const { iat = 0 } = decodeJwt(assertions[0] ?? '');
    assert.ok(Math.abs(iat - Date.now() / 1000 - 7200) < 5, 'known from the answer with the metadata');
    await fake.stop();
  });
});
