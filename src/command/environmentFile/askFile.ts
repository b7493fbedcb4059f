import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import * as vscode from 'vscode';
import { safeText } from '../../token/display.ts';
import { withoutIcons } from '../../view/inert.ts';
import { showError } from '../message.ts';

/** Files that are offered. */
const limit = 50;
/** Folders below the workspace's that are looked into: `apps/web/.env` is found. */
const depth = 2;

/** Asks for an environment file of the folder, one that is there or a new one. */
export async function askFile({ uri }: vscode.WorkspaceFolder): Promise<string | undefined> {
  const names = (await environmentFiles(uri.fsPath)).slice(0, limit);
  const items = [
    ...names.map((name) => ({ label: plain(name), description: '', file: join(uri.fsPath, name) })),
    ...(names.includes('.env')
      ? []
      : [{ label: '.env', description: vscode.l10n.t('new'), file: join(uri.fsPath, '.env') }]),
    { label: vscode.l10n.t('Another File…'), description: '', file: undefined },
  ];
  const title = vscode.l10n.t('Write the access token into which file?');
  const chosen = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  if (chosen === undefined || chosen.file !== undefined) return chosen?.file;
  const saved = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(uri, '.env'),
    saveLabel: vscode.l10n.t('Write Token'),
    title,
  });
  return saved?.fsPath;
}

/** Saves what an editor has of the file, or that would overwrite what is written. `false` where the user declined. */
export async function savedEditor(file: string, name: string): Promise<boolean> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === file);
  if (open?.isDirty !== true) return true;
  const save = vscode.l10n.t('Save and Write');
  const message = vscode.l10n.t('{0} has changes that are not saved yet.', name);
  return (await showError(message, save)) === save && open.save();
}

/** Paths relative to the folder, the nearest first. Not by VS Code's search, which hides what the settings exclude. */
async function environmentFiles(folder: string, inside = '', below = depth): Promise<string[]> {
  const entries = await readdir(join(folder, inside), { withFileTypes: true }).catch(() => []);
  const here = entries.filter((entry) => !entry.isDirectory() && isEnvironmentFile(entry.name));
  const folders = below === 0 ? [] : entries.filter((entry) => entry.isDirectory() && !isSkipped(entry.name));
  const deeper = await Promise.all(
    folders.map(({ name }) => environmentFiles(folder, posix.join(inside, name), below - 1)),
  );
  return [...here.map(({ name }) => posix.join(inside, name)).sort(), ...deeper.flat()];
}

/** Those that are made to be committed are none. */
function isEnvironmentFile(name: string): boolean {
  return /^\.env(?:$|\.)|\.env$/.test(name) && !/\.(?:dist|example|sample|template)$/.test(name);
}

function isSkipped(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

function plain(text: string): string {
  return withoutIcons(safeText(text));
}
