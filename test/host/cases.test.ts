import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, extensionId } from '../../src/contributions.ts';
import type { TokenInspectorApi } from '../../src/integration/exportedApi.ts';
import type { TokenContext } from '../../src/view/tokenContext.ts';
import { tokenRows } from '../../src/view/tokenRows.ts';
import { realCases } from './cases/all.ts';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('tokenInspector');

/** By the clipboard, as a person does; an old VS Code that is served without a display has none. */
async function pasteAndInspect(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  const hasClipboard = (await vscode.env.clipboard.readText()) === text;
  await vscode.commands.executeCommand(commands.inspectToken, ...(hasClipboard ? [] : [text]));
}

/** What the extension holds below "Inspected" after the command has run, newest first. */
async function inspected(): Promise<TokenContext[]> {
  const window = vscode.window as unknown as { showQuickPick: unknown };
  const original = window.showQuickPick;
  let tokens: TokenContext[] = [];
  window.showQuickPick = (items: readonly { token: TokenContext }[]) => {
    tokens = items.map(({ token }) => token);
    return Promise.resolve(undefined);
  };
  try {
    await vscode.commands.executeCommand(commands.openDecoded);
  } finally {
    window.showQuickPick = original;
  }
  return tokens.filter(({ id }) => id.startsWith('inspected/'));
}

/** The codes of the findings that the tree shows below the token. */
async function shownFindings(token: TokenContext): Promise<string[]> {
  const id = `${token.id}/findings`;
  const row = tokenRows(token).find((candidate) => candidate.id === id);
  const rows = (await row?.children?.()) ?? [];
  return rows.map((finding) => finding.id.slice(id.length + 1));
}

describe('real cases, pasted into the extension', () => {
  let api: TokenInspectorApi;

  before(async () => {
    const extension = vscode.extensions.getExtension<TokenInspectorApi>(extensionId);
    assert.ok(extension);
    api = await extension.activate();
  });

  afterEach(async () => {
    await settings().update('profiles', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand(commands.clearInspected);
    await vscode.env.clipboard.writeText('');
  });

  for (const { thread, saw, paste, profile, finding, pasted = finding } of realCases) {
    it(`${saw} → ${pasted} (${thread})`, async () => {
      if (profile !== undefined)
        await settings().update('profiles', { mine: profile }, vscode.ConfigurationTarget.Global);
      const text = paste(Math.floor(Date.now() / 1000));

      const { findings } = await api.inspect(text);
      const codes = findings.map(({ code }) => code);
      assert.ok(codes.includes(pasted), `exports.inspect: only ${codes.join(', ')}`);

      await pasteAndInspect(text);
      const [newest] = await inspected();
      assert.ok(newest, 'inspectToken showed nothing');
      assert.deepEqual(await shownFindings(newest), codes, 'the tree');
    });
  }
});
