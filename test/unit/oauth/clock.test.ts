import assert from 'node:assert/strict';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import { failure } from './failures.ts';
import { startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { page, profileFor } from './profiles.ts';
import { browse } from './realProvider.ts';

const hour = 3600;

describe('a clock that is wrong here', () => {
  let fake: FakeServer;
  beforeEach(async () => {
    fake = await startFake();
  });
  afterEach(() => fake.stop());

  /** The server's clock is this many seconds ahead, in its tokens, and `told` in its `Date` header. */
  function ahead(skew: number, told = skew): void {
    const now = Math.floor(Date.now() / 1000) + skew;
    fake.claims = { iat: now, nbf: now, exp: now + 300 };
    fake.answers['/token'] = (received, response) => {
      response.setHeader('date', new Date(Date.now() + told * 1000).toUTCString());
      delete fake.answers['/token'];
      fake.handle(received, response);
    };
  }

  const attempts: Record<string, () => Promise<TokenSet>> = {
    'a sign-in': () => {
      const profile = profileFor(fake.issuer);
      const openBrowser = async (url: string): Promise<boolean> => {
        await browse(url);
        return true;
      };
      const { signal } = new AbortController();
      return signIn({ profile, api: profile.apis[0], openBrowser, signal, timeout: 10, page });
    },
    'a refresh': () => {
      const profile = profileFor(fake.issuer);
      const expected = { subject: 'ada' };
      return refresh({ profile, api: profile.apis[0], refreshToken: 'a-refresh-token', expected });
    },
  };
  for (const [what, attempt] of Object.entries(attempts)) {
    for (const skew of [-26 * hour, 2 * hour]) {
      it(`loses no answer: ${what} at a server that is ${String(skew / hour)} h ahead`, async () => {
        ahead(skew);
        const tokens = await attempt();
        assert.equal(tokens.refreshToken, 'a-new-refresh-token');
        assert.ok(Math.abs((tokens.clockSkew ?? 0) - skew) <= 1);
        assert.equal(tokens.expiresAt, tokens.receivedAt + 300, 'by this clock');
        assert.equal(fake.received.filter(({ path }) => path === '/token').length, 2, 'the one request, handled twice');
      });
    }

    it(`excuses no ID token that is expired by the server’s own clock: ${what}`, async () => {
      ahead(-2 * hour, 0);
      await failure(attempt(), 'idTokenInvalid');
    });

    it(`excuses no forged one: ${what}`, async () => {
      ahead(2 * hour);
      fake.seal = (header, claims) =>
        [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + '.AAAA';
      await assert.rejects(attempt());
    });
  }
});
