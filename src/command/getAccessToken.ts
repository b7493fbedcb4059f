import * as vscode from 'vscode';
import { OAuthFailure } from '../oauth/failure.ts';
import type { Api, Profile } from '../profile/profile.ts';
import type { AccessToken } from '../session/session.ts';
import { isForClient } from '../session/sessionsOf.ts';
import { browserMayDo, SignInNeeded } from '../session/signInNeeded.ts';
import { StoreFailure } from '../session/storeFailure.ts';
import { withoutLinks } from '../view/inert.ts';
import { storeFailureText } from '../view/storeFailureText.ts';
import type { CommandContext } from './context.ts';
import { insteadOfRefresh } from './insteadOfRefresh.ts';
import { logFailure } from './logFailure.ts';
import { showWarning } from './message.ts';
import { resolveApi, type ApiTarget } from './target.ts';
import { unseenSessions } from './unseen.ts';

/**
 * The hidden command behind `${input:…}` of tasks and launch configurations: returns a fresh access token, after a
 * sign-in where there is no other way. `undefined` when the user declined, which ends the task without an error.
 *
 * @throws Error with a sentence for a person; VS Code shows it where the caller does not.
 */
export async function getAccessToken(context: CommandContext, argument: unknown): Promise<string | undefined> {
  const target = await resolveApi(context, argument);
  return target === undefined ? undefined : (await obtain(context, target))?.value;
}

/**
 * A token that lives `minimumLifetime` seconds, after a sign-in where the user agrees to one; `undefined` where not.
 *
 * @param asking called with the question when the user must be asked.
 * @throws Error with a sentence for a person
 */
export async function obtain(
  context: CommandContext,
  target: ApiTarget,
  minimumLifetime: number = context.settings.minimumLifetime(),
  asking?: (question: string) => void,
): Promise<AccessToken | undefined> {
  try {
    return await obtainOrSignIn(context, target, minimumLifetime, asking);
  } catch (error) {
    if (error instanceof OAuthFailure && error.code === 'cancelled') return undefined;
    throw await sentenceFor(context, error, target);
  }
}

/** The error as a sentence for whoever called; the log has the rest. */
export async function sentenceFor(
  context: CommandContext,
  error: unknown,
  { profile, api }: ApiTarget,
): Promise<Error> {
  if (error instanceof SignInNeeded) return new Error(withoutLinks(await reasonOf(error, profile, api)));
  if (!(error instanceof OAuthFailure || error instanceof StoreFailure)) {
    return error instanceof Error ? error : new Error('unexpected', { cause: error });
  }
  const { failureText } = await import('../view/failureText.ts');
  const { message, source } = error instanceof OAuthFailure ? failureText(error, profile) : storeFailureText(error);
  await logFailure(context.log, error, profile, source);
  return new Error(withoutLinks(message), { cause: error });
}

async function reasonOf(error: SignInNeeded, profile: Profile, api: Api): Promise<string> {
  const { signInNeededText } = await import('../view/signInNeededText.ts');
  return signInNeededText(error, profile, api).message;
}

async function obtainOrSignIn(
  context: CommandContext,
  target: ApiTarget,
  minimumLifetime: number,
  asking?: (question: string) => void,
): Promise<AccessToken | undefined> {
  const { profile, api, session } = target;
  let silentFirst = false;
  let reason = vscode.l10n.t('Nobody is signed in at {0} yet.', profile.name);
  if (session !== undefined) {
    try {
      const token = await context.sessions.accessToken(session.id, profile, api, { minimumLifetime });
      context.inUse.note(profile, api, session);
      return token;
    } catch (error) {
      if (!(error instanceof SignInNeeded)) throw error;
      reason = await reasonOf(error, profile, api);
      silentFirst = browserMayDo(error);
    }
  } else {
    const unseen = await unseenSessions(context);
    if (unseen !== undefined) throw unseen;
  }
  if (!isForClient(profile)) {
    const signIn = vscode.l10n.t('Sign In');
    const question = vscode.l10n.t('An access token for {0} was asked for. {1}', api.name, reason);
    asking?.(question);
    if ((await showWarning(question, signIn)) !== signIn) return undefined;
  }
  const signedIn = await context.signIns.signIn(profile, api, insteadOfRefresh(target, silentFirst));
  const token = await context.sessions.accessToken(signedIn.id, profile, api, { minimumLifetime: 0 });
  context.inUse.note(profile, api, signedIn);
  return token;
}
