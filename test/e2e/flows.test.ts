import { strict as assert } from 'node:assert';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { signInAs, thinkAMoment } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

describe('Every way back from the browser', function () {
  this.timeout(90_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    server = await startDemo();
    workbench = await Workbench.start({
      settings: {
        'tokenInspector.profiles': {
          integration: profileSettings(server),
          stranger: profileSettings(server, { clientId: 'nobody' }),
        },
      },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });
  afterEach(async () => {
    await window.page.bringToFront();
    await window.clearNotifications();
  });

  it('a page that cannot be loaded: its address is pasted, after one that is another’s', async () => {
    const page = await window.waitForPopup(() => window.clickRow(['integration', 'Sign In…']));
    const address = await endAtUnreachable(page);
    await window.page.bringToFront();
    await window.page.locator('.notification-list-item a', { hasText: 'Paste the Address…' }).click();
    await window.inputBox(address.replace(/state=[^&]+/, 'state=wrong'));
    await window.page.getByText('This address belongs to another sign-in').waitFor();
    await window.inputBox(address);
    await window.waitForNotification('Signed in at integration as ada@demo.example.');
    assert.ok(!(await window.paletteOffers('Paste the Address')).includes('Token Inspector: Paste the Address…'));
  });

  it('Sign In With…: what can work here, with the reason, and why the rest cannot', async () => {
    await window.clickContextMenu(['stranger'], 'Sign In With…');
    const labels = await window.quickPickLabels();
    const reason = (title: string): string | undefined => labels[labels.indexOf(title) + 1];
    assert.equal(labels[0], 'Browser on This Computer');
    assert.match(await window.quickInputText(), /Browser on This Computer\s*what “Sign In” does here/);
    assert.match(reason('Browser on This Computer') ?? '', /comes back to this editor by itself/);
    assert.match(reason('Browser Through a Forwarded Port') ?? '', /No forwarded port leads/);
    assert.ok(labels.indexOf('Device Code') < labels.indexOf('Client Credentials'), 'what is possible comes first');
    await window.quickPick('Browser That Opens VS Code');
    await window.waitForNotification(/The redirect URI is no address that opens this VS Code/);
    await window.notificationButton('Edit Profile');
  });

  it('the way that the person chose: the box stands there at once, and goes when the browser comes back by itself', async () => {
    const box = window.page.getByText('integration: Paste the Address');
    await signInAs(window, 'Grace', async () => {
      await window.runCommand('Token Inspector: Sign In With…');
      await window.quickPick('integration');
      await window.quickPick('Any Browser, Pasting the Address');
      await box.waitFor();
    });
    await box.waitFor({ state: 'hidden' });
  });

  it('an error page of the server: the notification leads to the profile', async () => {
    const page = await window.waitForPopup(() => window.clickRow(['stranger', 'Sign In…']));
    await page.close();
    await window.page.bringToFront();
    await window.page.locator('.notification-list-item a', { hasText: 'Edit Profile' }).click();
    await window.waitForEditorText(/"stranger"/);
    await window.clickNotificationButton('Cancel', 'Signing in at stranger');
  });
});

/**
 * Signs in as Ada in a browser that cannot load the redirect URI, as one on another computer cannot.
 *
 * @returns the address at which it ended.
 */
async function endAtUnreachable(page: Page): Promise<string> {
  // Playwright's own routes do not see what a server redirects to.
  const devtools = await page.context().newCDPSession(page);
  const ended = new Promise<string>((resolve) => {
    devtools.on('Fetch.requestPaused', ({ requestId, request }) => {
      void devtools.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionRefused' });
      resolve(request.url);
    });
  });
  await devtools.send('Fetch.enable', { patterns: [{ urlPattern: '*/callback?*' }] });
  await thinkAMoment(page);
  await page.getByRole('button', { name: /Ada/ }).click();
  return ended;
}
