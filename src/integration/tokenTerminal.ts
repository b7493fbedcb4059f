import * as vscode from 'vscode';
import type { CommandContext } from '../command/context.ts';
import { withFreshToken } from '../command/freshToken.ts';
import { resolveApi, type ApiTarget } from '../command/target.ts';
import type { AccessToken } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { remaining } from '../view/remaining.ts';

/**
 * The terminal profile "Terminal With Access Token": a terminal whose own environment has a fresh token, and no other's.
 *
 * @throws Error without words, of which VS Code shows nothing: the user declined, or is offered a sign-in that ends in
 *   the terminal. (VS Code complains about an answer that is no profile.)
 */
export async function tokenTerminal(context: CommandContext): Promise<vscode.TerminalProfile> {
  const target = await resolveApi(context, undefined);
  if (target === undefined) throw new Error('');
  let waiting = true;
  let made: vscode.TerminalOptions | undefined;
  await withFreshToken(context, {
    target,
    minimumLifetime: context.settings.minimumLifetime(),
    signInTitle: vscode.l10n.t('Sign In and Open Terminal'),
    use: (token) => {
      const options = terminalOptions(target, token);
      // VS Code does not wait for a sign-in that is offered.
      if (waiting) made = options;
      else vscode.window.createTerminal(options).show();
    },
  });
  waiting = false;
  if (made === undefined) throw new Error('');
  showWhenOpened(made);
  return new vscode.TerminalProfile(made);
}

/** VS Code mostly leaves the terminal in front that was there before: what is typed next would miss the token. */
function showWhenOpened(options: vscode.TerminalOptions): void {
  const subscription = vscode.window.onDidOpenTerminal((terminal) => {
    if (terminal.creationOptions !== options) return;
    subscription.dispose();
    terminal.show();
  });
}

function terminalOptions({ api, session }: ApiTarget, { value, expiresAt }: AccessToken): vscode.TerminalOptions {
  const name = safeText(api.name, 40);
  return {
    name: vscode.l10n.t('{0} (access token)', name),
    message: vscode.l10n.t(
      'ACCESS_TOKEN is the access token for {0} of {1}: {2}. A new terminal gets a fresh one.',
      name,
      safeText(session?.label ?? vscode.l10n.t('the client')),
      remaining(expiresAt),
    ),
    iconPath: new vscode.ThemeIcon('key'),
    env: {
      ACCESS_TOKEN: value,
      // Null takes one away that VS Code itself was started with.
      ACCESS_TOKEN_EXPIRES_AT: expiresAt === undefined ? null : String(Math.floor(expiresAt)),
    },
    // VS Code writes what it needs to revive a terminal, the environment too, into a file.
    isTransient: true,
  };
}
