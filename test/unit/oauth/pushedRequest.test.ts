import assert from 'node:assert/strict';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { failure } from './failures.ts';
import { html, json, startFake } from './fakeServer.ts';
import type { Answer, FakeServer } from './fakeServer.ts';
import { api, page, profileFor } from './profiles.ts';
import { browse, startProvider, stockApi } from './realProvider.ts';

const details = JSON.stringify([{ type: 'payment', actions: ['initiate'], note: 'n'.repeat(2000) }]);

describe('a pushed authorization request', () => {
  let opened: URL;
  const log: string[] = [];
  beforeEach(() => {
    log.length = 0;
  });

  function signInAt(profile: Profile, clientSecret?: string): ReturnType<typeof signIn> {
    return signIn({
      profile,
      api: profile.apis[0],
      clientSecret,
      openBrowser: async (url) => {
        opened = new URL(url);
        await browse(url);
        return true;
      },
      signal: new AbortController().signal,
      timeout: 20,
      page,
      log: (message) => log.push(message),
    });
  }
  const inAddress = () => [...opened.searchParams.keys()].sort();
  const reference = ['client_id', 'request_uri'];

  it('is made at a real server that offers it where the profile says so, and only there', async () => {
    const real = await startProvider();
    await signInAt(real.profile);
    assert.ok(inAddress().includes('code_challenge'));
    assert.ok(!real.requests.includes('POST /request'));
    await signInAt({ ...real.profile, pushedAuthorizationRequests: true });
    assert.deepEqual(inAddress(), reference);
    assert.ok(real.requests.includes('POST /request'));
    await real.stop();
  });

  it('is made at a real server for what is too long for an address: nothing of it is in the address then', async () => {
    const real = await startProvider({
      client: { authorization_details_types: ['payment'] },
      configuration: {
        features: {
          devInteractions: { enabled: false },
          richAuthorizationRequests: {
            enabled: true,
            types: { payment: { validate: () => undefined } },
            authorizationDetailsForGrantSource: () => undefined,
            authorizationDetailsForAccessToken: () => undefined,
            authorizationDetailsForIntrospection: () => undefined,
          } as never,
        },
      },
    });
    const authorizationParameters = { ...real.profile.authorizationParameters, authorization_details: details };
    const stock = api({ resource: [stockApi], scopes: ['openid', 'read:stock'] });
    await signInAt({ ...real.profile, apis: [stock], authorizationParameters });
    assert.deepEqual(inAddress(), reference);
    assert.ok(opened.href.length < 300);
    await real.stop();
  });

  describe('at a server that says anything', () => {
    let fake: FakeServer;
    let long: Profile;
    beforeEach(async () => {
      fake = await startFake();
      fake.metadata = { pushed_authorization_request_endpoint: `${fake.issuer}/par` };
      long = { ...profileFor(fake.issuer), authorizationParameters: { authorization_details: details } };
    });
    afterEach(() => fake.stop());
    const says = (status: number, body: object): Answer => {
      return (_, response) => {
        json(response, status, body);
      };
    };

    for (const [what, answer] of Object.entries<Answer>({
      'this client may not': says(400, { error: 'unauthorized_client', error_description: 'not\nyou' }),
      'nobody may': says(403, { error: 'access_denied' }),
      'there is no such thing': says(404, { error: 'not_found' }),
    })) {
      it(`that ${what}: the request goes with the browser, and the log says so in one line`, async () => {
        fake.answers['/par'] = answer;
        assert.equal((await signInAt(long)).subject, 'ada');
        assert.equal(opened.searchParams.get('authorization_details'), details);
        assert.equal(log.length, 1);
        assert.match(log[0] ?? '', /^the client may not push its request, [^\n]+$/);
      });
    }

    it('with the secret that was pushed: neither failure nor log has it', async () => {
      fake.answers['/par'] = ({ body }, response) => {
        const { client_secret: sent } = Object.fromEntries(body);
        json(response, 400, { error: 'unauthorized_client', error_description: `not with ${String(sent)}` });
      };
      const own = { ...long, clientAuthentication: 'clientSecretPost' } as const;
      await signInAt(own, 'a-client-secret');
      assert.match(log[0] ?? '', /not with …/);
      const insisting = { ...own, pushedAuthorizationRequests: true };
      const said = await failure(signInAt(insisting, 'a-client-secret'), 'tokenRequestRefused');
      assert.equal(said.description, 'not with …');
    });

    it('that something is wrong with the request: nothing is opened', async () => {
      fake.answers['/par'] = says(400, { error: 'invalid_authorization_details' });
      const said = await failure(signInAt(long), 'tokenRequestRefused');
      assert.equal(said.error, 'invalid_authorization_details');
      fake.answers['/par'] = (_, response) => html(response, 200);
      await failure(signInAt(long), 'notJson');
    });

    it('that this client may not, though the server or the profile insists: nothing is opened', async () => {
      fake.answers['/par'] = says(400, { error: 'unauthorized_client' });
      await failure(signInAt({ ...long, pushedAuthorizationRequests: true }), 'tokenRequestRefused');
      await fake.stop();
      fake = await startFake();
      fake.metadata = {
        pushed_authorization_request_endpoint: `${fake.issuer}/par`,
        require_pushed_authorization_requests: true,
      };
      fake.answers['/par'] = says(400, { error: 'unauthorized_client' });
      await failure(signInAt(profileFor(fake.issuer)), 'tokenRequestRefused');
    });

    it('is not made where there is no endpoint for it, unless the profile insists', async () => {
      fake.metadata = {};
      assert.equal((await signInAt(long)).subject, 'ada');
      const said = await failure(signInAt({ ...long, pushedAuthorizationRequests: true }), 'endpointMissing');
      assert.equal(said.endpoint, 'pushedAuthorizationRequest');
    });
  });
});
