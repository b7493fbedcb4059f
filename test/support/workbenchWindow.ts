import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { CodeServer } from './codeServer.ts';
import { pseudo } from './pseudo.ts';
import { fits, TreeView, type TreeRow, type Wanted } from './treeView.ts';

/**
 * Runs in the page: collects every notification that is shown, since toasts disappear and only three are shown at once.
 */
const collectNotifications = `
  globalThis.seenNotifications = [];
  const lastTexts = new WeakMap();
  new MutationObserver(() => {
    for (const element of document.querySelectorAll('.notifications-toasts .notification-list-item-message')) {
      const text = element.textContent;
      if (!text || lastTexts.get(element) === text) continue;
      lastTexts.set(element, text);
      seenNotifications.push(text);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

/** One window of VS Code, used as a person does: keyboard, mouse, and what is to be read on the screen. */
export class WorkbenchWindow {
  /** For what this class has no word for. */
  readonly page: Page;
  /** The tree of the Tokens view. */
  readonly tree: TreeView;
  readonly #server: CodeServer;
  #lastCommand: string | undefined;

  private constructor(page: Page, server: CodeServer) {
    this.page = page;
    this.tree = new TreeView(page, 'Tokens', 'Tokener', pseudo('Tokens'));
    this.#server = server;
  }

  static async open(page: Page, server: CodeServer, folder?: string): Promise<WorkbenchWindow> {
    const window = new WorkbenchWindow(page, server);
    await page.addInitScript({ content: collectNotifications });
    await page.goto(server.url(folder));
    await window.ready();
    return window;
  }

  /** Waits until the extension host has told the window about its extensions. */
  async ready(): Promise<void> {
    await this.#activityBarIcon().waitFor({ timeout: 60_000 });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** Runs a command of the palette by its whole title, category included. */
  async runCommand(title: string): Promise<void> {
    await this.page.bringToFront();
    // An editor that is still opening takes the focus, and with it the palette away.
    for (let tries = 0; ; tries++) {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      try {
        await this.#quickInput().locator('.quick-input-box input').waitFor({ timeout: 3000 });
        await this.page.keyboard.insertText(title);
        await this.#quickPickRow(title).click({ timeout: 3000 });
        this.#lastCommand = title;
        return;
      } catch (error) {
        if (tries === 3) throw error;
      }
    }
  }

  /** Titles that the palette offers for `text`. */
  async paletteOffers(text: string): Promise<string[]> {
    await this.page.bringToFront();
    await this.page.keyboard.press('F1');
    await this.#quickInput().locator('.quick-input-box input').waitFor();
    await this.page.keyboard.insertText(text);
    await this.page.waitForTimeout(500);
    const labels = await this.#quickInput().locator('.monaco-list-row .label-name').allTextContents();
    await this.page.keyboard.press('Escape');
    return labels;
  }

  async openTokensView(): Promise<void> {
    const view = this.page.locator('.composite.viewlet[id="workbench.view.extension.tokenInspector"]');
    // A reloaded window opens the view by itself, perhaps just now: then the icon would close it.
    for (let tries = 0; !(await view.isVisible()); tries++) {
      await this.#activityBarIcon().click();
      await view.waitFor({ timeout: tries < 3 ? 2000 : 30_000 }).catch((error: unknown) => {
        if (tries >= 3) throw error;
      });
    }
  }

  /** Drags the border of the side bar until it is this wide, in pixels. */
  async widenSideBar(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('The side bar is not open.');
    await this.page.mouse.move(box.x + box.width, box.y + 300);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, box.y + 300, { steps: 5 });
    await this.page.mouse.up();
  }

  async treeRows(): Promise<TreeRow[]> {
    return this.tree.rows();
  }

  /** Opens tree rows along a path of labels: `expand('demo', 'orders', 'Claims')`. */
  async expand(...path: Wanted[]): Promise<void> {
    await this.tree.expand(path);
  }

  async welcomeText(): Promise<string> {
    const welcome = this.page.locator('.welcome-view-content');
    await welcome.filter({ hasText: /\S/ }).waitFor();
    return welcome.innerText();
  }

  async clickWelcomeButton(text: string): Promise<void> {
    await this.page.locator('.welcome-view-content').getByRole('button', { name: text, exact: true }).click();
  }

  async clickInlineAction(path: readonly Wanted[], label: string): Promise<void> {
    const name = this.page.locator('.label-name').filter({ hasText: path.at(-1) ?? '' });
    for (let tries = 1; ; tries++) {
      // The tree may be drawn again between the hovering and the click, and another row be in this one's place.
      const row = (await this.tree.row(path)).filter({ has: name });
      try {
        await row.hover({ timeout: 2000 });
        await row.locator(`.action-label[aria-label="${label}"]`).click({ timeout: 2000 });
        if (tries === 8 || !(await this.#isAskedWhich())) return;
        await this.page.keyboard.press('Escape');
      } catch (error) {
        if (tries === 8) throw error;
      }
    }
  }

  /**
   * Whether the extension asks which row is meant: a click while VS Code draws the tree again reaches it without one, and the
   * row is the one that a person looks at.
   */
  async #isAskedWhich(): Promise<boolean> {
    const question = this.#quickInput().filter({ hasText: /^\s*(The token of which API|Which account)\?/ });
    return question.waitFor({ timeout: 500 }).then(
      () => true,
      () => false,
    );
  }

  /** Clicks a row, which runs its command where it has one. */
  async clickRow(path: readonly Wanted[]): Promise<void> {
    await this.#clickTreeRow(path, {});
  }

  async #clickTreeRow(path: readonly Wanted[], options: { button?: 'right' }): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await (await this.tree.row(path)).click({ ...options, timeout: 3000 });
        return;
      } catch (error) {
        if (tries === 8) throw error;
        // What VS Code shows of the row above while the mouse rests there covers this one.
        await this.page.mouse.move(0, 0);
      }
    }
  }

  /** Chooses an item of a row's context menu. */
  async clickContextMenu(path: readonly Wanted[], item: string): Promise<void> {
    await this.#clickTreeRow(path, { button: 'right' });
    await this.clickMenuItem(item);
  }

  /** Chooses from the menu that a click opens. */
  async clickMenuItem(item: string): Promise<void> {
    // A menu ignores clicks until it has been open for a moment, lest the click that opened it chooses from it.
    await this.page.locator('.monaco-menu').waitFor();
    await this.page.waitForTimeout(250);
    await this.page.locator('.monaco-menu').getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** Texts of all notifications shown since the window was opened, reloaded or cleared, oldest first. */
  async notifications(): Promise<string[]> {
    return this.page.evaluate<string[]>('seenNotifications');
  }

  /** Waits for a notification. Returns its text. */
  async waitForNotification(wanted: Wanted, timeout = 20_000): Promise<string> {
    const until = Date.now() + timeout;
    for (;;) {
      const texts = await this.notifications();
      const found = texts.findLast((text) => fits(text, wanted));
      if (found !== undefined) return found;
      if (Date.now() > until)
        throw new Error(`No notification ${String(wanted)}; there were: ${JSON.stringify(texts)}`);
      await this.page.waitForTimeout(100);
    }
  }

  /** Presses a button of a notification, by default of whichever has one of that name. */
  async clickNotificationButton(button: string, notification: string | RegExp = ''): Promise<void> {
    const items = this.page.locator('.notification-list-item').filter({ hasText: notification });
    await items.getByRole('button', { name: button, exact: true }).first().click();
  }

  /** Waits until a notification offers this button. */
  async notificationButton(button: string): Promise<void> {
    await this.page
      .locator('.notification-list-item')
      .getByRole('button', { name: button, exact: true })
      .first()
      .waitFor();
  }

  /** Texts of the notifications that are on the screen now. */
  async openNotifications(): Promise<string[]> {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /** Dismisses and forgets all notifications, so that the next one of the same text can be told from them. */
  async clearNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    // The command runs a moment after the palette closes: what comes next must not be cleared with the rest.
    await this.page.locator('.notifications-toasts .notification-list-item').first().waitFor({ state: 'hidden' });
    await this.page.evaluate('seenNotifications.length = 0');
  }

  /** Text of the modal dialog. */
  async dialog(): Promise<string> {
    return this.page.locator('.monaco-dialog-box .dialog-message-container').innerText();
  }

  /** Waits until a modal dialog says it. */
  async dialogThat(says: RegExp): Promise<void> {
    await this.page.locator('.monaco-dialog-box').filter({ hasText: says }).waitFor();
  }

  async clickDialogButton(text: string): Promise<void> {
    await this.page
      .locator('.monaco-dialog-box .dialog-buttons')
      .getByRole('button', { name: text, exact: true })
      .click();
  }

  /** Items of the Accounts menu of the activity bar. */
  async accountsMenu(): Promise<string[]> {
    const labels = await (await this.#openAccountsMenu()).allInnerTexts();
    await this.page.keyboard.press('Escape');
    return labels.map((label) => label.trim());
  }

  /** Chooses what can be done with one account of the Accounts menu. */
  async clickAccountsMenu(account: RegExp, item: string): Promise<void> {
    await (await this.#openAccountsMenu()).filter({ hasText: account }).first().click();
    const choice = this.page.getByRole('menuitem', { name: item, exact: true });
    await choice.waitFor();
    await this.page.waitForTimeout(250);
    await choice.click();
  }

  async #openAccountsMenu(): Promise<Locator> {
    const items = this.page.locator('.monaco-menu .action-menu-item');
    for (let tries = 1; ; tries++) {
      await this.page.locator('.activitybar [aria-label^="Accounts"]').first().click();
      try {
        await items.first().waitFor({ timeout: 5000 });
        break;
      } catch (error) {
        // A menu closes again when something takes the focus just then.
        if (tries === 5) throw error;
      }
    }
    // A menu ignores clicks until it has been open for a moment.
    await this.page.waitForTimeout(250);
    return items;
  }

  /** Labels of the open quick pick. */
  async quickPickLabels(): Promise<string[]> {
    // Not the details, which stand on a row of their own below.
    const labels = this.#quickInput().locator('.monaco-list-row .quick-input-list-row:first-child .label-name');
    await labels.first().waitFor();
    return labels.allTextContents();
  }

  /** Picks from the open quick pick, or from the one of the last command. */
  async quickPick(label: string): Promise<void> {
    await this.#pick(this.#quickPickRow(label));
  }

  /** Picks the item with this label that says `detail` below or beside it. */
  async quickPickWith(label: string, detail: string): Promise<void> {
    const exactly = this.#exactLabel(label);
    await this.#pick(
      this.#quickInput().locator('.monaco-list-row').filter({ has: exactly }).filter({ hasText: detail }),
    );
  }

  /**
   * A quick pick closes when the focus leaves it, and on a busy machine VS Code may hand the focus back to where it was before
   * the palette after the command has opened its own. A person then runs the command again.
   */
  async #pick(row: Locator): Promise<void> {
    const command = this.#lastCommand;
    try {
      await row.click({ timeout: command === undefined ? 30_000 : 10_000 });
    } catch (error) {
      if (command === undefined || (await this.#quickInput().isVisible())) throw error;
      await this.runCommand(command);
      await row.click();
    }
  }

  /** Types into the open input box and accepts. */
  async inputBox(text: string): Promise<void> {
    const input = this.#quickInput().locator('.quick-input-box input');
    await input.waitFor();
    await input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Opens an address of VS Code's own, as the operating system would, and lets the extension have it. */
  async openUrl(address: string): Promise<void> {
    await this.runCommand('Developer: Open URL');
    await this.inputBox(address);
    const agree = this.page.locator('.monaco-dialog-box .dialog-buttons').getByRole('button', { name: 'Open' });
    await agree.click();
  }

  /** Title, prompt or validation message of the open quick input. */
  async quickInputText(): Promise<string> {
    await this.#quickInput().waitFor();
    return this.#quickInput().innerText();
  }

  /** Waits until the quick input says it: title, prompt, validation message or choices. */
  async waitForQuickInput(wanted: RegExp): Promise<void> {
    await this.#quickInput().filter({ hasText: wanted }).or(this.#quickInputBox(wanted)).first().waitFor();
  }

  /** Presses a button of the quick input's title. */
  async clickQuickInputButton(label: string): Promise<void> {
    await this.#quickInput().locator(`.action-label[aria-label^="${label}"]`).click();
  }

  async clipboard(): Promise<string> {
    await this.page.bringToFront();
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  async setClipboard(text: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  /**
   * The browser page that `action` opens. VS Code asks before it opens another site than its own; the answer here is yes.
   * (The popup blocker is off: a browser that a person uses asks once more.)
   */
  async waitForPopup(action: () => Promise<void>, timeout = 30_000): Promise<Page> {
    let arrived = false;
    const popup = this.page
      .context()
      .waitForEvent('page', { timeout })
      .finally(() => (arrived = true));
    // Whatever went wrong in the action is said first.
    popup.catch(() => undefined);
    const agree = this.page
      .locator('.monaco-dialog-box .dialog-buttons')
      .getByRole('button', { name: 'Open', exact: true });
    // Where VS Code does not ask, the next question is not this one's to answer.
    void agree.waitFor({ timeout }).then(
      () => (arrived ? undefined : agree.click({ timeout }).catch(() => undefined)),
      () => undefined,
    );
    await action();
    const page = await popup;
    await page.waitForLoadState('domcontentloaded');
    return page;
  }

  /** Replaces user settings in the settings editor, which this window notices (it does not notice the file changing). */
  async setSettings(settings: Record<string, unknown>): Promise<void> {
    const file = join(this.#server.data, 'User', 'settings.json');
    const wanted = { ...(JSON.parse(await readFile(file, 'utf8')) as object), ...settings };
    await this.runCommand('Preferences: Open User Settings (JSON)');
    await this.page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
    await this.page
      .locator('.editor-instance .monaco-editor')
      .first()
      .click({ position: { x: 200, y: 8 } });
    // Pasted, because the editor completes what is typed.
    const clipboard = await this.clipboard();
    await this.setClipboard(JSON.stringify(wanted));
    for (const keys of ['ControlOrMeta+a', 'ControlOrMeta+v', 'ControlOrMeta+s']) await this.page.keyboard.press(keys);
    for (let tries = 0; !(await sameJson(file, wanted)); tries++) {
      if (tries === 200) throw new Error(`The settings were not saved: ${await readFile(file, 'utf8')}`);
      await this.page.waitForTimeout(100);
    }
    await this.setClipboard(clipboard);
    await this.runCommand('View: Close Editor');
  }

  /** Texts of the status bar's items. */
  async statusBar(): Promise<string[]> {
    return this.page.locator('.part.statusbar .statusbar-item').allInnerTexts();
  }

  /** Waits for a message in the status bar. */
  async waitForStatus(wanted: RegExp, timeout = 20_000): Promise<void> {
    await this.page.locator('.part.statusbar .statusbar-item').getByText(wanted).first().waitFor({ timeout });
  }

  /** Opens a file at the top of the folder from the Explorer, which then is in the side bar. */
  async openFile(name: string): Promise<void> {
    await this.runCommand('View: Show Explorer');
    await this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).first().dblclick();
  }

  /** Rests the mouse this many pixels right of where the first such text of the active editor begins. Returns what the hover says. */
  async hover(text: RegExp, right = 40): Promise<string> {
    const words = this.page.locator('.editor-group-container.active .monaco-editor .view-line span span');
    const box = await words.filter({ hasText: text }).first().boundingBox();
    if (box === null) throw new Error(`The editor shows no ${String(text)}.`);
    await this.page.mouse.move(box.x + right, box.y + box.height / 2);
    const hover = this.page.locator('.monaco-hover:visible .monaco-hover-content').first();
    await hover.waitFor();
    await this.page.waitForTimeout(300);
    return (await hover.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Text of the active editor, as far as it is in sight. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-group-container.active .monaco-editor .view-lines').first();
    await lines.waitFor();
    return (await lines.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Waits until the active editor shows the text. */
  async waitForEditorText(wanted: RegExp): Promise<void> {
    let text = '';
    for (let tries = 0; tries < 200; tries++) {
      text = await this.editorText();
      if (wanted.test(text)) return;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`The editor does not show ${String(wanted)} but:\n${text}`);
  }

  /** Waits until a Markdown preview has this heading in sight. */
  async waitForPreview(heading: string): Promise<void> {
    const frame = this.page.locator('iframe.webview');
    const found = frame
      .contentFrame()
      .frameLocator('iframe#active-frame')
      .getByRole('heading', { name: heading, exact: true });
    await found.waitFor();
    for (let tries = 0; ; tries++) {
      const [outer, inner] = [await frame.boundingBox(), await found.boundingBox()];
      const middle = (inner?.y ?? 0) + (inner?.height ?? 0) / 2;
      if (outer !== null && middle > outer.y && middle < outer.y + outer.height) return;
      if (tries === 200) throw new Error(`The preview does not show “${heading}”.`);
      await this.page.waitForTimeout(100);
    }
  }

  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  #activityBarIcon(): Locator {
    return this.page.locator('.activitybar .action-label[aria-label^="Token Inspector"]').first();
  }

  #quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** The open quick input where the text is the placeholder of its box. */
  #quickInputBox(wanted: RegExp): Locator {
    return this.#quickInput().filter({ has: this.page.getByPlaceholder(wanted) });
  }

  /** The whole label: what was typed is marked inside it, and may be the whole of another command's title. */
  #exactLabel(label: string): Locator {
    const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.page.locator('.label-name').filter({ hasText: new RegExp(`^\\s*${escaped}\\s*$`) });
  }

  #quickPickRow(label: string): Locator {
    const exactly = this.#exactLabel(label);
    return this.#quickInput().locator('.monaco-list-row').filter({ has: exactly }).first();
  }
}

async function sameJson(file: string, wanted: object): Promise<boolean> {
  try {
    return JSON.stringify(JSON.parse(await readFile(file, 'utf8'))) === JSON.stringify(wanted);
  } catch {
    return false;
  }
}
