import assert from 'node:assert/strict';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { signInAs } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import type { TreeRow } from '../support/treeView.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

describe('Without a mouse', function () {
  this.timeout(90_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    server = await startDemo();
    workbench = await Workbench.start({
      settings: { 'tokenInspector.profiles': { integration: profileSettings(server) } },
    });
    window = await workbench.openWindow();
    await signInAs(window, 'Ada', () => pressThrough('Token Inspector: Sign In'));
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });

  /** Runs a command of the palette by keys alone. */
  async function pressThrough(title: string): Promise<void> {
    const { page } = window;
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget:visible .quick-input-box input').waitFor();
    await page.keyboard.insertText(title);
    const first = page.locator('.quick-input-widget:visible .monaco-list-row.focused');
    await first.getByText(title, { exact: true }).first().waitFor();
    await page.keyboard.press('Enter');
  }

  /** Label of the row that has the focus. */
  async function focused(): Promise<string> {
    return window.page.locator('.monaco-list[aria-label="Tokens"] .monaco-list-row.focused .label-name').innerText();
  }

  /** Presses Down until the focus is on this row. */
  async function downTo(label: string): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < 60; presses++) {
      const at = await focused();
      if (at === label) return;
      passed.push(at);
      await window.page.keyboard.press('ArrowDown');
    }
    throw new Error(`The focus did not come to ${label}, but to: ${passed.join(', ')}`);
  }

  /** Opens the focused row's menu and chooses from it. */
  async function choose(item: string): Promise<void> {
    const { page } = window;
    await page.keyboard.press('Shift+F10');
    const menu = page.locator('.monaco-menu');
    await menu.waitFor();
    const chosen = menu.locator('.action-item.focused');
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press('ArrowDown');
      if ((await chosen.innerText()).includes(item)) {
        await page.keyboard.press('Enter');
        return;
      }
    }
    throw new Error(`The menu has no ${item}: ${await menu.innerText()}`);
  }

  it('the view has the focus from the palette, and arrows move through the tree and open it', async () => {
    await window.openTokensView();
    await window.tree.row(['integration', 'orders']);
    await pressThrough('Token Inspector: Focus on Tokens View');
    await window.page.locator('.monaco-list[aria-label="Tokens"]:focus-within').waitFor();
    await window.page.keyboard.press('Home');
    assert.equal(await focused(), 'integration');
    await downTo('orders');
    await window.page.keyboard.press('ArrowRight');
    await window.tree.row(['integration', 'orders', 'Claims']);
    // The tree is drawn once more when the verdict is there.
    await window.tree.described(['integration', 'orders', 'Signature'], /^verified/);
  });

  it('a token and a single value are copied from the menu of Shift+F10', async () => {
    await choose('Copy Access Token');
    await window.waitForStatus(/Access token for orders copied/);
    assert.equal(await window.clipboard(), server.issued.at(-1)?.accessToken);

    await downTo('Claims');
    await window.page.keyboard.press('ArrowRight');
    await window.tree.row(['integration', 'orders', 'Claims', 'client_id']);
    await downTo('client_id');
    await choose('Copy Value');
    await window.waitForStatus(/Copied/);
    assert.equal(await window.clipboard(), server.profile.clientId);
  });

  it('a screen reader has something to say for every row: its label and what stands beside it', async () => {
    const rows = await window.treeRows();
    assert.ok(rows.length > 15, String(rows.length));
    for (const row of rows) assert.ok(spoken(row), JSON.stringify(row));
  });

  it('a copied token leaves the clipboard after the seconds that the user chose, and nothing else does', async () => {
    await window.setSettings({ 'tokenInspector.clearClipboardAfter': 2 });
    const copy = async (): Promise<void> => {
      await pressThrough('Token Inspector: Copy Access Token');
      await window.quickPick('orders');
    };
    await copy();
    await clipboardBecomes(window, server.issued.at(-1)?.accessToken ?? '');
    await clipboardBecomes(window, '');

    await copy();
    await clipboardBecomes(window, server.issued.at(-1)?.accessToken ?? '');
    await window.setClipboard('something of one’s own');
    await window.page.waitForTimeout(2500);
    assert.equal(await window.clipboard(), 'something of one’s own');
  });
});

function spoken({ ariaLabel, label, description }: TreeRow): boolean {
  return label !== '' && ariaLabel.includes(label) && ariaLabel.includes(description);
}

async function clipboardBecomes(window: WorkbenchWindow, wanted: string): Promise<void> {
  let text = '';
  for (let tries = 0; tries < 60; tries++) {
    text = await window.clipboard();
    if (text === wanted) return;
    await window.page.waitForTimeout(100);
  }
  assert.equal(text, wanted);
}
