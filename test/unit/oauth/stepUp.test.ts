import assert from 'node:assert/strict';
import type { StepUp } from '../../../src/oauth/attempt.ts';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import { failure } from './failures.ts';
import { startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { page, profileFor } from './profiles.ts';
import { browse, startProvider } from './realProvider.ts';

const now = () => Math.floor(Date.now() / 1000);

describe('a sign-in that an API asked to be stronger (RFC 9470 §4)', () => {
  it('asks a real server for it, above the profile’s own words, and gets an ID token that shows when', async () => {
    const real = await startProvider({ configuration: { acrValues: ['gold', 'silver'] } });
    try {
      const { authorizationParameters } = real.profile;
      const profile = {
        ...real.profile,
        authorizationParameters: { ...authorizationParameters, acr_values: 'bronze' },
      };
      let opened = '';
      const tokens = await signIn({
        profile,
        api: profile.apis[0],
        stepUp: { acrValues: ['gold', 'silver'], maxAge: 0 },
        openBrowser: async (url) => {
          opened = url;
          await browse(url);
          return true;
        },
        signal: new AbortController().signal,
        timeout: 20,
        page,
      });
      const { searchParams } = new URL(opened);
      assert.equal(searchParams.get('acr_values'), 'gold silver');
      assert.equal(searchParams.get('max_age'), '0');
      const authTime = tokens.idTokenClaims?.['auth_time'];
      assert.ok(typeof authTime === 'number' && now() - authTime < 20);
    } finally {
      await real.stop();
    }
  });

  describe('at a server that answers otherwise (OIDC Core §3.1.3.7, check 13)', () => {
    let fake: FakeServer;
    beforeEach(async () => {
      fake = await startFake();
    });
    afterEach(() => fake.stop());

    function attempt(stepUp: StepUp): Promise<TokenSet> {
      const profile = profileFor(fake.issuer);
      return signIn({
        profile,
        api: profile.apis[0],
        stepUp,
        openBrowser: async (url) => {
          await (await fetch(url)).text();
          return true;
        },
        signal: new AbortController().signal,
        timeout: 10,
        page,
      });
    }

    it('with an old authentication: nobody is signed in', async () => {
      fake.claims = { auth_time: now() - 3600 };
      await failure(attempt({ acrValues: [], maxAge: 60 }), 'idTokenInvalid');
    });

    it('without saying when: nobody is signed in', async () => {
      await failure(attempt({ acrValues: [], maxAge: 60 }), 'idTokenInvalid');
    });

    it('with one that is young enough', async () => {
      fake.claims = { auth_time: now() - 30 };
      assert.equal((await attempt({ acrValues: [], maxAge: 60 })).subject, 'ada');
    });

    it('with another acr, which is its right (OIDC Core §5.5.1.1)', async () => {
      fake.claims = { acr: 'bronze' };
      assert.equal((await attempt({ acrValues: ['gold'] })).idTokenClaims?.['acr'], 'bronze');
    });
  });
});
