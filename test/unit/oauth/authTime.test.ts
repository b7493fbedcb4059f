import assert from 'node:assert/strict';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import type { StepUp } from '../../../src/oauth/attempt.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import { failure } from './failures.ts';
import { jws, keyPair, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { page, profileFor } from './profiles.ts';
import { browse } from './realProvider.ts';

const now = (): number => Math.floor(Date.now() / 1000);

describe('an ID token whose auth_time is text, as AD FS writes it', () => {
  let fake: FakeServer;
  beforeEach(async () => {
    fake = await startFake();
    fake.claims = { auth_time: String(now() - 30), upn: 'ada@corp.example' };
  });
  afterEach(() => fake.stop());

  function signInAtFake(stepUp?: StepUp): Promise<TokenSet> {
    const profile = profileFor(fake.issuer);
    const openBrowser = async (url: string): Promise<boolean> => {
      await browse(url);
      return true;
    };
    const { signal } = new AbortController();
    return signIn({ profile, api: profile.apis[0], openBrowser, signal, timeout: 10, page, stepUp });
  }
  function refreshAtFake(): Promise<TokenSet> {
    const profile = profileFor(fake.issuer);
    return refresh({ profile, api: profile.apis[0], refreshToken: 'a-refresh-token', expected: { subject: 'ada' } });
  }

  for (const [what, attempt] of Object.entries({ 'a sign-in': signInAtFake, 'a refresh': refreshAtFake })) {
    describe(`in the answer to ${what}`, () => {
      for (const written of [String(now() - 30), new Date(Date.now() - 30_000).toISOString()]) {
        it(`is taken, with the token as it came: “${written}”`, async () => {
          fake.claims['auth_time'] = written;
          const tokens = await attempt();
          const [, payload] = tokens.idToken?.split('.') ?? [];
          const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Record<string, unknown>;
          assert.equal(claims['auth_time'], written);
          assert.equal(typeof tokens.idTokenClaims?.['auth_time'], 'number');
          assert.equal(tokens.subject, 'ada');
          assert.equal(tokens.refreshToken, 'a-new-refresh-token');
          assert.equal(fake.asked('/token'), 1, 'nothing is sent twice');
        });
      }

      it('is taken by the clock of the server as well', async () => {
        const ahead = 7200;
        const at = now() + ahead;
        fake.claims = { iat: at, exp: at + 300, auth_time: String(at - 30) };
        fake.answers['/token'] = (received, response) => {
          response.setHeader('date', new Date(at * 1000).toUTCString());
          delete fake.answers['/token'];
          fake.handle(received, response);
        };
        assert.equal((await attempt()).refreshToken, 'a-new-refresh-token');
      });

      for (const [lie, claims] of Object.entries({
        'another issuer': { iss: 'https://other.example.com' },
        'another client': { aud: 'somebody-else' },
        'an expiry that has passed': { iat: now() - 900, exp: now() - 600 },
        'two audiences and another party': { aud: ['native', 'other'], azp: 'other' },
        'a time that nobody can read': { auth_time: 'yesterday' },
      })) {
        it(`excuses nothing else: ${lie}`, async () => {
          fake.claims = { ...fake.claims, ...claims };
          await failure(attempt(), 'idTokenInvalid');
        });
      }

      it('excuses no signature of another key', async () => {
        fake.seal = (header, claims) => jws(header, claims, keyPair().privateKey);
        assert.equal((await failure(attempt(), 'idTokenInvalid')).reason, 'signature');
      });

      for (const alg of ['none', 'HS256']) {
        it(`excuses no token that is ${alg === 'none' ? 'unsigned' : 'signed with a secret'}`, async () => {
          fake.header = { alg };
          fake.seal = (header, claims) =>
            [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
            (alg === 'none' ? '.' : '.AAAA');
          await failure(attempt(), 'idTokenInvalid');
        });
      }
    });
  }

  it('excuses no other nonce', async () => {
    fake.claims['nonce'] = 'of-another-sign-in';
    await failure(signInAtFake(), 'idTokenInvalid');
  });

  it('excuses no other account in a refresh', async () => {
    fake.claims['sub'] = 'grace';
    await failure(refreshAtFake(), 'subjectChanged');
  });

  it('counts where an API asked for a fresh one (OpenID Connect Core §3.1.3.7, check 13)', async () => {
    assert.equal((await signInAtFake({ acrValues: [], maxAge: 60 })).subject, 'ada');
    fake.claims['auth_time'] = String(now() - 3600);
    await failure(signInAtFake({ acrValues: [], maxAge: 60 }), 'idTokenInvalid');
  });
});
