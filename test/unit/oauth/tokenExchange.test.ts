import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { startDemo } from '../../../src/demo/server.ts';
import type { Demo } from '../../../src/demo/server.ts';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import type { Fetch } from '../../../src/oauth/http.ts';
import { exchangeToken } from '../../../src/oauth/tokenExchange.ts';
import type { ExchangeRequest } from '../../../src/oauth/tokenExchange.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { moreGrants, tokenExchange } from '../../support/moreGrants.ts';
import { Browser } from '../demo/browser.ts';
import { failure } from './failures.ts';
import { json, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { api, profileFor } from './profiles.ts';
import { signInRequest } from './realProvider.ts';

const stock = api({ name: 'stock', audience: 'https://stock.demo.example', scopes: ['read:stock'] });
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';

describe('token exchange', () => {
  describe('at a real server', () => {
    let demo: Demo;
    let adasToken: string;
    let stocksToken: string;
    before(async () => {
      demo = await startDemo(
        moreGrants({
          client_id: 'orders-api',
          token_endpoint_auth_method: 'client_secret_basic',
          client_secret: 'the right one',
          grant: tokenExchange,
        }),
      );
      [adasToken, stocksToken] = await Promise.all([tokenFor(0), tokenFor(1)]);
    });
    after(() => demo.stop());

    async function tokenFor(index: number): Promise<string> {
      const browser = new Browser();
      const request = signInRequest(demo.profile, {
        api: demo.profile.apis[index] ?? assert.fail(),
        openBrowser: async (url) => {
          await fetch((await browser.press(await browser.open(url), { account: 'demo|ada' })).url);
          return true;
        },
      });
      return (await signIn(request)).accessToken;
    }

    function attempt(changes: Partial<ExchangeRequest> = {}, client: Partial<Profile> = {}) {
      const profile = profileFor(demo.issuer, {
        clientId: 'orders-api',
        clientAuthentication: 'clientSecretBasic',
        grant: 'tokenExchange',
        apis: [stock],
        ...client,
      });
      return exchangeToken({ profile, api: stock, subjectToken: adasToken, clientSecret: 'the right one', ...changes });
    }

    it('brings a token of the same user for the next API, which takes it', async () => {
      const tokens = await attempt();
      const { aud, sub, client_id: client, scope } = decodeJwt(tokens.accessToken);
      assert.deepEqual(
        [aud, sub, client, scope],
        ['https://stock.demo.example', 'demo|ada', 'orders-api', 'read:stock'],
      );
      assert.equal(decodeJwt(adasToken)['client_id'], demo.profile.clientId);
      assert.deepEqual(
        ['subject', 'idToken', 'refreshToken'].filter((name) => name in tokens),
        [],
      );
      const answer = await fetch(`${demo.issuer}/api/stock`, {
        headers: { authorization: `Bearer ${tokens.accessToken}` },
      });
      assert.equal(answer.status, 200);
    });

    it('is refused for a token of another API, and for what is none', async () => {
      for (const subjectToken of [stocksToken, 'not a token']) {
        const details = await failure(attempt({ subjectToken }), 'tokenRequestRefused');
        assert.equal(details.error, 'invalid_request');
        assert.match(details.description ?? '', /subject_token/);
      }
    });

    it('is refused for an API that there is not, for a wrong secret, and to a client that may not', async () => {
      await failure(attempt({ api: api({ audience: 'https://no.demo.example' }) }), 'invalidTarget');
      await failure(attempt({ clientSecret: 'wrong' }), 'invalidClient');
      const { clientId } = demo.profile;
      await failure(attempt({}, { clientId, clientAuthentication: 'none' }), 'tokenRequestRefused');
    });
  });

  describe('at a server that says anything', () => {
    let fake: FakeServer;
    beforeEach(async () => {
      fake = await startFake();
    });
    afterEach(() => fake.stop());

    function attempt(changes: Partial<Profile> = {}) {
      const profile = profileFor(fake.issuer, { grant: 'tokenExchange', scopes: ['read'], ...changes });
      return exchangeToken({ profile, api: profile.apis[0], subjectToken: 'the-subject-token' });
    }

    const sent = () => Object.fromEntries(fake.received.find(({ path }) => path === '/token')?.body ?? []);

    it('asks with one request, and only the kind that is wanted may be the profile’s', async () => {
      const jwt = 'urn:ietf:params:oauth:token-type:jwt';
      await attempt({
        tokenParameters: { requested_token_type: jwt, subject_token: 'x', subject_token_type: 'y', grant_type: 'z' },
        apis: [api({ audience: 'stock', resource: ['https://stock.example'], scopes: ['read'] })],
      });
      assert.deepEqual(sent(), {
        grant_type: tokenExchange,
        client_id: 'native',
        subject_token: 'the-subject-token',
        subject_token_type: accessToken,
        requested_token_type: jwt,
        audience: 'stock',
        resource: 'https://stock.example',
        scope: 'read',
      });
    });

    it('takes an answer that names an access token, a JWT, or no kind at all', async () => {
      for (const kind of [accessToken, 'urn:ietf:params:oauth:token-type:jwt', undefined]) {
        fake.token = { issued_token_type: kind, id_token: undefined };
        assert.equal(typeof (await attempt()).accessToken, 'string');
      }
    });

    for (const [what, answer, actual] of [
      ['of another kind', { issued_token_type: 'urn:ietf:params:oauth:token-type:saml2' }, /saml2/],
      ['that is no access token', { token_type: 'N_A', issued_token_type: accessToken }, /access_token/],
      ['of a kind that is no text', { token_type: 'N_A', issued_token_type: 5 }, /n_a/],
    ] as const) {
      it(`does not use a token ${what}`, async () => {
        fake.token = { ...answer, id_token: undefined };
        assert.match((await failure(attempt(), 'notAccessToken')).actual ?? '', actual);
      });
    }

    it('makes no account of an ID token or a refresh token in the answer', async () => {
      fake.token = { refresh_token: 'a-refresh-token' };
      assert.doesNotMatch(JSON.stringify(await attempt()), /a-refresh-token|idToken|subject"/);
    });

    it('keeps the claims by which the user must sign in first', async () => {
      const claims = '{"access_token":{"polids":{"essential":true,"values":["9ab03e19"]}}}';
      fake.answers['/token'] = (_, response) => {
        json(response, 400, { error: 'interaction_required', error_description: 'AADSTS50076', claims });
      };
      assert.equal((await failure(attempt(), 'tokenRequestRefused')).claims, claims);
    });

    it('repeats no token in what is thrown', async () => {
      fake.answers['/token'] = (_, response) => {
        json(response, 400, { error: 'invalid_grant', error_description: 'not the-subject-token!' });
      };
      assert.equal((await failure(attempt(), 'invalidGrant')).description, 'not …!');
    });

    it('repeats no token that the answer calls a kind, and keeps that short and on one line', async () => {
      delete fake.answers['/token'];
      const kind = `the-subject-token\u202e\n${'x'.repeat(10_000)}`;
      fake.token = { token_type: 'N_A', issued_token_type: kind, id_token: undefined };
      const { actual = '' } = await failure(attempt(), 'notAccessToken');
      assert.match(actual, /^… x{1000,2000}$/);
    });

    for (const [server, issuer] of [
      ['Entra ID', 'https://login.microsoftonline.com/t/v2.0'],
      ['AD FS', 'https://adfs.example.com/adfs'],
    ] as const) {
      it(`is on-behalf-of at ${server}`, async () => {
        let body = new URLSearchParams();
        const server: Fetch = (url, init) => {
          if (url.includes('.well-known')) {
            return Promise.resolve(Response.json({ issuer, token_endpoint: `${issuer}/token` }));
          }
          body = init.body as URLSearchParams;
          return Promise.resolve(Response.json({ access_token: 'a', token_type: 'Bearer', expires_in: 3599 }));
        };
        const profile = profileFor(issuer, { grant: 'tokenExchange', scopes: ['api://stock/.default'] });
        await exchangeToken({ profile, api: profile.apis[0], subjectToken: 'the-subject-token', fetch: server });
        assert.deepEqual(Object.fromEntries(body), {
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          assertion: 'the-subject-token',
          requested_token_use: 'on_behalf_of',
          client_id: 'native',
          scope: 'api://stock/.default',
        });
      });
    }
  });
});
