import * as vscode from 'vscode';
import type { AccessToken, Session } from '../session/session.ts';
import { isForClient } from '../session/sessionsOf.ts';
import { browserMayDo, SignInNeeded } from '../session/signInNeeded.ts';
import { tellConsentHelped } from './alwaysConsent.ts';
import { signInProfile } from '../profile/signInProfile.ts';
import type { CommandContext } from './context.ts';
import { hasExchangeSecret } from './exchangeSecret.ts';
import type { SignInOptions } from './flow/run.ts';
import { insteadOfRefresh } from './insteadOfRefresh.ts';
import { offerSignIn } from './offerSignIn.ts';
import { withPrompt } from './promptedSignIn.ts';
import { report, type Remedies } from './report.ts';
import type { ApiTarget } from './target.ts';
import { tokenBySignIn } from './tokenBySignIn.ts';
import { tellUnseen } from './unseen.ts';
import { withWantedClaims } from './wantedClaims.ts';

export interface FreshTokenRequest {
  readonly target: ApiTarget;
  /** Seconds that the token must still live. */
  readonly minimumLifetime: number;
  /** The title of the button that leads through a sign-in to what was asked for, e.g. "Sign In and Copy". */
  readonly signInTitle: string;
  /** What was asked for; also what the buttons come back to. The session is the one that the token is of. */
  use(token: AccessToken, session: Session): unknown;
}

/**
 * Gets a token that lives long enough and hands it to `use`: from the session, by a refresh, or, where there is no
 * other way, by a sign-in that the user is offered. Resolves once the token was used or the offer stands on screen.
 */
export async function withFreshToken(context: CommandContext, request: FreshTokenRequest): Promise<void> {
  const { target, minimumLifetime, signInTitle: title } = request;
  const { profile, api, session } = target;
  const again = (): Promise<void> => withFreshToken(context, request);
  const signIn = (silentFirst = false): Promise<void> =>
    signInAndUse(context, request, insteadOfRefresh(target, silentFirst));
  if (session === undefined) {
    if (await tellUnseen(context)) return;
    // Nobody need be asked.
    if (isForClient(profile)) return signIn();
    const message = vscode.l10n.t('Nobody is signed in at {0} yet.', signInProfile(profile).name);
    offerSignIn({ text: { message }, profile, api, title, signIn: () => signIn() });
    return;
  }
  try {
    if (!(await hasExchangeSecret(context, profile))) return;
    const token = await vscode.window.withProgress({ location: { viewId: 'tokenInspector.tokens' } }, () =>
      context.sessions.accessToken(session.id, profile, api, { minimumLifetime }),
    );
    context.inUse.note(profile, api, session);
    await request.use(token, session);
  } catch (error) {
    if (error instanceof SignInNeeded && isForClient(profile)) return signIn();
    if (error instanceof SignInNeeded) await offer(context, error, request, () => signIn(browserMayDo(error)));
    else
      report(
        context,
        error,
        profile,
        remedies(context, request, again, async () =>
          signInAndUse(context, request, await withWantedClaims(insteadOfRefresh(target, false), error)),
        ),
      );
  }
}

/** Signs in for this API and account, and uses the token that comes with it. */
async function signInAndUse(
  context: CommandContext,
  request: FreshTokenRequest,
  options: SignInOptions = insteadOfRefresh(request.target, false),
): Promise<void> {
  const { profile, api } = request.target;
  try {
    if (profile.subject !== undefined) {
      const session = await context.signIns.signIn(profile, api, options);
      // To try the exchange again takes no second sign-in.
      await withFreshToken(context, { ...request, target: { profile, api, session } });
      return;
    }
    const { session, token } = await tokenBySignIn(context, profile, api, options);
    context.inUse.note(profile, api, session);
    await request.use(token, session);
    tellConsentHelped(context, profile, session);
  } catch (error) {
    const again = (): Promise<void> => signInAndUse(context, request);
    if (error instanceof SignInNeeded) await offer(context, error, request, again);
    else report(context, error, profile, remedies(context, request, again, again));
  }
}

function remedies(
  context: CommandContext,
  request: FreshTokenRequest,
  tryAgain: () => unknown,
  signIn: () => unknown,
): Remedies {
  return { tryAgain, signIn, signInWith: promptedSignIn(context, request), api: request.target.api };
}

async function offer(
  context: CommandContext,
  error: SignInNeeded,
  request: FreshTokenRequest,
  signIn: () => unknown,
): Promise<void> {
  const { signInNeededText } = await import('../view/signInNeededText.ts');
  const { profile, api, session } = request.target;
  const text = signInNeededText(error, profile, api, session?.label);
  const signInWith = promptedSignIn(context, request);
  offerSignIn({ text, profile, api, title: request.signInTitle, signIn, signInWith });
}

function promptedSignIn(context: CommandContext, request: FreshTokenRequest): (prompt: string) => Promise<void> {
  return (prompt) => signInAndUse(context, request, withPrompt(insteadOfRefresh(request.target, false), prompt));
}
