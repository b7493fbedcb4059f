import { strict as assert } from 'node:assert';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { signInAs, thinkAMoment } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

/** An address that a VS Code on a desktop hands to the extension. */
const appAddress = 'vscode://token-inspector.token-inspector/callback';

describe('Every way back from the browser', function () {
  this.timeout(90_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    server = await startDemo();
    server.allowRedirectUri(appAddress);
    workbench = await Workbench.start({
      settings: {
        'tokenInspector.profiles': {
          integration: profileSettings(server),
          app: profileSettings(server, { redirectUri: appAddress }),
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
    assert.equal(labels[0], 'Browser on This Computer');
    assert.ok(labels.indexOf('Device Code') < labels.indexOf('Client Credentials'), 'what is possible comes first');
    const shown = await window.quickInputText();
    assert.match(
      shown,
      /Browser on This Computer\s*what “Sign In” does here\s*The browser comes back to this editor by itself/,
    );
    assert.match(shown, /Browser Through a Forwarded Port\s*No forwarded port leads/);
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

  it('an address of VS Code: it is handed to the sign-in that waits, and only the right one ends it', async () => {
    const page = await window.waitForPopup(async () => {
      await window.runCommand('Token Inspector: Sign In');
      await window.quickPick('app');
    });
    const address = await endAtUnreachable(page);
    await window.page.bringToFront();
    await window.openUrl(address.replace(/state=[^&]+/, 'state=wrong'));
    await window.waitForNotification(/is over or waits in another window/);
    await window.openUrl(address);
    await window.waitForNotification('Signed in at app as ada@demo.example.');
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
    devtools.on('Fetch.requestPaused', ({ requestId, responseHeaders }) => {
      const location = responseHeaders?.find(({ name }) => name.toLowerCase() === 'location')?.value ?? '';
      if (!/callback\?/.test(location)) {
        void devtools.send('Fetch.continueRequest', { requestId });
        return;
      }
      void devtools.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionRefused' });
      resolve(location);
    });
  });
  await devtools.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Response' }] });
  await thinkAMoment(page);
  await page.getByRole('button', { name: /Ada/ }).click();
  return ended;
}
