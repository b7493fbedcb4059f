import { strict as assert } from 'node:assert';
import { startDemo, type Demo } from '../../../src/demo/server.ts';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import { page } from '../oauth/profiles.ts';
import { Browser } from './browser.ts';

/** What only the browser asks for. */
const browsers = ['/auth', '/auth/:uid', '/interaction/:uid'];

for (const authTimeText of [false, true]) {
  describe(`what a server is asked for${authTimeText ? ', one that writes auth_time as text' : ''}`, () => {
    let demo: Demo;
    before(async () => {
      demo = await startDemo({ loose: { authTimeText } });
      // The metadata and the keys are known from then on.
      await signInAtDemo();
    });
    after(() => demo.stop());

    async function signInAtDemo(): Promise<TokenSet> {
      const browser = new Browser();
      const openBrowser = async (url: string): Promise<boolean> => {
        const { url: callback } = await browser.press(await browser.open(url), { account: 'demo|ada' });
        await (await fetch(callback)).text();
        return true;
      };
      const { profile } = demo;
      const { signal } = new AbortController();
      return signIn({ profile, api: profile.apis[0], openBrowser, signal, timeout: 10, page });
    }

    /** How often each path was asked for by what is not the browser. */
    async function asked(work: () => Promise<unknown>): Promise<Record<string, number>> {
      const before = { ...demo.requests };
      await work();
      const more = Object.entries(demo.requests).map(([path, count]) => [path, count - (before[path] ?? 0)] as const);
      return Object.fromEntries(more.filter(([path, count]) => count > 0 && !browsers.includes(path)));
    }

    it('a sign-in: one request beside those of the browser', async () => {
      assert.deepEqual(await asked(signInAtDemo), { '/token': 1 });
    });

    it('a refresh, for the same API or another: one request', async () => {
      let { refreshToken = '' } = await signInAtDemo();
      const { profile } = demo;
      for (const api of profile.apis.slice(0, 2)) {
        const work = async (): Promise<void> => {
          const expected = { subject: 'demo|ada' };
          const tokens = await refresh({ profile, api, refreshToken, expected });
          refreshToken = tokens.refreshToken ?? '';
          assert.equal(typeof tokens.idTokenClaims?.['auth_time'], authTimeText ? 'number' : 'undefined');
        };
        assert.deepEqual(await asked(work), { '/token': 1 });
      }
    });
  });
}
