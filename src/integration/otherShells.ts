import { rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { confirm } from '../command/clipboard.ts';
import type { CommandContext } from '../command/context.ts';
import { withFreshToken } from '../command/freshToken.ts';
import { showDone, showError } from '../command/message.ts';
import { resolveApi, targetArgument, type ApiTarget } from '../command/target.ts';
import { commands, contextKeys } from '../contributions.ts';
import { safeText } from '../token/display.ts';
import { apiLabel } from '../view/apiText.ts';
import type { Programs } from './terminal/programs.ts';
import { fileContent, shells, shellsHere, type ShellId } from './terminal/shells.ts';

/** Where the last choice is kept: a word, never a token. */
const lastChoice = 'otherShells.shell';

/** `access-token` in shells that this window did not open: each is told by a line that the user pastes there. */
export class OtherShells {
  readonly #context: CommandContext;
  readonly #programs: Programs;
  /** What ends the rights that were given, by the file of each. */
  readonly #given = new Map<string, () => Promise<void>>();
  #files = 0;

  constructor(context: CommandContext, programs: Programs) {
    this.#context = context;
    this.#programs = programs;
  }

  /**
   * Copies a line that makes `access-token` work in the shell where it is pasted, for one API and account. The line names
   * a file, which no other user can read: no secret stands in the clipboard, in a shell's history or among the arguments of
   * a program.
   */
  async use(argument: unknown): Promise<void> {
    const target = await resolveApi(this.#context, argument);
    if (target === undefined) return;
    const shell = await this.#pickShell(target);
    if (shell === undefined) return;
    // The account is certain then, and what keeps it from a token is mended before it stands in the way.
    await withFreshToken(this.#context, {
      target,
      minimumLifetime: this.#context.settings.minimumLifetime(),
      signInTitle: vscode.l10n.t('Sign In and Copy'),
      use: (_token, session) => this.#copy({ ...target, session }, shell),
    });
  }

  /** Has no shell get tokens any more to which a line was given. */
  async stop(): Promise<void> {
    await Promise.all([...this.#given.values()].map((end) => end()));
    confirm(vscode.l10n.t('No other shell gets access tokens from this window any more'));
  }

  async #copy(target: ApiTarget, shell: ShellId): Promise<void> {
    const file = await this.#give(target, shell).catch((error: unknown) => {
      this.#tellFailure(target, error);
    });
    if (file === undefined) return;
    await vscode.env.clipboard.writeText(shells[shell].read(file));
    const stop = vscode.l10n.t('Stop');
    const message = vscode.l10n.t(
      'Line for {0} copied. Paste it into a shell on {1}: there access-token prints a fresh token for {2} of {3}, until you choose Stop or this window closes or reloads. Whoever has the line and works there as your user gets tokens of this API, and of no other.',
      names()[shell],
      machine(),
      apiLabel(target.api),
      safeText(target.session?.label ?? target.profile.name),
    );
    void showDone(message, stop).then(async (chosen) => {
      if (chosen !== stop) return;
      await this.#given.get(file)?.();
      confirm(vscode.l10n.t('That shell gets no access tokens any more'));
    });
  }

  /** @throws Error of the operating system */
  async #give(target: ApiTarget, shell: ShellId): Promise<string> {
    const { right, variables, folder, directory } = await this.#programs.grant(
      target,
      vscode.l10n.t(
        'VS Code gives this shell no token any more: its right to them was stopped, or the window was closed or reloaded. Choose Use Access Token in Another Shell… there again.',
      ),
    );
    const file = join(directory, `shell-${String(++this.#files)}.${shells[shell].extension}`);
    this.#given.set(file, async () => {
      right.revoke();
      this.#given.delete(file);
      this.#tellOpen();
      await rm(file, { force: true });
    });
    try {
      await writeFile(file, fileContent(shell, folder, variables), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      await this.#given.get(file)?.();
      throw error;
    }
    this.#tellOpen();
    return file;
  }

  #tellOpen(): void {
    void vscode.commands.executeCommand('setContext', contextKeys.otherShells, this.#given.size > 0);
  }

  #tellFailure(target: ApiTarget, error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
    const again = vscode.l10n.t('Try Again');
    const copy = vscode.l10n.t('Copy Access Token');
    const message = vscode.l10n.t('What a shell needs for access-token could not be written ({0}).', code);
    void showError(message, again, copy).then((chosen) => {
      if (chosen === again) return this.use(targetArgument(target));
      return chosen === copy
        ? vscode.commands.executeCommand(commands.copyAccessToken, targetArgument(target))
        : undefined;
    });
  }

  /** Asks for the shell, where there are several; the one that was chosen last stands first. */
  async #pickShell(target: ApiTarget): Promise<ShellId | undefined> {
    const { state } = this.#context;
    const here = shellsHere();
    const [only] = here;
    if (here.length === 1) return only;
    const last = state.get<string>(lastChoice);
    const items = here.map((id) => ({
      label: names()[id],
      detail: shells[id].read(`…/shell.${shells[id].extension}`),
      id,
    }));
    items.sort((one, other) => Number(other.id === last) - Number(one.id === last));
    const title = vscode.l10n.t('Use the access token for {0} in which shell on {1}?', apiLabel(target.api), machine());
    const chosen = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
    if (chosen !== undefined) await state.update(lastChoice, chosen.id);
    return chosen?.id;
  }
}

/** Where the shell must be: with a remote, this may run on either side. */
function machine(): string {
  return vscode.env.remoteName === undefined ? vscode.l10n.t('this computer') : safeText(hostname(), 60);
}

function names(): Record<ShellId, string> {
  return { posix: 'sh, bash, zsh', fish: 'fish', powerShell: 'PowerShell' };
}
