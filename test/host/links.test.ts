import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/contributions.ts';
import { messagesDuring } from './notifications.ts';

describe('A notification', () => {
  it('has no link in it, whosever words it repeats', async () => {
    const messages = await messagesDuring(async () => {
      const profile = 'see [this page](command:workbench.action.terminal.new)';
      await assert.rejects(Promise.resolve(vscode.commands.executeCommand(commands.getAccessToken, { profile })));
    });
    assert.deepEqual(messages, [
      'The profile “see [this page] (command:workbench.action.terminal.new)” was asked for. There is none that can be used.',
    ]);
  });
});
