import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { startDemo } from '../../../src/demo/server.ts';
import type { Demo } from '../../../src/demo/server.ts';
import type { Fetch } from '../../../src/oauth/http.ts';
import { getTokenByAssertion } from '../../../src/oauth/jwtBearer.ts';
import type { AssertionRequest } from '../../../src/oauth/jwtBearer.ts';
import { readPrivateKey } from '../../../src/profile/privateKey.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { jwtBearer, moreGrants } from '../../support/moreGrants.ts';
import { failure } from './failures.ts';
import { json, startFake } from './fakeServer.ts';
import { api, profileFor } from './profiles.ts';

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const kept = JSON.stringify(readPrivateKey(JSON.stringify({ ...key.privateKey.export({ format: 'jwk' }), kid: 'k1' })));
const jwks = { keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] } as never;
const orders = api({
  name: 'orders',
  resource: ['https://orders.demo.example'],
  scopes: ['read:orders', 'write:orders'],
});

describe('the JWT bearer grant', () => {
  describe('at a real server', () => {
    let demo: Demo;
    before(async () => {
      demo = await startDemo(
        moreGrants(
          { client_id: 'robot', token_endpoint_auth_method: 'none', jwks, grant: jwtBearer },
          {
            client_id: 'guarded',
            token_endpoint_auth_method: 'client_secret_basic',
            client_secret: 'the right one',
            jwks,
            grant: jwtBearer,
          },
          {
            client_id: 'keyed',
            token_endpoint_auth_method: 'private_key_jwt',
            token_endpoint_auth_signing_alg: 'ES256',
            jwks,
            grant: jwtBearer,
          },
        ),
      );
    });
    after(() => demo.stop());

    function attempt(changes: Partial<Profile> = {}, more: Partial<AssertionRequest> = {}) {
      const profile = profileFor(demo.issuer, {
        clientId: 'robot',
        grant: 'jwtBearer',
        assertionClaims: {},
        apis: [orders],
        ...changes,
      });
      return getTokenByAssertion({ profile, api: orders, signingKey: kept, ...more });
    }

    it('gets a token for the client, and nobody is signed in', async () => {
      const tokens = await attempt();
      const { aud, sub, scope } = decodeJwt(tokens.accessToken);
      assert.deepEqual([aud, sub, scope], ['https://orders.demo.example', 'robot', 'read:orders']);
      assert.deepEqual(tokens.grantedScopes, ['read:orders']);
      assert.deepEqual(
        ['subject', 'idToken', 'refreshToken'].filter((name) => name in tokens),
        [],
      );
      const answer = await fetch(`${demo.issuer}/api/orders`, {
        headers: { authorization: `Bearer ${tokens.accessToken}` },
      });
      assert.equal(answer.status, 200);
    });

    it('gets one for the user whom the profile names, who may do more', async () => {
      const { accessToken } = await attempt({ assertionClaims: { sub: 'demo|grace' } });
      const { sub, scope } = decodeJwt(accessToken);
      assert.deepEqual([sub, scope], ['demo|grace', 'read:orders write:orders']);
    });

    it('authenticates besides, by a secret or by the same key', async () => {
      await attempt(
        { clientId: 'guarded', clientAuthentication: 'clientSecretBasic' },
        { clientSecret: 'the right one' },
      );
      await attempt({ clientId: 'keyed', clientAuthentication: 'privateKeyJwt' }, { clientSecret: kept });
      await failure(
        attempt({ clientId: 'guarded', clientAuthentication: 'clientSecretBasic' }, { clientSecret: 'wrong' }),
        'invalidClient',
      );
    });

    it('is refused with another key, and for another audience', async () => {
      const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
      const signingKey = JSON.stringify(readPrivateKey(JSON.stringify(other)));
      const details = await failure(attempt({}, { signingKey }), 'invalidGrant');
      assert.ok(!JSON.stringify(details).includes(String(other.d)));
      const audience = await failure(
        attempt({ assertionClaims: { aud: 'https://elsewhere.example' } }),
        'invalidGrant',
      );
      assert.match(audience.description ?? '', /aud/);
    });

    it('says that there is no key, before anything is sent', async () => {
      const before = demo.requests['/token'] ?? 0;
      for (const signingKey of [undefined, 'no key']) {
        const details = await failure(attempt({}, { signingKey }), 'secretMissing');
        assert.equal(details.reason, 'signingKey');
      }
      assert.equal(demo.requests['/token'] ?? 0, before);
    });

    it('says that the client may not use the grant, and that there is no such API', async () => {
      const { service } = demo;
      const details = await failure(
        attempt(
          { clientId: service.profile.clientId, clientAuthentication: 'clientSecretBasic' },
          { clientSecret: service.clientSecret },
        ),
        'tokenRequestRefused',
      );
      assert.match(details.description ?? '', /not allowed for this client/);
      await failure(attempt({}, { api: api({ resource: ['https://no.demo.example'], scopes: [] }) }), 'invalidTarget');
    });
  });

  describe('at a server that says anything', () => {
    /** The assertion that such a profile sends, and the request around it. */
    async function sent(changes: Partial<Profile> = {}, fetchBy: Fetch = fetch) {
      const fake = await startFake();
      const profile = profileFor(fake.issuer, {
        grant: 'jwtBearer',
        assertionClaims: {},
        scopes: ['read'],
        ...changes,
      });
      await getTokenByAssertion({ profile, api: profile.apis[0], signingKey: kept, fetch: fetchBy });
      await fake.stop();
      const { body } = fake.received.find(({ path }) => path === '/token') ?? assert.fail();
      const assertion = body.get('assertion') ?? '';
      return { fake, body, header: decodeProtectedHeader(assertion), claims: decodeJwt(assertion) };
    }

    it('says what the server must know, for a minute, and no parameter of the profile gets in its way', async () => {
      const { fake, body, header, claims } = await sent({
        tokenParameters: { organization: 'o', assertion: 'x', grant_type: 'password' },
      });
      body.delete('assertion');
      assert.deepEqual(Object.fromEntries(body), {
        grant_type: jwtBearer,
        client_id: 'native',
        scope: 'read',
        organization: 'o',
      });
      assert.deepEqual(header, { typ: 'JWT', alg: 'ES256', kid: 'k1' });
      const { iat = 0, exp = 0, jti, ...others } = claims;
      assert.deepEqual(others, { iss: 'native', sub: 'native', aud: `${fake.issuer}/token` });
      assert.equal(exp - iat, 60);
      assert.ok(Math.abs(iat - Date.now() / 1000) < 5);
      assert.notEqual(jti, (await sent()).claims.jti);
    });

    it('says what the profile says in its place', async () => {
      const { claims } = await sent({ assertionClaims: { iss: 'i', sub: 's', aud: 'a', scope: 'signature' } });
      assert.deepEqual([claims.iss, claims.sub, claims.aud, claims['scope']], ['i', 's', 'a', 'signature']);
    });

    it('is new each time, whatever a profile says', async () => {
      const old = { iat: '1', exp: '9999999999', jti: 'again' };
      const { claims } = await sent({ assertionClaims: old });
      assert.equal((claims.exp ?? 0) - (claims.iat ?? 0), 60);
      assert.notEqual(claims.jti, 'again');
    });

    it('counts by the clock of the server', async () => {
      const ahead: Fetch = async (url, init) => {
        const response = await fetch(url, init);
        const headers = new Headers(response.headers);
        headers.set('date', new Date(Date.now() + 7200_000).toUTCString());
        return new Response(response.body, { status: response.status, headers });
      };
      const { claims } = await sent({}, ahead);
      assert.ok(Math.abs((claims.iat ?? 0) - Date.now() / 1000 - 7200) < 5);
    });

    it('repeats no assertion in what is thrown', async () => {
      const fake = await startFake();
      fake.answers['/token'] = ({ body }, response) => {
        json(response, 400, { error: 'invalid_grant', error_description: `bad ${String(body.get('assertion'))}` });
      };
      const profile = profileFor(fake.issuer, { grant: 'jwtBearer' });
      const details = await failure(
        getTokenByAssertion({ profile, api: profile.apis[0], signingKey: kept }),
        'invalidGrant',
      );
      assert.equal(details.description, 'bad …');
      await fake.stop();
    });

    it('is one to Google’s liking: the scopes in it, and a “sub” only where the profile has one', async () => {
      const assertions: string[] = [];
      const google: Fetch = (url, init) => {
        if (url.includes('.well-known')) {
          return Promise.resolve(
            Response.json({
              issuer: 'https://accounts.google.com',
              token_endpoint: 'https://oauth2.googleapis.com/token',
            }),
          );
        }
        assertions.push((init.body as URLSearchParams).get('assertion') ?? '');
        return Promise.resolve(Response.json({ access_token: 'ya29.x', token_type: 'Bearer', expires_in: 3599 }));
      };
      for (const assertionClaims of [{}, { sub: 'ada@example.com' }]) {
        const profile = profileFor('https://accounts.google.com', {
          grant: 'jwtBearer',
          scopes: ['a', 'b'],
          assertionClaims,
        });
        await getTokenByAssertion({ profile, api: profile.apis[0], signingKey: kept, fetch: google });
      }
      assert.deepEqual(
        assertions.map((one) => decodeJwt(one)).map(({ aud, sub, scope }) => [aud, sub, scope]),
        [
          ['https://oauth2.googleapis.com/token', undefined, 'a b'],
          ['https://oauth2.googleapis.com/token', 'ada@example.com', 'a b'],
        ],
      );
    });
  });
});
