import * as vscode from 'vscode';
import { OAuthFailure } from '../oauth/failure.ts';
import type { AccessToken } from '../session/session.ts';
import { SignInNeeded } from '../session/signInNeeded.ts';
import { failureText } from '../view/failureText.ts';
import { withoutLinks } from '../view/inert.ts';
import { signInNeededText } from '../view/signInNeededText.ts';
import type { CommandContext } from './context.ts';
import { showWarning } from './message.ts';
import { resolveApi, type ApiTarget } from './target.ts';

/**
 * The hidden command behind `${input:…}` of tasks and launch configurations: returns a fresh access token, after a
 * sign-in where there is no other way. `undefined` when the user declined, which ends the task without an error.
 *
 * @throws Error with a sentence for a person; VS Code shows it where the caller does not.
 */
export async function getAccessToken(context: CommandContext, argument: unknown): Promise<string | undefined> {
  const target = await resolveApi(context, argument);
  if (target === undefined) return undefined;
  try {
    return (await obtain(context, target))?.value;
  } catch (error) {
    if (!(error instanceof OAuthFailure)) throw error;
    if (error.code === 'cancelled') return undefined;
    context.log.error(`${target.profile.name}: ${error.message}`);
    throw new Error(withoutLinks(failureText(error, target.profile).message), { cause: error });
  }
}

async function obtain(context: CommandContext, target: ApiTarget): Promise<AccessToken | undefined> {
  const { profile, api, session } = target;
  const minimumLifetime = context.settings.minimumLifetime();
  let reason = vscode.l10n.t('Nobody is signed in at {0} yet.', profile.name);
  if (session !== undefined) {
    try {
      return await context.sessions.accessToken(session.id, profile, api, { minimumLifetime });
    } catch (error) {
      if (!(error instanceof SignInNeeded)) throw error;
      reason = signInNeededText(error, profile, api);
    }
  }
  const signIn = vscode.l10n.t('Sign In');
  const question = vscode.l10n.t('An access token for {0} was asked for. {1}', api.name, reason);
  if ((await showWarning(question, signIn)) !== signIn) return undefined;
  const signedIn = await context.signIns.signIn(profile, api, session === undefined ? {} : { session });
  return context.sessions.accessToken(signedIn.id, profile, api, { minimumLifetime: 0 });
}
