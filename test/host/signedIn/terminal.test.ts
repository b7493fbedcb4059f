import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answers } from './answers.ts';
import { openedTerminal, openTerminal } from './openedTerminal.ts';
import { tokenOf } from './tokenOf.ts';

describe('the terminal profile', () => {
  it('puts a fresh token into the environment of this terminal alone', async () => {
    await answers({ showQuickPick: ['stock'] }, async () => {
      const { name, creationOptions } = await openedTerminal();
      const options = creationOptions as vscode.TerminalOptions;
      assert.equal(name, 'stock (access token)');
      assert.equal(options.env!['ACCESS_TOKEN'], await tokenOf('stock'));
      const left = Number(options.env!['ACCESS_TOKEN_EXPIRES_AT']) - Date.now() / 1000;
      assert.ok(left > 0 && left <= 3600, String(left));
      assert.equal(options.isTransient, true, 'VS Code would write the environment into a file');
    });
    for (const terminal of vscode.window.terminals) terminal.dispose();
    assert.ok(!Object.hasOwn(process.env, 'ACCESS_TOKEN'));
  });

  it('opens none, and complains about nothing, when nobody chose an API', async () => {
    const opened: string[] = [];
    // VS Code opens one of its own where the last terminal of its panel was closed, sooner or later: that has no environment.
    const subscription = vscode.window.onDidOpenTerminal(({ name, creationOptions }) => {
      if ((creationOptions as vscode.TerminalOptions).env !== undefined) opened.push(name);
    });
    const { messages } = await answers({ showQuickPick: [undefined] }, openTerminal);
    subscription.dispose();
    assert.deepEqual([...messages, ...opened], []);
  });

  it('offers a sign-in where only that brings a token', async () => {
    const { messages } = await answers({ showQuickPick: ['admin'] }, openTerminal);
    assert.match(messages.join('\n'), /without a sign-in/);
  });
});
