import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../../src/contributions.ts';
import { answers } from './answers.ts';
import { tokenOf } from './tokenOf.ts';

const target = { profile: 'demo', api: 'orders' };
const write = (): Thenable<unknown> => vscode.commands.executeCommand(commands.writeEnvironmentFile, target);

describe('the environment file', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const path = (name: string): string => join(folder, name);
  const content = (name: string): Promise<string> => readFile(path(name), 'utf8');
  const git = (...words: string[]): Buffer => execFileSync('git', words, { cwd: folder, stdio: 'pipe' });

  before(() => {
    git('init', '--quiet');
  });
  after(async () => {
    for (const name of ['.git', '.gitignore', '.env', '.env.test', '.env.link', 'outside'])
      await rm(path(name), { recursive: true, force: true });
    await rm(join(dirname(folder), 'outside.env'), { force: true });
  });

  it('is not written where git does not ignore it, until it does', async () => {
    const { messages } = await answers({ showQuickPick: ['.env'] }, write);
    assert.deepEqual(messages, ['git does not ignore .env, so the token could be committed. Nothing was written.']);
    await assert.rejects(content('.env'), { code: 'ENOENT' });

    const pressed = { showQuickPick: ['.env'], buttons: ['Add to .gitignore'], showInputBox: ['API_TOKEN'] };
    await answers(pressed, async () => {
      await write();
      await until(() => content('.env'));
    });
    assert.equal(await content('.gitignore'), '/.env\n');
    assert.equal(await content('.env'), `API_TOKEN=${await tokenOf('orders')}\n`);
  });

  it('keeps everything but the variable', async () => {
    const bytes = Buffer.from([0x41, 0x3d, 0xff, 0x0d, 0x0a]);
    await writeFile(path('.env'), Buffer.concat([bytes, Buffer.from('API_TOKEN="old"  # mine\r\nB=2')]));
    await answers({ showQuickPick: ['.env'], showInputBox: ['API_TOKEN'] }, write);
    const after = await readFile(path('.env'));
    const wanted = Buffer.from(`API_TOKEN=${await tokenOf('orders')}  # mine\r\nB=2`);
    assert.deepEqual(after, Buffer.concat([bytes, wanted]));
  });

  it('is not written where git tracks it, though .gitignore names it', async () => {
    await writeFile(path('.env.test'), 'A=1\n');
    git('add', '--force', '.env.test');
    await writeFile(path('.gitignore'), '.env*\n');
    const { messages } = await answers({ showQuickPick: ['.env.test'], showInputBox: ['A'] }, write);
    assert.deepEqual(messages, ['git tracks .env.test, so the token would be committed. Nothing was written.']);
    assert.equal(await content('.env.test'), 'A=1\n');
  });

  it('is not written where a link leads out of the folder', async function () {
    if (process.platform === 'win32') this.skip();
    const outside = join(dirname(folder), 'outside.env');
    await writeFile(outside, 'A=1\n');
    await symlink(outside, path('.env.link'));
    const { messages } = await answers({ showQuickPick: ['.env.link'], showInputBox: ['A'] }, write);
    assert.deepEqual(messages, ['.env.link is outside the folder. Nothing was written.']);
    assert.equal(await readFile(outside, 'utf8'), 'A=1\n');
  });

  it('is not written over what an editor has not saved', async () => {
    const before = await content('.env');
    const document = await vscode.workspace.openTextDocument(path('.env'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# mine\n');
    await vscode.workspace.applyEdit(edit);
    const { messages } = await answers({ showQuickPick: ['.env'], showInputBox: ['A'] }, write);
    assert.deepEqual(messages, ['.env has changes that are not saved yet.']);
    assert.equal(await content('.env'), before);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('is written in no workspace that is not trusted', async () => {
    const before = await content('.env');
    const trusted = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted')!;
    Object.defineProperty(vscode.workspace, 'isTrusted', { value: false, configurable: true });
    try {
      const { messages } = await answers({ showQuickPick: ['.env'], showInputBox: ['A'] }, write);
      assert.deepEqual(messages, ['A token is written into no file of a workspace that you do not trust.']);
    } finally {
      Object.defineProperty(vscode.workspace, 'isTrusted', trusted);
    }
    assert.equal(await content('.env'), before);
  });
});

/** Tries until it succeeds; mocha has the last word. */
async function until<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
