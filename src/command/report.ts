import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { OAuthFailure } from '../oauth/failure.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { secretKind } from '../profile/secretKind.ts';
import { asSigner } from '../profile/signer.ts';
import { settingPath } from '../profile/settingPath.ts';
import { StoreFailure } from '../session/storeFailure.ts';
import type { FailureText, Remedy } from '../view/failures/text.ts';
import { failedProfile } from '../view/failedProfile.ts';
import { storeFailureText } from '../view/storeFailureText.ts';
import { withReadMore, type Button } from './buttons.ts';
import { copyRedirectUri } from './clipboard.ts';
import type { CommandContext } from './context.ts';
import { logFailure } from './logFailure.ts';
import { showError, showDone } from './message.ts';
import { promptForOtherUser } from './promptedSignIn.ts';
import { targetArgument } from './target.ts';

/** What the buttons of a failure do here. */
export interface Remedies {
  /** Does the whole command again. */
  readonly tryAgain: () => unknown;
  /** Signs in, then does what the command was asked for. */
  readonly signIn: () => unknown;
  /** As `signIn`, for whichever account comes back (OpenID Connect Core §3.1.2.1). Absent where that is no way out. */
  readonly signInWith?: (prompt: string) => unknown;
  /** The one that a token was asked for. */
  readonly api?: Api;
  /** In place of the settings: the question whose answer was wrong. @param key the key of the profile that it is about */
  readonly change?: (key: FailureText['key']) => Button | undefined;
}

/**
 * Says what went wrong, with a button that mends it. Does not wait for the button: whoever called the command gets its
 * answer at once. Cancelling is no failure and says nothing.
 */
export function report(context: CommandContext, error: unknown, asked: Profile, given: Remedies): void {
  if (error instanceof OAuthFailure && error.code === 'cancelled') return;
  const profile = failedProfile(error, asked);
  const api = profile === asked ? given.api : asked.subject?.api;
  void show(context, error, profile, { ...given, ...(api !== undefined && { api }) });
}

async function show(context: CommandContext, error: unknown, profile: Profile, remedies: Remedies): Promise<void> {
  const text = await textFor(error, profile);
  await logFailure(context.log, error, profile, text.source);
  const offered = new Set<Remedy>([
    ...text.remedies,
    ...(remedies.change === undefined ? [] : ['editProfile' as const]),
  ]);
  const buttons = [...offered].flatMap((remedy) => buttonFor(context, remedy, { error, profile, remedies, text }));
  const tell = text.declined === true ? showDone : showError;
  await (await tell(text.message, ...withReadMore(buttons, text.help)))?.run();
}

async function textFor(error: unknown, profile: Profile): Promise<FailureText> {
  if (error instanceof StoreFailure) return storeFailureText(error);
  const { failureText } = await import('../view/failureText.ts');
  return failureText(error instanceof OAuthFailure ? error : new OAuthFailure('unexpected'), profile);
}

interface Reported {
  readonly error: unknown;
  readonly profile: Profile;
  readonly remedies: Remedies;
  readonly text: FailureText;
}

function buttonFor(context: CommandContext, remedy: Remedy, reported: Reported): Button[] {
  const { error, profile, remedies, text } = reported;
  const { signInWith } = remedies;
  switch (remedy) {
    case 'tryAgain':
      return [{ title: vscode.l10n.t('Try Again'), run: remedies.tryAgain }];
    case 'signIn':
      return [{ title: vscode.l10n.t('Sign In'), run: remedies.signIn }];
    case 'keepBoth':
      return [
        {
          title: vscode.l10n.t('Keep as Second Account'),
          run: () => {
            const target = targetArgument({ profile, api: remedies.api ?? profile.apis[0] });
            // The browser is signed in as that account.
            return vscode.commands.executeCommand(commands.signIn, { ...target, silentFirst: true });
          },
        },
      ];
    case 'otherFlow':
      return [
        {
          title: vscode.l10n.t('Sign In With…'),
          run: () => vscode.commands.executeCommand(commands.signInWith, { profile: profile.name }),
        },
      ];
    case 'otherAccount':
      return signInWith === undefined
        ? []
        : [{ title: vscode.l10n.t('Switch User'), run: () => signInWith(promptForOtherUser(profile)) }];
    case 'consent':
      return signInWith === undefined
        ? []
        : [{ title: vscode.l10n.t('Sign In and Consent'), run: () => signInWith('consent') }];
    case 'editProfile': {
      const change = remedies.change?.(text.key);
      if (change !== undefined) return [change];
      // No file holds the demo's profile.
      return profile.origin === 'demo'
        ? []
        : [
            {
              title: vscode.l10n.t('Edit Profile'),
              run: () =>
                vscode.commands.executeCommand(commands.editProfiles, settingPath(profile, text.key, remedies.api)),
            },
          ];
    }
    case 'mendSlash':
      return [
        {
          title: profile.issuer.endsWith('/')
            ? vscode.l10n.t('Use Without the Slash')
            : vscode.l10n.t('Use With the Slash'),
          run: async () => {
            const { mendSlash } = await import('./mendSlash.ts');
            await mendSlash(context, profile, remedies.api);
          },
        },
      ];
    case 'copyRedirectUri':
      return [{ title: vscode.l10n.t('Copy Redirect URI'), run: () => copyRedirectUri(profile.redirectUri) }];
    case 'enterSecret':
      return [
        {
          title: {
            clientSecret: vscode.l10n.t('Enter Client Secret'),
            privateKey: vscode.l10n.t('Enter Private Key'),
            certificate: vscode.l10n.t('Enter Client Certificate'),
          }[secretKind(profile)],
          run: () => enterSecret(context, error, profile, remedies),
        },
      ];
    case 'enterKey':
      return [
        {
          title: vscode.l10n.t('Enter Private Key'),
          run: () => enterSecret(context, error, asSigner(profile), remedies),
        },
      ];
    case 'explainError':
      return [
        {
          title: vscode.l10n.t('Explain Error'),
          run: () => vscode.commands.executeCommand(commands.explainError),
        },
      ];
    case 'reloadWindow':
      return [
        {
          title: vscode.l10n.t('Reload Window'),
          run: () => vscode.commands.executeCommand('workbench.action.reloadWindow'),
        },
      ];
    case 'showLog':
      return [{ title: vscode.l10n.t('Show Log'), run: () => vscode.commands.executeCommand(commands.showLog) }];
  }
}

async function enterSecret(
  context: CommandContext,
  error: unknown,
  profile: Profile,
  remedies: Remedies,
): Promise<void> {
  // One that has expired was sent to nobody.
  const refused = error instanceof OAuthFailure && error.code !== 'secretMissing' && error.details.reason !== 'expired';
  try {
    // In a window that cannot see the sealing key yet, a write of any secret would take it from the others.
    await context.sessions.prepare();
  } catch (unprepared) {
    report(context, unprepared, profile, remedies);
    return;
  }
  if ((await context.secrets.ask(profile, { refused })) !== undefined) await remedies.tryAgain();
}
