import { after, before, describe, it } from 'mocha';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { signInAs, thinkAMoment } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

describe('trial', function () {
  this.timeout(120_000);
  let server: Demo; let workbench: Workbench; let window: WorkbenchWindow;
  before(async () => {
    server = await startDemo();
    workbench = await Workbench.start({ settings: { 'tokenInspector.profiles': { integration: profileSettings(server, {apis: {
      orders: { audience: 'https://orders.demo.example', scopes: ['read:orders', 'write:orders'] },
      stock: { audience: 'https://stock.demo.example', scopes: ['read:stock'] },
    }}) } } });
    window = await workbench.openWindow();
    await window.openTokensView();
    await signInAs(window, 'Ada', () => window.clickRow(['integration', 'Sign In…']));
  });
  after(async () => { await workbench.stop(); await server.stop(); });
  const shot = async (n: string) => { await window.page.waitForTimeout(700); await window.page.screenshot({ path: `/tmp/shots/${n}.png` }); };
  it('a', async () => {
    await window.clearNotifications();
    await window.clickInlineAction(['integration', 'stock'], 'Copy Access Token');
    await window.waitForStatus(/stock/);
    await shot('a1');
    await window.expand('integration', 'orders', /Findings/);
    await window.expand('integration', 'orders', /Findings/, /Asked for and not granted/);
    await shot('a2');
    const page = await window.waitForPopup(() => window.clickRow(['integration', 'orders', /Findings/, /Asked for and/, 'Switch User…']));
    await thinkAMoment(page);
    await page.getByRole('button', { name: /Grace/ }).click();
    await page.getByText('You are signed in').waitFor();
    await page.close();
    await window.page.bringToFront();
    await window.waitForNotification(/grace/);
    await shot('a3');
    console.log(await window.page.evaluate('document.activeElement.className + " " + document.querySelector(".monaco-list-row.selected")?.textContent + " " + document.querySelector(".monaco-list-row.focused")?.textContent'));
    await window.page.keyboard.press('Escape');
    await shot('a4');
    await window.clearNotifications();
    await window.setClipboard('HTTP/1.1 403 Forbidden\nWWW-Authenticate: Bearer error="insufficient_scope", scope="delete:orders"');
    await window.runCommand('Token Inspector: Explain API Error…');
    await window.page.waitForTimeout(800);
    await shot('a5');
    await window.clearNotifications();
    await window.clickInlineAction([/integration/, 'orders'], 'Copy Access Token');
    await window.waitForStatus(/orders/);
    await window.page.locator('.statusbar-item[id$="tokenInspector.apiInUse"]').click();
    await shot('a6');
    await window.page.keyboard.press('Escape');
    await window.page.locator('.statusbar-item[id$="tokenInspector.apiInUse"]').hover();
    await window.page.waitForTimeout(1500);
    await shot('a7');
    console.log(await window.paletteOffers('terminal with access'), await window.paletteOffers('explain a 403'));
  });
  it('b', async () => {
    await window.clickContextMenu([/integration/, 'orders'], 'Terminal With Access Token');
    await window.page.waitForTimeout(2500);
    await shot('b1');
  });
});
