import assert from 'node:assert/strict';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { OAuthFailure } from '../../../src/oauth/failure.ts';
import { introspect } from '../../../src/oauth/introspection.ts';
import type { ServerSaid } from '../../../src/oauth/signedAnswer.ts';
import { userinfo } from '../../../src/oauth/userinfo.ts';
import type { JsonObject } from '../../../src/token/json.ts';
import { failure } from './failures.ts';
import { html, json, jws, keyPair, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { profileFor } from './profiles.ts';
import { signInRequest, startProvider } from './realProvider.ts';

const token = 'an-opaque-access-token';

function claimsOf(said: ServerSaid | 'notSupported'): JsonObject {
  assert.ok(said !== 'notSupported');
  return said.claims;
}

function signatureOf(said: ServerSaid | 'notSupported'): string | undefined {
  assert.ok(said !== 'notSupported');
  return said.signature?.state;
}

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
    const { accessToken } = await signIn(signInRequest(profile));
    const said = claimsOf(await introspect({ profile, token: accessToken }));
    assert.equal(said['active'], true);
    assert.equal(said['sub'], 'ada');
    assert.deepEqual({ ...claimsOf(await userinfo({ profile, token: accessToken, subject: 'ada' })) }, { sub: 'ada' });

    const unknown = await introspect({ profile, token: 'never-issued' });
    assert.deepEqual({ ...claimsOf(unknown) }, { active: false });
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
      assert.deepEqual(JSON.parse(JSON.stringify(claimsOf(said))), { active: true, scope: 'read', ext: { deep: [1] } });
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
      assert.equal(claimsOf(await askUser())['sub'], 'mallory', 'a pasted token may be anybody’s');
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

    describe('in signed answers', () => {
      const answerWith = (path: string, type: string, body: () => string): void => {
        fake.answers[path] = (_, response) => response.writeHead(200, { 'content-type': type }).end(body());
      };
      const signed = (claims: object, header = {}): string =>
        fake.seal({ alg: 'ES256', kid: 'k1', ...header }, { iss: fake.issuer, aud: 'native', ...claims });

      it('shows userinfo that is signed, with what the keys of the issuer say (OIDC Core §5.3.2)', async () => {
        answerWith('/userinfo', 'application/jwt; charset=utf-8', () => signed({ sub: 'ada', name: 'Ada' }));
        const said = await askUser('ada');
        assert.equal(claimsOf(said)['name'], 'Ada');
        assert.equal(signatureOf(said), 'verified');
        assert.equal((await failure(askUser('grace'), 'malformedAnswer')).reason, 'sub');

        fake.seal = (header, claims) => jws(header, claims, keyPair().privateKey);
        assert.equal(signatureOf(await askUser()), 'invalid');
        answerWith('/userinfo', 'application/jwt', () => signed({ sub: 'ada' }, { alg: 'HS256' }));
        assert.equal(signatureOf(await askUser()), 'notVerifiable');
        answerWith('/userinfo', 'application/jwt', () => signed({ sub: 'ada' }, { alg: 'none' }));
        assert.equal(signatureOf(await askUser()), 'invalid');
      });

      it('reads none that is larger than any', async () => {
        answerWith('/userinfo', 'application/jwt', () => signed({ sub: 'ada' }) + ' '.repeat(1_000_000));
        assert.equal((await failure(askUser('ada'), 'malformedAnswer')).reason, 'tooLarge');
      });

      it('shows an introspection that is signed (RFC 9701)', async () => {
        const answer = { token_introspection: { active: true, scope: 'read' } };
        const type = 'application/token-introspection+jwt';
        answerWith('/introspect', type, () => signed(answer, { typ: 'token-introspection+jwt' }));
        const said = await ask();
        assert.deepEqual({ ...claimsOf(said) }, { active: true, scope: 'read' });
        assert.equal(signatureOf(said), 'verified');
        answerWith('/introspect', type, () => signed({ active: true }));
        await failure(ask(), 'notJson');
      });

      it('takes nothing from one that is encrypted, broken or endless', async () => {
        const head = Buffer.from(JSON.stringify({ alg: 'RSA-OAEP', enc: 'A256GCM' })).toString('base64url');
        answerWith('/userinfo', 'application/jwt', () => `${head}.a.b.c.d`);
        assert.equal((await failure(askUser(), 'malformedAnswer')).reason, 'encrypted');
        for (const body of ['', '{', 'eyJ', 'eyJhbGciOiJub25lIn0.W10.']) {
          answerWith('/userinfo', 'application/jwt', () => body);
          await assert.rejects(askUser(), OAuthFailure);
        }
        answerWith('/userinfo', 'application/jwt', () => `${head}.${'a'.repeat(2_000_000)}.c`);
        assert.equal((await failure(askUser(), 'malformedAnswer')).reason, 'tooLarge');
      });
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
