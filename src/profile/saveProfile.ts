import * as vscode from 'vscode';
import { valueOfKey } from './jsonc.ts';
import { openSettingsFile } from './openSettings.ts';
import type { Profile } from './profile.ts';
import { setMember } from './setMember.ts';
import type { ProfileSettings } from './settings.ts';

const setting = 'tokenInspector.profiles';

/** Milliseconds in which a file is written. */
const patience = 5000;

/** The settings were not written; the message says why, in the user's language. */
export class SettingsNotWritten extends Error {
  override readonly name = 'SettingsNotWritten';
}

/**
 * Writes a profile into the settings of the user or of the workspace. VS Code's own update would write all profiles anew,
 * and the comments among them would be gone: where there are some already, only the lines of this one are put in.
 *
 * @throws {SettingsNotWritten}
 */
export async function saveProfile(
  name: string,
  value: Readonly<Record<string, unknown>>,
  target: 'user' | 'workspace',
): Promise<void> {
  const found = vscode.workspace.getConfiguration().inspect<unknown>(setting);
  const present = target === 'workspace' ? found?.workspaceValue : found?.globalValue;
  if (present === undefined) await update({ [name]: value }, target);
  else if (isObject(present)) await insert(name, value, target);
  else {
    throw new SettingsNotWritten(
      vscode.l10n.t('“{0}” in the settings is not an object. Mend it first, then add the profile.', setting),
    );
  }
}

/** Waits until the settings are read with the profile in them, as VS Code tells a moment later. @throws {SettingsNotWritten} */
export function listed(
  settings: ProfileSettings,
  { name, issuer, clientId }: Pick<Profile, 'name' | 'issuer' | 'clientId'>,
): Promise<Profile> {
  const find = (): Profile | undefined =>
    settings.profiles().find((one) => one.name === name && one.issuer === issuer && one.clientId === clientId);
  return new Promise((resolve, reject) => {
    const present = find();
    if (present !== undefined) {
      resolve(present);
      return;
    }
    const timer = setTimeout(() => {
      changes.dispose();
      reject(new SettingsNotWritten(vscode.l10n.t('VS Code does not list it: is another setting in its way?')));
    }, 2 * patience);
    const changes = settings.onDidChange(() => {
      const found = find();
      if (found === undefined) return;
      clearTimeout(timer);
      changes.dispose();
      resolve(found);
    });
  });
}

async function update(profiles: Record<string, unknown>, target: 'user' | 'workspace'): Promise<void> {
  try {
    const where = target === 'user' ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
    await vscode.workspace.getConfiguration().update(setting, profiles, where);
  } catch (error) {
    // VS Code says it in the user's language: unsaved changes, a syntax error, a file that cannot be written.
    throw new SettingsNotWritten(error instanceof Error ? error.message : unwritable());
  }
}

async function insert(name: string, value: object, target: 'user' | 'workspace'): Promise<void> {
  const before = openFiles();
  const editor = await openSettingsFile(target === 'workspace', setting);
  if (editor === undefined) throw new SettingsNotWritten(unwritable());
  const { document } = editor;
  if (document.isDirty) {
    throw new SettingsNotWritten(
      vscode.l10n.t('The settings file has changes that are not saved. Save or undo them, then try again.'),
    );
  }
  const source = document.getText();
  // A workspace file (.code-workspace) has its settings one level deeper.
  const path = valueOfKey(source, [setting]) === undefined ? ['settings', setting] : [setting];
  const change = setMember(source, path, name, value);
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

function unwritable(): string {
  return vscode.l10n.t('The settings could not be written. Open them, mend what VS Code marks, then try again.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
