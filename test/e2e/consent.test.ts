import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { picture } from '../support/pictures.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';
import { ordersApi, startProvider, stockApi, type RealProvider } from '../unit/oauth/realProvider.ts';

describe('A stock server, which gives a refresh token for consent alone', function () {
  this.timeout(120_000);
  let real: RealProvider;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    real = await startProvider();
    const common = { issuer: real.issuer, clientId: 'native', scopes: ['openid', 'offline_access'] };
    const invoices = { resource: stockApi, scopes: ['read:stock'] };
    const mail = { resource: ordersApi, scopes: ['read:orders'] };
    workbench = await Workbench.start({
      settings: {
        // Of one issuer and client, so that they share the account.
        'tokenInspector.profiles': {
          first: { ...common, apis: { invoices } },
          both: { ...common, apis: { invoices, mail } },
        },
      },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    await real.stop();
  });

  /** The server's pages ask nothing here: what a person would answer is answered. */
  async function signIn(action: () => Promise<void>): Promise<void> {
    const page = await window.waitForPopup(action);
    await page.getByText('You are signed in').waitFor();
    await page.close();
    await window.page.bringToFront();
  }

  it('says for which API there is one, offers consent for the other, and writes it into the profile', async () => {
    await signIn(() => window.clickRow(['first', 'Sign In…']));
    await window.tree.described(['first', 'Refresh token'], /^absent/);
    await window.clearNotifications();
    await signIn(() => window.clickRow(['first', 'Refresh token', 'Sign In and Consent…']));
    await window.waitForNotification(/Signed in at first as ada\. Your consent brought a refresh token;/);
    await window.clearNotifications();

    await window.clickInlineAction(['both', 'mail'], 'Copy Access Token');
    await window.waitForNotification(/The refresh token of the account at “both” is not for “mail”/);
    await signIn(() => window.clickNotificationButton('Sign In and Copy'));
    await window.waitForStatus(/Access token for mail copied/);
    await window.tree.described(['both', 'Refresh token'], /^present · for invoices only$/);
    await window.tree.described(['both', 'mail'], /1 warning/);

    await window.clickInlineAction(['both', 'mail'], 'Refresh Tokens');
    await window.waitForNotification(
      /The last sign-in for “mail” brought no refresh token, and the one that is kept is for “invoices” only/,
    );
    await picture(window.page, 'consent-for-mail');
    await signIn(() => window.clickNotificationButton('Sign In and Consent'));
    await window.tree.described(['both', 'Refresh token'], /^present$/);
    await picture(window.page, 'consent-always');
    await window.clickNotificationButton('Ask for Consent Each Time');
    await window.waitForStatus(/both asks for consent at each sign-in now/);
    await window.tree.described(['both', 'mail'], /^expires in \d+ min$/);

    const settings = await readFile(join(workbench.server.data, 'User', 'settings.json'), 'utf8');
    const profiles = (JSON.parse(settings) as Record<string, Record<string, Record<string, unknown>>>)[
      'tokenInspector.profiles'
    ];
    assert.deepEqual(profiles?.['both']?.['authorizationParameters'], { prompt: 'consent' });
    assert.equal(profiles['first']?.['authorizationParameters'], undefined);
  });
});
