import { strict as assert } from 'node:assert';
import type { Page } from 'playwright-core';
import { after, before, describe, it } from 'mocha';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { signInAs } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

describe('A token for an API that no refresh is allowed for', function () {
  this.timeout(60_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    server = await startDemo({ ttl: { admin: 3 } });
    const apis = {
      orders: { audience: 'https://orders.demo.example' },
      admin: { audience: 'https://admin.demo.example', scopes: ['read:users'] },
    };
    const profile = profileSettings(server, { apis });
    workbench = await Workbench.start({
      settings: { 'tokenInspector.profiles': { integration: profile }, 'tokenInspector.minimumLifetime': 0 },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
    await signInAs(window, 'Ada', () => window.clickRow(['integration', 'Sign In…']));
    await window.clearNotifications();
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });

  /** The browser page behind the one button that the refusal offers. */
  async function pressTheButton(): Promise<Page> {
    await window.clickInlineAction(['integration', 'admin'], 'Copy Access Token');
    await window.waitForNotification(/The server gives no token for admin without a sign-in \(invalid_target/);
    return window.waitForPopup(() => window.clickNotificationButton('Sign In and Copy'));
  }

  async function assertCopied(): Promise<void> {
    await window.page.bringToFront();
    await window.waitForStatus(/Access token for admin copied/);
    // The status bar may still tell of the copy before.
    const newest = server.issued.at(-1)?.accessToken;
    for (let tries = 0; tries < 50 && (await window.clipboard()) !== newest; tries++) {
      await window.page.waitForTimeout(100);
    }
    assert.equal(await window.clipboard(), newest);
  }

  const prompts = (count: number): (string | null)[] =>
    server.authorizationUrls.slice(-count).map((url) => new URL(url, server.issuer).searchParams.get('prompt'));

  it('comes from the browser by itself while the person is signed in there', async () => {
    const page = await pressTheButton();
    await page.getByText('You are signed in').waitFor();
    await page.close();
    await assertCopied();
    assert.deepEqual(prompts(2), [null, 'none'], 'the sign-in, then the silent one');
  });

  it('is asked of the person, in the same page, where the browser knows nobody', async () => {
    await workbench.browser.clearCookies({ name: /^token-inspector-demo/ });
    await window.clearNotifications();
    await window.page.waitForTimeout(3_000);
    const page = await pressTheButton();
    const seen: string[] = [];
    page.on('load', () => void page.title().then((title) => seen.push(title)));
    await page.getByRole('button', { name: /Ada/ }).click();
    await page.getByText('You are signed in').waitFor();
    assert.ok(!seen.includes('You are not signed in'));
    await page.close();
    await assertCopied();
    assert.deepEqual(prompts(2), ['none', null]);
  });
});
