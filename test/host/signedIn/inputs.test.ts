import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { tokenOf } from './tokenOf.ts';

/** `tasks.json` and `launch.json` of the workspace ask with `${input:token}`, as in the README. */
describe('a token in tasks and launch configurations', () => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];

  it('is in the environment of a task', async function () {
    // The oldest VS Code, where it is served, comes without the native module for terminals.
    if (process.env['TEST_VSCODE'] === 'oldest' && vscode.env.uiKind === vscode.UIKind.Web) this.skip();
    const task = (await vscode.tasks.fetchTasks()).find(({ name }) => name === 'write token');
    assert.ok(task);
    const ended = new Promise<number | undefined>((resolve) => {
      const subscription = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== task.name) return;
        subscription.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    assert.equal(await ended, 0);
    assert.equal(await readFile(join(folder!.uri.fsPath, 'token.txt'), 'utf8'), await tokenOf('orders'));
  });

  it('is in the environment of a program that is launched', async () => {
    let launched: vscode.DebugConfiguration | undefined;
    const subscription = vscode.debug.registerDebugConfigurationProvider('*', {
      resolveDebugConfigurationWithSubstitutedVariables: (_folder, configuration) => {
        launched = configuration;
        // Nothing needs to be launched.
        return undefined;
      },
    });
    try {
      await vscode.debug.startDebugging(folder, 'with token');
    } finally {
      subscription.dispose();
    }
    const environment = launched?.['env'] as Record<string, string> | undefined;
    assert.equal(environment?.['ACCESS_TOKEN'], await tokenOf('orders'));
  });
});
