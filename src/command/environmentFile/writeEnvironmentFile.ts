import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../contributions.ts';
import { safeText } from '../../token/display.ts';
import { remaining } from '../../view/remaining.ts';
import { confirm } from '../clipboard.ts';
import type { CommandContext } from '../context.ts';
import { isSendable, variable } from '../copyAs/formats.ts';
import { environmentQuoted } from '../copyAs/quote.ts';
import { withFreshToken } from '../freshToken.ts';
import { showError } from '../message.ts';
import { pick, resolveApi, targetArgument, type ApiTarget } from '../target.ts';
import { askFile, savedEditor } from './askFile.ts';
import { gitVerdict, ignoreLine, realFile } from './gitVerdict.ts';
import { setVariable, withLine } from './setVariable.ts';

interface Request {
  readonly context: CommandContext;
  readonly target: ApiTarget;
  readonly folder: vscode.WorkspaceFolder;
}

/** Where the last name of the variable is kept. */
const lastName = 'environmentFile.variable';

/** Writes a fresh token into a file like `.env` of the workspace, and only where git ignores that file. */
export async function writeEnvironmentFile(context: CommandContext, argument: unknown): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const trust = vscode.l10n.t('Manage Workspace Trust');
    const message = vscode.l10n.t('A token is written into no file of a workspace that you do not trust.');
    void showError(message, trust).then((chosen) => {
      if (chosen === trust) void vscode.commands.executeCommand('workbench.trust.manage');
    });
    return;
  }
  const target = await resolveApi(context, argument);
  if (target === undefined) return;
  const folder = await pickFolder();
  if (folder === undefined) return;
  await chooseFile({ context, target, folder });
}

/** A folder on the machine that the extension runs on, where git can be asked. */
async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length > 0) {
    const items = folders.map((folder) => ({ label: folder.name, description: folder.uri.fsPath, value: folder }));
    return pick(items, vscode.l10n.t('A file in which folder?'));
  }
  const open = vscode.l10n.t('Open Folder…');
  const message = vscode.l10n.t(
    'An environment file is written into a folder on this computer, where git can be asked whether it ignores the file. None is open.',
  );
  void showError(message, open).then((chosen) => {
    if (chosen === open) void vscode.commands.executeCommand('vscode.openFolder');
  });
  return undefined;
}

async function chooseFile(request: Request): Promise<void> {
  const chosen = await askFile(request.folder);
  if (chosen === undefined) return;
  const file = await realFile(chosen, request.folder.uri.fsPath);
  if (file === undefined) {
    refuse(request, vscode.l10n.t('{0} is outside the folder.', shown(request, chosen)));
    return;
  }
  if (await isIgnored(request, file)) await writeInto(request, file);
}

async function writeInto(request: Request, file: string): Promise<void> {
  const { context, target } = request;
  const name = await askName(context);
  if (name === undefined) return;
  await withFreshToken(context, {
    target,
    minimumLifetime: context.settings.minimumLifetime(),
    signInTitle: vscode.l10n.t('Sign In and Write'),
    use: async ({ value, expiresAt }) => {
      if (!isSendable(value)) {
        refuse(request, vscode.l10n.t('The token has characters that no environment file can hold.'));
        return;
      }
      // A sign-in may have taken a while.
      if (!(await isIgnored(request, file))) return;
      if (!(await change(request, file, (content) => setVariable(content, name, environmentQuoted(value))))) return;
      const written = [name, shown(request, file), target.api.name, remaining(expiresAt)] as const;
      confirm(vscode.l10n.t('{0} in {1} is the access token for {2} ({3})', ...written));
    },
  });
}

/** Whether git ignores the file. Where not, the reason stands on screen, with the ways on. */
async function isIgnored(request: Request, file: string): Promise<boolean> {
  const name = shown(request, file);
  switch (await gitVerdict(gitProgram(), file)) {
    case 'ignored':
      return true;
    case 'notIgnored':
      refuse(request, vscode.l10n.t('git does not ignore {0}, so the token could be committed.', name), {
        title: vscode.l10n.t('Add to .gitignore'),
        run: () => addToIgnored(request, file),
      });
      return false;
    case 'tracked':
      refuse(request, vscode.l10n.t('git tracks {0}, so the token would be committed.', name));
      return false;
    case 'noRepository':
      refuse(request, vscode.l10n.t('{0} is in no git repository, which could say that it ignores the file.', name));
      return false;
    case 'noGit':
      refuse(request, vscode.l10n.t('git was not found, which could say that it ignores {0}.', name));
      return false;
  }
}

async function addToIgnored(request: Request, file: string): Promise<void> {
  const list = join(dirname(file), '.gitignore');
  const added = await change(request, list, (content) => withLine(content, ignoreLine(file)));
  if (added && (await isIgnored(request, file))) await writeInto(request, file);
}

interface Button extends vscode.MessageItem {
  run(): unknown;
}

function refuse(request: Request, reason: string, first?: Button): void {
  const another = { title: vscode.l10n.t('Choose Another File'), run: () => chooseFile(request) };
  const copy = {
    title: vscode.l10n.t('Copy Instead'),
    run: () => vscode.commands.executeCommand(commands.copyAs, targetArgument(request.target)),
  };
  const buttons: readonly Button[] = [...(first === undefined ? [] : [first]), another, copy];
  const message = vscode.l10n.t('{0} Nothing was written.', reason);
  void showError(message, ...buttons).then((chosen) => chosen?.run());
}

/** Changes a file in its place. `false` where it could not be written; then that stands on screen. */
async function change(request: Request, file: string, by: (content: string) => string): Promise<boolean> {
  const name = shown(request, file);
  if (!(await savedEditor(file, name))) return false;
  try {
    // One character a byte: what is not ours stays as it is.
    const content = await readFile(file, 'latin1').catch((error: unknown) => {
      if (isMissing(error)) return '';
      throw error;
    });
    await writeFile(file, by(content), { encoding: 'latin1', mode: 0o600 });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    refuse(request, vscode.l10n.t('{0} could not be written ({1}).', name, code));
    return false;
  }
}

async function askName(context: CommandContext): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('The name of the variable'),
    value: context.state.get<string>(lastName) ?? variable,
    prompt: vscode.l10n.t('Only this variable of the file changes.'),
    validateInput: (value) =>
      /^[A-Za-z_]\w*$/.test(value.trim())
        ? undefined
        : vscode.l10n.t('Letters, digits and “_”; the first is no digit.'),
  });
  if (name !== undefined) await context.state.update(lastName, name.trim());
  return name?.trim();
}

function shown({ folder }: Request, file: string): string {
  const inside = relative(folder.uri.fsPath, file);
  return safeText(inside.startsWith('..') ? file : inside, 80);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

interface GitExtension {
  getAPI(version: 1): { readonly git: { readonly path: string } };
}

/** The one that VS Code uses, which the setting `git.path` may name. */
function gitProgram(): string {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  try {
    // Throws where the git extension is switched off.
    return extension?.isActive === true ? extension.exports.getAPI(1).git.path : 'git';
  } catch {
    return 'git';
  }
}
