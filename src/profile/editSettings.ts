import * as vscode from 'vscode';
import { valueOfKey } from './jsonc.ts';
import { openSettingsFile } from './openSettings.ts';
import type { TextChange } from './setMember.ts';

export const profilesSetting = 'tokenInspector.profiles';

/** Milliseconds in which a file is written. */
const patience = 5000;

/** The settings were not written; the message says why, in the user's language. */
export class SettingsNotWritten extends Error {
  override readonly name = 'SettingsNotWritten';
}

/**
 * Changes a few characters of the settings file of the user or of the workspace, and saves it. VS Code's own update would
 * write the whole setting anew, and the comments in it would be gone. The file is closed again if it was not open.
 *
 * @param changeOf the change of the text; `path` is where the profiles stand in it. None where they are not as expected.
 * @throws {SettingsNotWritten}
 */
export async function editSettings(
  target: 'user' | 'workspace',
  changeOf: (source: string, path: readonly string[]) => TextChange | undefined,
): Promise<void> {
  const before = openFiles();
  const editor = await openSettingsFile(target === 'workspace', profilesSetting);
  if (editor === undefined) throw new SettingsNotWritten(unwritable());
  const { document } = editor;
  if (document.isDirty) {
    throw new SettingsNotWritten(
      vscode.l10n.t('The settings file has changes that are not saved. Save or undo them, then try again.'),
    );
  }
  const source = document.getText();
  // A workspace file (.code-workspace) has its settings one level deeper.
  const here = valueOfKey(source, [profilesSetting]) !== undefined;
  const change = changeOf(source, here ? [profilesSetting] : ['settings', profilesSetting]);
  if (change === undefined) throw new SettingsNotWritten(unwritable());
  const range = new vscode.Range(document.positionAt(change.start), document.positionAt(change.end));
  const edited = await editor.edit((builder) => {
    builder.replace(range, change.text);
  });
  if (!edited) throw new SettingsNotWritten(unwritable());
  if (!(await saved(document))) throw new SettingsNotWritten(unwritable());
  if (!before.has(document.uri.toString())) await close(document.uri);
}

/** A served VS Code does not find the settings file by its address, and saves it only as the editor that has the focus. */
async function saved(document: vscode.TextDocument): Promise<boolean> {
  if (await document.save()) return true;
  await vscode.commands.executeCommand('workbench.action.files.save');
  for (let waited = 0; document.isDirty && waited < patience; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return !document.isDirty;
}

function openFiles(): ReadonlySet<string> {
  return new Set(tabs().map(({ uri }) => uri));
}

async function close(uri: vscode.Uri): Promise<void> {
  const opened = tabs().filter((tab) => tab.uri === uri.toString());
  await vscode.window.tabGroups.close(opened.map(({ tab }) => tab));
}

function tabs(): { readonly tab: vscode.Tab; readonly uri: string }[] {
  return vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.flatMap((tab) =>
      tab.input instanceof vscode.TabInputText ? [{ tab, uri: tab.input.uri.toString() }] : [],
    ),
  );
}

/** For every other reason. */
export function unwritable(): string {
  return vscode.l10n.t('The settings could not be written. Open them, mend what VS Code marks, then try again.');
}
