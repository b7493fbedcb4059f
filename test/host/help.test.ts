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
    const seen: string[] = [];
    const watch = vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
      seen.push(...[...opened, ...changed].map(({ label }) => label));
    });
    try {
      for (const argument of ['../../README#licence', '../findings#audience', 'audience', undefined, {}]) {
        await vscode.commands.executeCommand(commands.readMore, argument);
      }
      // A preview comes up a while after its command has ended, and they come in turn.
      await vscode.commands.executeCommand(commands.readMore, 'audience#name-the-api');
      await until(() => seen.includes('Preview audience.md'));
      assert.deepEqual([...new Set(seen)], ['Preview audience.md']);
    } finally {
      watch.dispose();
    }
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries === 100) throw new Error('It did not come about.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
