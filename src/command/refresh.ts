import * as vscode from 'vscode';
import type { Api } from '../profile/profile.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import { isForClient } from '../session/sessionsOf.ts';
import { browserMayDo, SignInNeeded } from '../session/signInNeeded.ts';
import { confirm } from './clipboard.ts';
import type { CommandContext } from './context.ts';
import { hasExchangeSecret } from './exchangeSecret.ts';
import { insteadOfRefresh } from './insteadOfRefresh.ts';
import { offerSignIn } from './offerSignIn.ts';
import { withPrompt } from './promptedSignIn.ts';
import { report } from './report.ts';
import { signInAndTell } from './signIn.ts';
import { readArgument, resolveAccount, type AccountTarget } from './target.ts';

/** Gets new tokens now, whatever the age of the old ones: of one API, or of each API that the account has a token for. */
export async function refresh(context: CommandContext, argument: unknown): Promise<void> {
  const target = await resolveAccount(context, argument);
  if (target === undefined) return;
  const { profile, session } = target;
  const wanted = readArgument(argument)?.api;
  const known = profile.apis.filter((api) =>
    wanted === undefined ? accessTokenFor(session, profile, api) !== undefined : api.name === wanted,
  );
  const apis = known.length === 0 ? [profile.apis[0]] : known;
  const done: string[] = [];
  for (const api of apis) {
    if (await refreshApi(context, target, api)) done.push(api.name);
  }
  if (done.length > 0) confirm(vscode.l10n.t('Refreshed: {0}', done.join(', ')));
}

/** A new token for one API. `false` when there is none: then the reason stands on screen, with its button. */
export async function refreshApi(
  context: CommandContext,
  { profile, session }: AccountTarget,
  api: Api,
): Promise<boolean> {
  const signIn = (silentFirst = false): Promise<void> =>
    signInAndTell(context, profile, api, insteadOfRefresh({ profile, api, session }, silentFirst));
  const signInWith = (prompt: string): Promise<void> =>
    signInAndTell(context, profile, api, withPrompt(insteadOfRefresh({ profile, api, session }, false), prompt));
  try {
    if (!(await hasExchangeSecret(context, profile))) return false;
    await vscode.window.withProgress({ location: { viewId: 'tokenInspector.tokens' } }, () =>
      context.sessions.refresh(session.id, profile, api),
    );
    return true;
  } catch (error) {
    if (error instanceof SignInNeeded && isForClient(profile)) {
      await signIn();
    } else if (error instanceof SignInNeeded) {
      const { signInNeededText } = await import('../view/signInNeededText.ts');
      const text = signInNeededText(error, profile, api, session.label);
      const title = vscode.l10n.t('Sign In');
      offerSignIn({ text, profile, api, title, signIn: () => signIn(browserMayDo(error)), signInWith });
    } else {
      const tryAgain = (): Promise<boolean> => refreshApi(context, { profile, session }, api);
      report(context, error, profile, { tryAgain, signIn: () => signIn(), signInWith, api });
    }
    return false;
  }
}
