import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { inspect } from 'node:util';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { OAuthFailure } from '../../../src/oauth/failure.ts';
import type { FailureCode } from '../../../src/oauth/failure.ts';
import { forget } from '../../../src/oauth/metadata.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import type { RefreshRequest } from '../../../src/oauth/refreshToken.ts';
import type { Api, Profile } from '../../../src/profile/profile.ts';
import { failure } from './failures.ts';
import { html, json, jws, keyPair, startFake } from './fakeServer.ts';
import type { Answer, FakeServer } from './fakeServer.ts';
import { api, profileFor } from './profiles.ts';
import { ordersApi, signInRequest, startProvider, stockApi } from './realProvider.ts';
import type { RealProvider } from './realProvider.ts';

describe('refresh', () => {
  describe('at a real server', () => {
    let real: RealProvider;
    before(async () => {
      real = await startProvider();
    });
    after(() => real.stop());

    const stock = api({ name: 'stock', resource: [stockApi], scopes: ['openid', 'offline_access', 'read:stock'] });

    async function signedIn(target: Api = real.profile.apis[0]): Promise<string> {
      const tokens = await signIn(signInRequest(real.profile, { api: target }));
      return tokens.refreshToken ?? assert.fail('no refresh token');
    }

    function request(refreshToken: string, changes: Partial<RefreshRequest> = {}): RefreshRequest {
      return {
        profile: real.profile,
        api: real.profile.apis[0],
        refreshToken,
        expected: { subject: 'ada' },
        ...changes,
      };
    }

    it('gets new tokens with one request, and the next refresh token', async () => {
      const refreshToken = await signedIn();
      real.requests.length = 0;
      const tokens = await refresh(request(refreshToken));
      assert.deepEqual(real.requests, ['POST /token']);
      assert.equal(tokens.subject, 'ada');
      assert.notEqual(tokens.refreshToken, undefined);
      assert.notEqual(tokens.refreshToken, refreshToken);
      assert.equal(tokens.idTokenClaims?.['sub'], 'ada');
    });

    it('ends the session when a used refresh token comes again', async () => {
      const refreshToken = await signedIn();
      const { refreshToken: next } = await refresh(request(refreshToken));
      const details = await failure(refresh(request(refreshToken)), 'invalidGrant');
      assert.equal(details.error, 'invalid_grant');
      await failure(refresh(request(next ?? '')), 'invalidGrant');
    });

    it('refuses an answer for somebody else', async () => {
      await failure(refresh(request(await signedIn(), { expected: { subject: 'grace' } })), 'subjectChanged');
    });

    it('names the resource again, and no other than was granted', async () => {
      const tokens = await refresh(request(await signedIn(stock), { api: stock }));
      assert.equal(decodeJwt(tokens.accessToken).aud, stockApi);
      const orders = api({ resource: [ordersApi] });
      await failure(refresh(request(await signedIn(stock), { api: orders })), 'invalidTarget');
    });

    it('says that the client is unknown', async () => {
      const profile = { ...real.profile, clientId: 'another' };
      await failure(refresh(request(await signedIn(), { profile })), 'invalidClient');
    });

    it('asks for the keys before the refresh token is spent', async () => {
      const refreshToken = await signedIn();
      forget(real.issuer);
      real.requests.length = 0;
      await refresh(request(refreshToken));
      assert.deepEqual(real.requests, ['GET /.well-known/openid-configuration', 'GET /jwks', 'POST /token']);
    });
  });

  describe('at a server that says anything', () => {
    let fake: FakeServer;
    beforeEach(async () => {
      fake = await startFake();
    });
    afterEach(() => fake.stop());

    const refreshToken = 'the-old-refresh-token';

    function attempt(changes: Partial<RefreshRequest> = {}, profile: Partial<Profile> = {}) {
      const complete = profileFor(fake.issuer, profile);
      return refresh({
        profile: complete,
        api: complete.apis[0],
        refreshToken,
        expected: { subject: 'ada' },
        ...changes,
      });
    }

    const sent = () => fake.received.find(({ path }) => path === '/token')?.body ?? assert.fail('nothing was sent');

    it('keeps the account when no ID token comes, and the refresh token when none comes', async () => {
      fake.token = { id_token: undefined, refresh_token: undefined };
      const tokens = await attempt();
      assert.equal(tokens.subject, 'ada');
      assert.equal('refreshToken' in tokens, false);
      assert.equal('idToken' in tokens, false);
    });

    for (const [name, claims, code] of [
      ['subject', { sub: 'grace' }, 'subjectChanged'],
      ['issuer', { iss: 'https://other.example.com' }, 'idTokenInvalid'],
      ['audience', { aud: 'somebody-else' }, 'idTokenInvalid'],
    ] as const) {
      it(`refuses an ID token with another ${name}`, async () => {
        fake.claims = claims;
        await failure(attempt(), code);
      });
    }

    it('refuses an ID token that another key signed', async () => {
      fake.seal = (header, claims) => jws(header, claims, keyPair().privateKey);
      assert.equal((await failure(attempt(), 'idTokenInvalid')).reason, 'signature');
    });

    it('spends no refresh token when the keys cannot be had', async () => {
      fake.answers['/jwks'] = (_, response) => html(response, 503);
      await failure(attempt(), 'serverError');
      assert.equal(fake.asked('/token'), 0);
    });

    const never: [string, Answer, FailureCode][] = [
      ['a page with status 200', (_, r) => html(r, 200), 'notJson'],
      ['a page with status 400', (_, r) => html(r, 400), 'notJson'],
      ['a page with status 502', (_, r) => html(r, 502), 'serverError'],
      [
        'invalid_grant with status 500',
        (_, r) => {
          json(r, 500, { error: 'invalid_grant' });
        },
        'serverError',
      ],
      [
        '429',
        (_, r) => {
          json(r, 429, { error: 'invalid_grant' });
        },
        'rateLimited',
      ],
      ['a dropped connection', (_, r) => r.destroy(), 'answerLost'],
      ['a redirect to a login page', (_, r) => r.writeHead(302, { location: '/login' }).end(), 'malformedAnswer'],
      [
        'JSON without tokens',
        (_, r) => {
          json(r, 200, {});
        },
        'malformedAnswer',
      ],
      [
        'invalid_request',
        (_, r) => {
          json(r, 400, { error: 'invalid_request' });
        },
        'tokenRequestRefused',
      ],
    ];
    for (const [name, answer, code] of never) {
      it(`does not end the session because of ${name}`, async () => {
        fake.answers['/token'] = answer;
        await failure(attempt(), code);
      });
    }

    for (const status of [400, 401, 429, 503]) {
      it(`does not pass on the secrets that an answer with status ${status} repeats`, async () => {
        const clientSecret = 'the client/secret+';
        for (const clientAuthentication of ['clientSecretPost', 'clientSecretBasic'] as const) {
          fake.answers['/token'] = ({ body }, response) => {
            json(response, status, {
              error: 'invalid_grant',
              error_description: `${body.get('refresh_token') ?? ''} is spent, ${clientSecret} or`,
              error_uri: `https://x.example.com/?secret=${encodeURIComponent(clientSecret)}`,
            });
          };
          const failed = await attempt({ clientSecret }, { clientAuthentication }).catch((error: unknown) => error);
          assert(failed instanceof OAuthFailure);
          assert.equal(failed.details.description, '… is spent, … or');
          assert.equal(failed.details.uri, 'https://x.example.com/?secret=…');
          assert.doesNotMatch(inspect(failed, { depth: 9, showHidden: true }), /the-old|client\/secret/);
        }
      });
    }

    it('sends nothing of its own that a profile could replace', async () => {
      await attempt({}, { tokenParameters: { refresh_token: 'x', grant_type: 'x', client_id: 'x', device: 'vscode' } });
      assert.equal(sent().get('refresh_token'), refreshToken);
      assert.deepEqual(sent().getAll('grant_type'), ['refresh_token']);
      assert.deepEqual(sent().getAll('client_id'), ['native']);
      assert.equal(sent().get('device'), 'vscode');
    });

    it('sends no scope where the profile has one API: it could only narrow', async () => {
      await attempt();
      assert.equal(sent().has('scope'), false);
    });

    it('sends the scopes where they alone choose the API (Entra ID)', async () => {
      const [one, two] = [
        api({ scopes: ['api://one/.default'] }),
        api({ name: 'two', scopes: ['api://two/.default'] }),
      ];
      await attempt({ api: two }, { apis: [one, two] });
      assert.equal(sent().get('scope'), 'api://two/.default');
    });

    it('sends scopes that are none of the profile’s where scopes choose the API, and nowhere else', async () => {
      const one = api({ scopes: ['openid', 'api://one/read'] });
      const more = { ...one, scopes: [...one.scopes, 'api://one/write'] };
      await attempt({ api: more }, { apis: [one] });
      assert.equal(sent().has('scope'), false);
      fake.received.length = 0;
      await attempt({ api: more }, { apis: [one, api({ name: 'two', scopes: ['api://two/.default'] })] });
      assert.equal(sent().get('scope'), 'openid api://one/read api://one/write');
    });

    it('sends the audience (Auth0) or every resource (RFC 8707), and then no scope', async () => {
      const other = api({ name: 'other', scopes: ['openid', 'more'] });
      const target = api({ audience: 'https://api.example.com', resource: ['https://a.example', 'https://b.example'] });
      await attempt({ api: target }, { apis: [target, other] });
      assert.equal(sent().get('audience'), 'https://api.example.com');
      assert.deepEqual(sent().getAll('resource'), ['https://a.example', 'https://b.example']);
      assert.equal(sent().has('scope'), false);
    });

    it('needs the secret of a client that has one', async () => {
      await failure(attempt({}, { clientAuthentication: 'clientSecretPost' }), 'secretMissing');
      assert.equal(fake.asked('/token'), 0);
    });

    it('cancels', async () => {
      const controller = new AbortController();
      fake.answers['/token'] = () => {
        controller.abort();
      };
      await failure(attempt({ signal: controller.signal }), 'cancelled');
    });
  });
});
