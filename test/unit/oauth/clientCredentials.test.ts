import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { startDemo } from '../../../src/demo/server.ts';
import type { Demo } from '../../../src/demo/server.ts';
import { getClientToken } from '../../../src/oauth/clientCredentials.ts';
import type { DirectRequest } from '../../../src/oauth/directGrant.ts';
import type { FailureCode } from '../../../src/oauth/failure.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { failure } from './failures.ts';
import { json, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { api, profileFor } from './profiles.ts';

describe('client credentials', () => {
  describe('at a real server', () => {
    let demo: Demo;
    before(async () => {
      demo = await startDemo();
    });
    after(() => demo.stop());

    function attempt(changes: Partial<DirectRequest> = {}) {
      const { profile, clientSecret } = demo.service;
      return getClientToken({ profile, api: profile.apis[0], clientSecret, ...changes });
    }

    it('gets a token for an API, and nobody is in it', async () => {
      const tokens = await attempt();
      assert.equal(decodeJwt(tokens.accessToken).aud, 'https://orders.demo.example');
      assert.equal(decodeJwt(tokens.accessToken)['scope'], 'read:orders');
      assert.deepEqual(
        ['subject', 'idToken', 'idTokenClaims', 'refreshToken'].filter((name) => name in tokens),
        [],
      );
      assert.deepEqual(tokens.requestedScopes, ['read:orders', 'write:orders']);
      assert.deepEqual(tokens.grantedScopes, ['read:orders']);
      const answer = await fetch(`${demo.issuer}/api/orders`, {
        headers: { authorization: `Bearer ${tokens.accessToken}` },
      });
      assert.equal(answer.status, 200);
    });

    it('names the API by “audience” as well', async () => {
      const { accessToken } = await attempt({ api: api({ audience: 'https://stock.demo.example', scopes: [] }) });
      assert.equal(decodeJwt(accessToken).aud, 'https://stock.demo.example');
    });

    it('says that the secret is wrong, and does not repeat it', async () => {
      const details = await failure(attempt({ clientSecret: 'not the right one' }), 'invalidClient');
      assert.doesNotMatch(JSON.stringify(details), /not the right one/);
    });

    it('says that there is no secret, before anything is sent', async () => {
      await failure(attempt({ clientSecret: undefined }), 'secretMissing');
    });

    it('says that there is no such API', async () => {
      const details = await failure(
        attempt({ api: api({ resource: ['https://no.demo.example'], scopes: [] }) }),
        'invalidTarget',
      );
      assert.equal(details.error, 'invalid_target');
    });

    it('says that the client may not use the grant', async () => {
      const details = await failure(attempt({ profile: demo.profile }), 'tokenRequestRefused');
      assert.match(details.description ?? '', /grant type is not allowed for this client/);
    });
  });

  describe('at a server that says anything', () => {
    let fake: FakeServer;
    beforeEach(async () => {
      fake = await startFake();
    });
    afterEach(() => fake.stop());

    function attempt(changes: Partial<Profile> = {}) {
      const profile = profileFor(fake.issuer, {
        grant: 'clientCredentials',
        clientAuthentication: 'clientSecretPost',
        scopes: ['read', 'write'],
        ...changes,
      });
      return getClientToken({ profile, api: profile.apis[0], clientSecret: 'the-secret' });
    }

    it('asks with one request for the scopes, and no parameter of the profile gets in its way', async () => {
      await attempt({ tokenParameters: { organization: 'org_1', grant_type: 'password', client_secret: 'x' } });
      const { body } = fake.received.find(({ path }) => path === '/token') ?? assert.fail();
      assert.deepEqual(Object.fromEntries(body), {
        grant_type: 'client_credentials',
        client_id: 'native',
        client_secret: 'the-secret',
        scope: 'read write',
        organization: 'org_1',
      });
      assert.equal(fake.received.length, 2, 'the metadata, then the token');
    });

    it('makes no account of an ID token and a refresh token that nobody asked for', async () => {
      fake.seal = () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`;
      fake.token = { id_token: undefined, refresh_token: 'a-refresh-token' };
      const tokens = await attempt();
      assert.equal('refreshToken' in tokens, false);
      assert.doesNotMatch(JSON.stringify(tokens), /a-refresh-token/);
    });

    it('takes no person from an ID token', async () => {
      const tokens = await attempt();
      assert.equal('subject' in tokens || 'idToken' in tokens, false);
    });

    for (const [error, code] of [
      ['invalid_client', 'invalidClient'],
      ['invalid_scope', 'invalidScope'],
      ['invalid_target', 'invalidTarget'],
      ['unauthorized_client', 'tokenRequestRefused'],
    ] as readonly [string, FailureCode][]) {
      it(`says ${error}, without the secret`, async () => {
        fake.answers['/token'] = (_, response) => {
          json(response, 400, { error, error_description: 'the-secret is what you sent' });
        };
        assert.equal((await failure(attempt(), code)).description, '… is what you sent');
      });
    }
  });
});
