import { join } from 'node:path';
import * as vscode from 'vscode';
import { safeText } from '../../token/display.ts';
import { withoutIcons } from '../../view/inert.ts';
import { showWarning } from '../message.ts';

/** Files that are offered. */
const limit = 50;

/** Asks for an environment file of the folder, one that is there or a new one. */
export async function askFile({ uri }: vscode.WorkspaceFolder): Promise<string | undefined> {
  const pattern = new vscode.RelativePattern(uri, '**/{.env,.env.*,*.env}');
  const found = await vscode.workspace.findFiles(pattern, '**/{node_modules,.git}/**', limit);
  const names = found
    .map((file) => file.path.slice(uri.path.length + 1))
    // Made to be committed.
    .filter((name) => !/\.(?:dist|example|sample|template)$/.test(name))
    .sort((one, other) => one.split('/').length - other.split('/').length || one.localeCompare(other));
  const items = [
    ...names.map((name) => ({ label: plain(name), description: '', file: join(uri.fsPath, name) })),
    ...(names.includes('.env')
      ? []
      : [{ label: '.env', description: vscode.l10n.t('new'), file: join(uri.fsPath, '.env') }]),
    { label: vscode.l10n.t('Another File…'), description: '', file: undefined },
  ];
  const title = vscode.l10n.t('Write the access token into which file?');
  const chosen = await vscode.window.showQuickPick(items, { title });
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
  return (await showWarning(message, save)) === save && open.save();
}

function plain(text: string): string {
  return withoutIcons(safeText(text));
}
