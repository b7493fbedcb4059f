import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clearClipboard, copyToken } from '../../src/command/clipboard.ts';
import { terminalSelection } from '../../src/command/terminalSelection.ts';

/** VS Code lets tests replace `env`: this clipboard works without a window that has the focus. */
class Clipboard implements vscode.Clipboard {
  text = '';
  /** Whoever waits for the next change. */
  #changed: () => void = () => undefined;

  readText(): Promise<string> {
    return Promise.resolve(this.text);
  }

  writeText(text: string): Promise<void> {
    this.text = text;
    this.#changed();
    return Promise.resolve();
  }

  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }
}

describe('a copied token', () => {
  const real = Object.getOwnPropertyDescriptor(vscode.env, 'clipboard')!;
  let clipboard: Clipboard;

  beforeEach(() => {
    clipboard = new Clipboard();
    Object.defineProperty(vscode.env, 'clipboard', { value: clipboard, configurable: true });
  });
  afterEach(async () => {
    await clearClipboard();
    Object.defineProperty(vscode.env, 'clipboard', real);
  });

  it('is there again once a selection of a terminal has gone by the same way, also when it was asked for twice', async () => {
    await copyToken('token', 300);
    const first = terminalSelection();
    await clipboard.next();
    await Promise.all([first, terminalSelection()]);
    assert.equal(clipboard.text, 'token');
    assert.equal(await clearClipboard(), true);
  });

  it('leaves the clipboard when its time has come', async () => {
    await copyToken('token', 0.05);
    assert.equal(clipboard.text, 'token');
    await clipboard.next();
    assert.equal(clipboard.text, '');
  });

  it('leaves with its window, if that goes before', async () => {
    await copyToken('several\nlines\n', 300);
    clipboard.text = 'several\r\nlines\r\n';
    assert.equal(await clearClipboard(), true);
    assert.equal(clipboard.text, '');
  });

  it('is not what is cleared when somebody copied something else since', async () => {
    await copyToken('token', 300);
    clipboard.text = 'something else';
    assert.equal(await clearClipboard(), false);
    assert.equal(clipboard.text, 'something else');
  });

  it('stays where the setting says so, also when one before it was to leave', async () => {
    await copyToken('token', 300);
    await copyToken('token', 0);
    assert.equal(await clearClipboard(), false);
    assert.equal(clipboard.text, 'token');
  });

  it('has the whole of its time, when it is copied again', async () => {
    await copyToken('token', 0.02);
    await copyToken('token', 300);
    await copyToken('other', 0.05);
    await clipboard.next();
    assert.equal(clipboard.text, '');
    assert.equal(await clearClipboard(), false, 'no other timer is left');
  });

  it('does not keep a window from closing where the clipboard does not answer', async () => {
    await copyToken('token', 300);
    clipboard.readText = () => Promise.reject(new Error('gone'));
    assert.equal(await clearClipboard(), false);
  });
});
