import { strict as assert } from 'node:assert';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { after, before, describe, it } from 'mocha';
import { demoApis, demoUsers, oidcScopes } from '../../src/demo/catalogue.ts';
import { picture } from '../support/pictures.ts';
import { pseudo, pseudoLocalise, unsaid } from '../support/pseudo.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

describe('In a language that nobody speaks, no English is left', function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let window: WorkbenchWindow;
  /** What the screen may show as it is: names, and what tokens say. */
  let data = JSON.stringify(['demo', demoApis, demoUsers, oidcScopes]);

  before(async () => {
    workbench = await Workbench.start();
    await pseudoLocalise(workbench);
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(() => workbench.stop());

  const isSaid = (...texts: readonly string[]): void => {
    assert.deepEqual(
      texts.flatMap((text) => unsaid(text, data)),
      [],
      texts.join('\n'),
    );
  };
  const know = (token: string): void => {
    data += JSON.stringify([decodeJwt(token), decodeProtectedHeader(token)]);
  };
  const said = (text: string): string => pseudo(text);

  it('in the welcome view, on the demo’s pages, in the progress of a sign-in and what it ends with', async () => {
    isSaid(await window.welcomeText());
    const page = await window.waitForPopup(() => window.clickWelcomeButton(said('Try It With the Demo Provider')));
    data += page.url();
    isSaid(
      await page.title(),
      ...(await page.locator('main').locator('h1, p, b, dt, dd, button.plain').allInnerTexts()),
    );
    await window.page.bringToFront();
    isSaid(...(await window.openNotifications()));
    await page.bringToFront();
    await page.getByRole('button', { name: /Ada/ }).click();
    await page.getByText(said('You are signed in')).waitFor();
    isSaid(await page.title(), await page.locator('main').innerText());
    await page.close();
    await window.page.bringToFront();
    isSaid(await window.waitForNotification(/ada@demo\.example/));
    await window.clickNotificationButton(said('Copy Access Token'));
    await window.waitForStatus(/orders/);
    know(await window.clipboard());
  });

  it('in the tree with every group open', async () => {
    await window.clickInlineAction(['demo', said('ID token')], said('Copy ID Token'));
    await window.waitForStatus(new RegExp(said('ID token').slice(0, -1)));
    know(await window.clipboard());
    await window.widenSideBar(700);
    for (const group of ['Audiences', 'Scopes', 'Claims', 'Header']) await window.expand('demo', 'orders', said(group));
    await window.expand('demo', said('ID token'), said('Claims'));
    await window.expand('demo', 'orders', /^‹.*\(\d\)›$/);
    isSaid(
      ...(await window.treeRows()).flatMap(({ label, description, ariaLabel }) => [label, description, ariaLabel]),
    );
    await picture(window.page, 'pseudo-tree');
  });

  it('in the quick picks and in messages with buttons', async () => {
    await window.clickContextMenu(['demo', 'orders'], said('Copy Access Token As…'));
    // Names of tools; below each stands what will be copied. VS Code itself says “6 Results”.
    data += 'curl HTTPie PowerShell Results';
    isSaid(...(await window.quickPickLabels()));
    await window.page.keyboard.press('Escape');
    await window.clickContextMenu(['demo'], said('Sign In With…'));
    isSaid(await window.quickInputText());
    await window.page.keyboard.press('Escape');
    await window.page.locator('.statusbar-item[id$="tokenInspector.apiInUse"]').click();
    isSaid(await window.quickInputText());
    await window.page.keyboard.press('Escape');
    await window.clickInlineAction(['demo', 'admin'], said('Copy Access Token'));
    isSaid(await window.waitForNotification(/admin/));
    await window.notificationButton(said('Sign In and Copy'));
  });
});
