import * as vscode from 'vscode';
import { OAuthFailure } from '../oauth/failure.ts';
import type { Api, Profile } from '../profile/profile.ts';
import type { AccessToken } from '../session/session.ts';
import { browserMayDo, SignInNeeded } from '../session/signInNeeded.ts';
import { StoreFailure } from '../session/storeFailure.ts';
import { withoutLinks } from '../view/inert.ts';
import { storeFailureText } from '../view/storeFailureText.ts';
import { failedProfile } from '../view/failedProfile.ts';
import { signInProfile } from '../profile/signInProfile.ts';
import type { CommandContext } from './context.ts';
import { hasExchangeSecret } from './exchangeSecret.ts';
import { logFailure } from './logFailure.ts';
import { signInForCaller, type Caller } from './signInForCaller.ts';
import { unknownText, type NoTarget } from './noTarget.ts';
import { findApi, readArgument, type ApiTarget, type TargetArgument } from './target.ts';
import { unseenSessions } from './unseen.ts';

/**
 * The hidden command behind `${input:…}` of tasks and launch configurations: returns a fresh access token, after a
 * sign-in where there is no other way. Never answers without one: since 1.101 VS Code runs a task whose command answers
 * nothing, with the words `${input:…}` in place of the token (https://github.com/microsoft/vscode/issues/255503).
 *
 * @throws vscode.CancellationError when the user declined, and Error for every other reason, both with a sentence for a
 *   person: VS Code shows it where the caller is a task or a launch configuration.
 */
export async function getAccessToken(context: CommandContext, argument: unknown): Promise<string> {
  const target = await findApi(context, argument);
  if (typeof target === 'string') throw whyNothing(target, readArgument(argument));
  const token = await obtain(context, target, 'command');
  if (token !== undefined) return token.value;
  throw cancelled(vscode.l10n.t('There is no access token for {0}: the sign-in was cancelled.', target.api.name));
}

/** The user has read of it, with a button that mends it, or chose nothing. */
function whyNothing(why: NoTarget, wanted: TargetArgument | undefined): Error {
  if (why === 'noProfile') return new Error(vscode.l10n.t('There is no access token: there is no usable profile.'));
  if (why === 'noneChosen' || wanted === undefined) {
    return cancelled(vscode.l10n.t('There is no access token: none was chosen.'));
  }
  return new Error(withoutLinks(unknownText(why, wanted)));
}

/** Known to other extensions as a cancellation; VS Code itself shows its words to whoever ran a task. */
function cancelled(sentence: string): vscode.CancellationError {
  const error = new vscode.CancellationError();
  error.message = withoutLinks(sentence);
  return error;
}

/**
 * A token that lives `minimumLifetime` seconds, after a sign-in where the user agrees to one; `undefined` where not.
 *
 * @throws Error with a sentence for a person
 */
export async function obtain(
  context: CommandContext,
  target: ApiTarget,
  caller: Caller,
  minimumLifetime: number = context.settings.minimumLifetime(),
): Promise<AccessToken | undefined> {
  try {
    return await obtainOrSignIn(context, target, caller, minimumLifetime);
  } catch (error) {
    if (error instanceof OAuthFailure && error.code === 'cancelled') return undefined;
    throw await sentenceFor(context, error, target);
  }
}

/** The error as a sentence for whoever called; the log has the rest. */
export async function sentenceFor(
  context: CommandContext,
  error: unknown,
  { profile, api, session }: ApiTarget,
): Promise<Error> {
  if (error instanceof SignInNeeded)
    return new Error(withoutLinks(await reasonOf(error, profile, api, session?.label)));
  if (!(error instanceof OAuthFailure || error instanceof StoreFailure)) {
    return error instanceof Error ? error : new Error('unexpected', { cause: error });
  }
  const { failureText } = await import('../view/failureText.ts');
  const failed = failedProfile(error, profile);
  const { message, source } = error instanceof OAuthFailure ? failureText(error, failed) : storeFailureText(error);
  await logFailure(context.log, error, failed, source);
  return new Error(withoutLinks(message), { cause: error });
}

async function reasonOf(error: SignInNeeded, profile: Profile, api: Api, account?: string): Promise<string> {
  const { signInNeededText } = await import('../view/signInNeededText.ts');
  return signInNeededText(error, profile, api, account).message;
}

async function obtainOrSignIn(
  context: CommandContext,
  target: ApiTarget,
  caller: Caller,
  minimumLifetime: number,
): Promise<AccessToken | undefined> {
  const { profile, api, session } = target;
  let silentFirst = false;
  let reason = vscode.l10n.t('Nobody is signed in at {0} yet.', signInProfile(profile).name);
  if (session !== undefined) {
    if (!(await hasExchangeSecret(context, profile))) return undefined;
    try {
      const token = await context.sessions.accessToken(session.id, profile, api, { minimumLifetime });
      context.inUse.note(profile, api, session);
      return token;
    } catch (error) {
      if (!(error instanceof SignInNeeded)) throw error;
      reason = await reasonOf(error, profile, api, session.label);
      silentFirst = browserMayDo(error);
    }
  } else {
    const unseen = await unseenSessions(context);
    if (unseen !== undefined) throw unseen;
  }
  return signInForCaller(context, { target, reason, silentFirst, minimumLifetime, caller });
}
