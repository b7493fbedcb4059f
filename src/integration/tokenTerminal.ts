import { delimiter } from 'node:path';
import * as vscode from 'vscode';
import type { CommandContext } from '../command/context.ts';
import { withFreshToken } from '../command/freshToken.ts';
import { resolveApi, type ApiTarget } from '../command/target.ts';
import { whereabouts } from '../command/whereabouts.ts';
import type { AccessToken } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { remaining } from '../view/remaining.ts';
import type { Right } from './terminal/endpoint.ts';
import { ownVariable } from './terminal/program.ts';
import type { Programs } from './terminal/programs.ts';

/** The terminal profile "Terminal With Access Token". */
export class TokenTerminals {
  readonly #context: CommandContext;
  readonly #programs: Programs;
  /** What the open terminals may ask for, by the variable that says so in the environment of each. */
  readonly #rights = new Map<string, Right>();
  readonly #closed = vscode.window.onDidCloseTerminal(({ creationOptions }) => {
    const name = (creationOptions as vscode.TerminalOptions).env?.[ownVariable] ?? '';
    this.#rights.get(name)?.revoke();
    this.#rights.delete(name);
  });

  constructor(context: CommandContext, programs: Programs) {
    this.#context = context;
    this.#programs = programs;
  }

  /**
   * A terminal whose own environment has a fresh token, and no other's. Its command `access-token` prints one that is
   * fresh whenever it is called.
   *
   * @throws Error without words, of which VS Code shows nothing: the user declined, or is offered a sign-in that ends in
   *   the terminal. (VS Code complains about an answer that is no profile.)
   */
  async profile(): Promise<vscode.TerminalProfile> {
    let waiting = true;
    let made: vscode.TerminalOptions | undefined;
    await this.#withOptions(undefined, (options) => {
      // VS Code does not wait for a sign-in that is offered.
      if (waiting) made = options;
      else vscode.window.createTerminal(options).show();
    });
    waiting = false;
    if (made === undefined) throw new Error('');
    showWhenOpened(made);
    return new vscode.TerminalProfile(made);
  }

  /** The same terminal, asked for by a command. */
  open(argument: unknown): Promise<void> {
    return this.#withOptions(argument, (options) => {
      vscode.window.createTerminal(options).show();
    });
  }

  dispose(): void {
    this.#closed.dispose();
  }

  /** Also after a sign-in that is offered, or not at all. */
  async #withOptions(argument: unknown, use: (options: vscode.TerminalOptions) => void): Promise<void> {
    const target = await resolveApi(this.#context, argument);
    if (target === undefined) return;
    await withFreshToken(this.#context, {
      target,
      minimumLifetime: this.#context.settings.minimumLifetime(),
      signInTitle: vscode.l10n.t('Sign In and Open Terminal'),
      use: async (token, session) => {
        use(await this.#options({ ...target, session }, token));
      },
    });
  }

  async #options(target: ApiTarget, { value, expiresAt }: AccessToken): Promise<vscode.TerminalOptions> {
    const { api, session } = target;
    const name = safeText(api.name, 40);
    const account = safeText(session?.label ?? vscode.l10n.t('the client'));
    const program = await this.#program(target);
    return {
      name: vscode.l10n.t('{0} (access token)', name),
      message: [
        vscode.l10n.t('ACCESS_TOKEN is the token for {0} of {1}: {2}', name, account, remaining(expiresAt)),
        program === undefined
          ? vscode.l10n.t('A new terminal gets a fresh one.')
          : vscode.l10n.t('The command access-token prints a fresh one each time.'),
        // Lines that a terminal of the usual 80 columns need not break: what is broken while it grows is drawn cut off.
      ].join('\r\n'),
      iconPath: new vscode.ThemeIcon('key'),
      env: {
        ...program,
        ACCESS_TOKEN: value,
        // Null takes one away that VS Code itself was started with.
        ACCESS_TOKEN_EXPIRES_AT: expiresAt === undefined ? null : String(Math.floor(expiresAt)),
      },
      // VS Code writes what it needs to revive a terminal, the environment too, into a file.
      isTransient: true,
    };
  }

  /** What the environment needs for `access-token`. Without it the terminal is still of use. */
  async #program(target: ApiTarget): Promise<Readonly<Record<string, string>> | undefined> {
    if (!terminalsAreHere()) return undefined;
    try {
      const { right, variables, folder } = await this.#programs.grant(
        target,
        vscode.l10n.t(
          'VS Code gives this terminal no token any more: it was closed, or its window was closed or reloaded. Open a new Terminal With Access Token.',
        ),
      );
      this.#rights.set(variables[ownVariable], right);
      return { ...variables, PATH: [folder, pathOfTerminals()].filter((part) => part !== '').join(delimiter) };
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
      this.#context.log.warn(`access-token is not there for the terminal: ${reason}`);
      return undefined;
    }
  }
}

/** VS Code mostly leaves the terminal in front that was there before: what is typed next would miss the token. */
function showWhenOpened(options: vscode.TerminalOptions): void {
  const subscription = vscode.window.onDidOpenTerminal((terminal) => {
    if (terminal.creationOptions !== options) return;
    subscription.dispose();
    terminal.show();
  });
}

/** With a remote, terminals are there, whether this runs there or on the user's side. */
function terminalsAreHere(): boolean {
  const { host, remoteName } = whereabouts();
  return remoteName === undefined || host === 'remote';
}

/** As the user's settings have it: what a terminal is made with wins over them. */
function pathOfTerminals(): string {
  const platform = { darwin: 'osx', win32: 'windows' }[process.platform as string] ?? 'linux';
  const settings = vscode.workspace.getConfiguration('terminal.integrated.env').get<Record<string, unknown>>(platform);
  // Windows has it in any case.
  const [, own] = Object.entries(settings ?? {}).find(([name]) => name.toUpperCase() === 'PATH') ?? [];
  return typeof own === 'string' ? own : (process.env['PATH'] ?? '');
}
