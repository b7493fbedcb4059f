import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/contributions.ts';

describe('Read More', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const tab = (): vscode.Tab | undefined => vscode.window.tabGroups.activeTabGroup.activeTab;

  it('opens the page in the preview, for a section or for a row that has one', async () => {
    for (const argument of ['two-audiences#why-there-are-two', { id: 'row', help: 'audience#name-the-api' }]) {
      await vscode.commands.executeCommand(commands.readMore, argument);
      const page = typeof argument === 'string' ? 'two-audiences.md' : 'audience.md';
      await until(() => tab()?.label === `Preview ${page}`);
      assert.ok(tab()?.input instanceof vscode.TabInputWebview);
    }
  });

  it('opens nothing outside its folder', async () => {
    for (const argument of ['../../README#licence', '/etc/passwd#x', 'audience', '%2e%2e#x', undefined, {}]) {
      await vscode.commands.executeCommand(commands.readMore, argument);
      assert.equal(tab(), undefined, JSON.stringify(argument));
    }
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries === 100) throw new Error('It did not come about.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
