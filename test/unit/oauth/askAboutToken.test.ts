import assert from 'node:assert/strict';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { introspect } from '../../../src/oauth/introspection.ts';
import { userinfo } from '../../../src/oauth/userinfo.ts';
import { failure } from './failures.ts';
import { html, json, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { page, profileFor } from './profiles.ts';
import { browse, startProvider } from './realProvider.ts';

const token = 'an-opaque-access-token';

describe('asking a server about a token', () => {
  it('works with a real server', async () => {
    const real = await startProvider({
      configuration: {
        features: {
          introspection: { enabled: true },
          devInteractions: { enabled: false },
          revocation: { enabled: true },
        },
      },
    });
    const { profile } = real;
    const { accessToken } = await signIn({
      profile,
      api: profile.apis[0],
      openBrowser: async (url) => {
        await browse(url);
        return true;
      },
      signal: new AbortController().signal,
      timeout: 20,
      page,
    });
    const said = await introspect({ profile, token: accessToken });
    assert(typeof said === 'object');
    assert.equal(said['active'], true);
    assert.equal(said['sub'], 'ada');
    assert.deepEqual(
      { ...((await userinfo({ profile, token: accessToken, subject: 'ada' })) as object) },
      { sub: 'ada' },
    );

    const unknown = await introspect({ profile, token: 'never-issued' });
    assert.deepEqual({ ...(unknown as object) }, { active: false });
    const details = await failure(userinfo({ profile, token: 'never-issued' }), 'tokenNotAccepted');
    assert.equal(details.error, 'invalid_token');
    await real.stop();
  });

  describe('that says anything', () => {
    let fake: FakeServer;
    beforeEach(async () => {
      fake = await startFake();
      fake.metadata = {
        introspection_endpoint: `${fake.issuer}/introspect`,
        userinfo_endpoint: `${fake.issuer}/userinfo`,
      };
    });
    afterEach(() => fake.stop());
    const ask = () => introspect({ profile: profileFor(fake.issuer), token });
    const askUser = (subject?: string) => userinfo({ profile: profileFor(fake.issuer), token, subject });

    it('is told where the server has no such endpoint', async () => {
      fake.metadata = {};
      assert.equal(await ask(), 'notSupported');
      assert.equal(await askUser(), 'notSupported');
      assert.equal(fake.received.filter(({ path }) => !path.startsWith('/.well-known')).length, 0);
    });

    it('sends the token in the body to the one, as a bearer token to the other, with the client’s proof only to the first', async () => {
      fake.answers['/introspect'] = (_, response) => {
        json(response, 200, { active: true, scope: 'read', ext: { deep: [1] } });
      };
      fake.answers['/userinfo'] = (_, response) => {
        json(response, 200, { sub: 'ada', ['__proto__']: 1 });
      };
      const profile = profileFor(fake.issuer, { clientAuthentication: 'clientSecretBasic' });
      const said = await introspect({ profile, token, clientSecret: 'the-secret' });
      assert.deepEqual(JSON.parse(JSON.stringify(said)), { active: true, scope: 'read', ext: { deep: [1] } });
      await userinfo({ profile, token, clientSecret: 'the-secret' });
      const [first, second] = ['/introspect', '/userinfo'].map((path) =>
        fake.received.find((one) => one.path === path),
      );
      assert.equal(first?.body.get('token'), token);
      assert.match(String(first.headers.authorization), /^Basic /);
      assert.equal(second?.headers.authorization, `Bearer ${token}`);
      assert.equal(second.method, 'GET');
    });

    it('does not take an answer about somebody else', async () => {
      fake.answers['/userinfo'] = (_, response) => {
        json(response, 200, { sub: 'mallory' });
      };
      assert.equal((await failure(askUser('ada'), 'malformedAnswer')).reason, 'sub');
      assert.equal(((await askUser()) as Record<string, unknown>)['sub'], 'mallory', 'a pasted token may be anybody’s');
    });

    it('passes on the words of a refusal, from the challenge or the body, without the token', async () => {
      fake.answers['/userinfo'] = (_, response) => {
        response
          .writeHead(401, {
            'www-authenticate': `Bearer error="invalid_token", error_description="${token} is unknown"`,
          })
          .end();
      };
      const challenged = await failure(askUser(), 'tokenNotAccepted');
      assert.deepEqual([challenged.error, challenged.description], ['invalid_token', '… is unknown']);
      fake.answers['/userinfo'] = (_, response) => {
        json(response, 403, { error: 'insufficient_scope', error_description: `${token} has no openid` });
      };
      const told = await failure(askUser(), 'tokenNotAccepted');
      assert.deepEqual([told.error, told.description], ['insufficient_scope', '… has no openid']);
      fake.answers['/introspect'] = (_, response) => {
        json(response, 401, { error: 'invalid_client', error_description: `no ${token} for you` });
      };
      const refused = await failure(ask(), 'invalidClient');
      assert.equal(refused.description, 'no … for you');
    });

    it('ends in a failure of a known kind, whatever comes', async () => {
      for (const answer of ['[]', '{}', '{"active":"yes"}', 'null']) {
        fake.answers['/introspect'] = (_, response) =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
        await failure(ask(), answer === 'null' ? 'notJson' : 'malformedAnswer');
      }
      const deep = `{"active":true,"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      fake.answers['/introspect'] = (_, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(deep);
      await failure(ask(), 'malformedAnswer');
      fake.answers['/userinfo'] = (_, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(deep);
      assert.equal(typeof (await askUser()), 'object', 'cut where it becomes too deep to show');
      fake.answers['/userinfo'] = (_, response) => {
        json(response, 200, ['ada']);
      };
      await failure(askUser(), 'malformedAnswer');
      for (const path of ['/introspect', '/userinfo']) fake.answers[path] = (_, response) => html(response, 200);
      await failure(ask(), 'notJson');
      await failure(askUser(), 'notJson');
      for (const path of ['/introspect', '/userinfo']) {
        fake.answers[path] = (_, response) => response.writeHead(307, { location: 'https://evil.example/' }).end();
      }
      assert.equal((await failure(ask(), 'malformedAnswer')).reason, 'redirect');
      assert.equal((await failure(askUser(), 'malformedAnswer')).reason, 'redirect');
    });

    it('sends nothing over plain HTTP to another machine', async () => {
      fake.metadata = {
        introspection_endpoint: 'http://login.example.com/introspect',
        userinfo_endpoint: 'http://login.example.com/me',
      };
      await failure(ask(), 'insecure');
      await failure(askUser(), 'insecure');
    });
  });
});
