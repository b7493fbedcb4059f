import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import type { Session } from '../session/session.ts';
import { sessionsOf } from '../session/sessionsOf.ts';
import { safeText } from '../token/display.ts';
import { apiLabel } from '../view/apiText.ts';
import { alwaysConsent, consentHelped } from './alwaysConsent.ts';
import type { Button } from './buttons.ts';
import type { CommandContext } from './context.ts';
import type { SignInOptions } from './flow/run.ts';
import { showDone } from './message.ts';
import { promptForOtherUser, withPrompt } from './promptedSignIn.ts';
import { report } from './report.ts';
import { isRow, readArgument, resolveProfile } from './target.ts';

/** Signs in at a profile; what comes next is one button away. */
export async function signIn(context: CommandContext, argument: unknown): Promise<void> {
  const profile = await resolveProfile(context, argument);
  if (profile === undefined) return;
  const { prompt, otherUser, silentFirst = false } = readArgument(argument) ?? {};
  if (otherUser === true) return signInOther(context, profile, argument);
  const { api, session } = await signInTarget(context, profile, argument);
  await signInAndTell(
    context,
    profile,
    api,
    prompt === undefined ? { session, silentFirst } : withPrompt({ session }, prompt),
  );
}

/** Signs in whoever the person chooses; who is signed in stays so beside. */
export async function signInAsOther(context: CommandContext, argument: unknown): Promise<void> {
  const profile = await resolveProfile(context, argument);
  if (profile !== undefined) await signInOther(context, profile, argument);
}

/** The account is the one in use from then on where the person came from an API's token, or one of the profile is in use. */
async function signInOther(context: CommandContext, profile: Profile, argument: unknown): Promise<void> {
  const named = readArgument(argument)?.api;
  const used = await context.inUse.current();
  const usedApi = used?.profile.name === profile.name ? used.api.name : undefined;
  const { api } = await signInTarget(context, profile, { profile: profile.name, api: named ?? usedApi });
  const toUse = named !== undefined || usedApi !== undefined;
  await signInAndTell(context, profile, api, { prompt: promptForOtherUser(profile), fromTree: true, toUse });
}

/**
 * The API that is asked for, and the account that must come back: the one that the argument names. Where it is a row,
 * whoever comes back is signed in beside the row's account, unless that one's session ended and is to be renewed.
 */
export async function signInTarget(
  context: CommandContext,
  profile: Profile,
  argument: unknown,
): Promise<{ api: Api; session: Session | undefined }> {
  const wanted = readArgument(argument);
  const api = profile.apis.find(({ name }) => name === wanted?.api) ?? profile.apis[0];
  const account = wanted?.account;
  const session =
    account === undefined
      ? undefined
      : // Another issuer's account of the same name is somebody else.
        sessionsOf(profile, (await context.sessions.list()).sessions).find(({ id, label, subject }) =>
          [id, label, subject].includes(account),
        );
  const mayBeAnother = isRow(argument) && session?.ended === undefined && wanted?.prompt === undefined;
  return { api, session: mayBeAnother ? undefined : session };
}

/** Also the end of "Try It With the Demo Provider" and of "Sign In With…". */
export async function signInAndTell(
  context: CommandContext,
  profile: Profile,
  api: Api,
  options: SignInOptions = {},
): Promise<void> {
  try {
    const session = await context.signIns.signIn(profile, api, options);
    // A token that is still to be exchanged is not there yet.
    if (options.toUse === true && accessTokenFor(session, profile, api)) context.inUse.note(profile, api, session);
    offerCopy(profile, api, session, alwaysConsent(context, profile, session));
  } catch (error) {
    const again = (): Promise<void> => signInAndTell(context, profile, api, { ...options, silentFirst: false });
    const signInWith = (prompt: string): Promise<void> =>
      signInAndTell(context, profile, api, withPrompt(options, prompt));
    report(context, error, profile, { tryAgain: again, signIn: again, signInWith, api });
  }
}

/**
 * Says who is signed in, and leads to the token.
 *
 * @param always of `alwaysConsent`
 */
export function offerCopy(profile: Profile, api: Api, session: Session, always: readonly Button[] = []): void {
  const copy: Button = {
    title: vscode.l10n.t('Copy Access Token'),
    run: () =>
      vscode.commands.executeCommand(commands.copyAccessToken, {
        profile: profile.name,
        api: api.name,
        account: session.id,
      }),
  };
  const done =
    session.client === true
      ? vscode.l10n.t('{0} gave the client {1} a token for {2}.', profile.name, safeText(session.label), apiLabel(api))
      : vscode.l10n.t('Signed in at {0} as {1}.', profile.name, safeText(session.label));
  const message = always.length === 0 ? done : `${done} ${consentHelped()}`;
  void showDone(message, copy, ...always).then((chosen) => chosen?.run());
}
