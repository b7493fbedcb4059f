import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { OAuthFailure } from '../oauth/failure.ts';
import type { Profile } from '../profile/profile.ts';
import { StoreFailure } from '../session/storeFailure.ts';
import { failureText } from '../view/failureText.ts';
import type { FailureText, Remedy } from '../view/failures/text.ts';
import { storeFailureText } from '../view/storeFailureText.ts';
import type { CommandContext } from './context.ts';
import { showError } from './message.ts';

/** What the buttons of a failure do here. */
export interface Remedies {
  /** Does the whole command again. */
  readonly tryAgain: () => unknown;
  /** Signs in, then does what the command was asked for. */
  readonly signIn: () => unknown;
}

/**
 * Says what went wrong, with a button that mends it. Does not wait for the button: whoever called the command gets its
 * answer at once. Cancelling is no failure and says nothing.
 */
export function report(context: CommandContext, error: unknown, profile: Profile, remedies: Remedies): void {
  if (error instanceof OAuthFailure && error.code === 'cancelled') return;
  context.log.error(`${profile.name}: ${describe(error)}`);
  const { message, remedies: offered } = textFor(error, profile);
  const actions: Record<Remedy, { title: string; run: () => unknown }> = {
    tryAgain: { title: vscode.l10n.t('Try Again'), run: remedies.tryAgain },
    signIn: { title: vscode.l10n.t('Sign In'), run: remedies.signIn },
    editProfile: {
      title: vscode.l10n.t('Edit Profile'),
      run: () => vscode.commands.executeCommand(commands.editProfiles, { profile: profile.name }),
    },
    enterSecret: {
      title:
        profile.clientAuthentication === 'privateKeyJwt'
          ? vscode.l10n.t('Enter Private Key')
          : vscode.l10n.t('Enter Client Secret'),
      run: async () => {
        const refused = error instanceof OAuthFailure && error.code === 'invalidClient';
        try {
          // In a window that cannot see the sealing key yet, a write of any secret would take it from the others.
          await context.sessions.prepare();
        } catch (unprepared) {
          report(context, unprepared, profile, remedies);
          return;
        }
        if ((await context.secrets.ask(profile, { refused })) !== undefined) await remedies.tryAgain();
      },
    },
    reloadWindow: {
      title: vscode.l10n.t('Reload Window'),
      run: () => vscode.commands.executeCommand('workbench.action.reloadWindow'),
    },
    showLog: { title: vscode.l10n.t('Show Log'), run: () => vscode.commands.executeCommand(commands.showLog) },
  };
  // No file holds the demo's profile.
  const possible = offered.filter((remedy) => remedy !== 'editProfile' || profile.origin === 'settings');
  const buttons = possible.map((remedy) => actions[remedy]);
  void showError(message, ...buttons).then((chosen) => chosen?.run());
}

function textFor(error: unknown, profile: Profile): FailureText {
  if (error instanceof StoreFailure) return storeFailureText(error);
  return failureText(error instanceof OAuthFailure ? error : new OAuthFailure('unexpected'), profile);
}

/** For the log. Of an error that is not ours only where it happened: nobody knows what its message holds. */
function describe(error: unknown): string {
  if (error instanceof OAuthFailure || error instanceof StoreFailure) return error.message;
  if (!(error instanceof Error) || error.stack === undefined) return typeof error;
  return `${error.name}\n${error.stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n')}`;
}
