import * as vscode from 'vscode';
import type { AccessToken } from '../session/session.ts';
import { browserMayDo, SignInNeeded } from '../session/signInNeeded.ts';
import { signInNeededText } from '../view/signInNeededText.ts';
import type { CommandContext } from './context.ts';
import { insteadOfRefresh } from './insteadOfRefresh.ts';
import { showWarning } from './message.ts';
import { report } from './report.ts';
import type { ApiTarget } from './target.ts';

export interface FreshTokenRequest {
  readonly target: ApiTarget;
  /** Seconds that the token must still live. */
  readonly minimumLifetime: number;
  /** The title of the button that leads through a sign-in to what was asked for, e.g. "Sign In and Copy". */
  readonly signInTitle: string;
  /** What was asked for; also what the buttons come back to. */
  use(token: AccessToken): unknown;
}

/**
 * Gets a token that lives long enough and hands it to `use`: from the session, by a refresh, or, where there is no
 * other way, by a sign-in that the user is offered. Resolves once the token was used or the offer stands on screen.
 */
export async function withFreshToken(context: CommandContext, request: FreshTokenRequest): Promise<void> {
  const { target, minimumLifetime } = request;
  const { profile, api, session } = target;
  const again = (): Promise<void> => withFreshToken(context, request);
  const signIn = (silentFirst = false): Promise<void> => signInAndUse(context, request, silentFirst);
  if (session === undefined) {
    offerSignIn(vscode.l10n.t('Nobody is signed in at {0} yet.', profile.name), request, () => signIn());
    return;
  }
  try {
    const token = await vscode.window.withProgress({ location: { viewId: 'tokenInspector.tokens' } }, () =>
      context.sessions.accessToken(session.id, profile, api, { minimumLifetime }),
    );
    await request.use(token);
  } catch (error) {
    if (error instanceof SignInNeeded) {
      offerSignIn(signInNeededText(error, profile, api), request, () => signIn(browserMayDo(error)));
    } else {
      report(context, error, profile, { tryAgain: again, signIn: () => signIn() });
    }
  }
}

/** Signs in for this API and account, and uses the token that comes with it. */
async function signInAndUse(context: CommandContext, request: FreshTokenRequest, silentFirst = false): Promise<void> {
  const { profile, api } = request.target;
  try {
    const signedIn = await context.signIns.signIn(profile, api, insteadOfRefresh(request.target, silentFirst));
    const token = await context.sessions.accessToken(signedIn.id, profile, api, { minimumLifetime: 0 });
    await request.use(token);
  } catch (error) {
    const again = (): Promise<void> => signInAndUse(context, request);
    if (error instanceof SignInNeeded) offerSignIn(signInNeededText(error, profile, api), request, again);
    else report(context, error, profile, { tryAgain: again, signIn: again });
  }
}

function offerSignIn(message: string, request: FreshTokenRequest, signIn: () => unknown): void {
  void showWarning(message, request.signInTitle).then((chosen) => {
    if (chosen !== undefined) return signIn();
    return undefined;
  });
}
