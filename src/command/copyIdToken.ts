import * as vscode from 'vscode';
import type { Profile } from '../profile/profile.ts';
import { signInProfile } from '../profile/signInProfile.ts';
import type { Session } from '../session/session.ts';
import { decode } from '../token/decode.ts';
import { safeText } from '../token/display.ts';
import { remaining } from '../view/remaining.ts';
import { confirmCopied, copyToken } from './clipboard.ts';
import type { CommandContext } from './context.ts';
import { showError } from './message.ts';
import { report } from './report.ts';
import { signInAndTell } from './signIn.ts';
import { resolveAccount } from './target.ts';

/** Copies the ID token of an account; one that is too old is replaced by a refresh, where the server sends a new one. */
export async function copyIdToken(context: CommandContext, argument: unknown): Promise<void> {
  const target = await resolveAccount(context, argument);
  if (target === undefined) return;
  const { session } = target;
  const profile = signInProfile(target.profile);
  if (session.client === true) {
    void showError(
      vscode.l10n.t('{0} gets tokens for the client itself. Nobody signs in, so there is no ID token.', profile.name),
    );
    return;
  }
  if (session.idToken !== undefined && isFresh(context, session, session.idToken))
    return copy(context, session, session.idToken);
  try {
    await context.sessions.refresh(session.id, profile, profile.apis[0]);
  } catch (error) {
    if (session.idToken === undefined) {
      const again = (): Promise<void> => copyIdToken(context, argument);
      report(context, error, profile, {
        tryAgain: again,
        signIn: () => signInAndTell(context, profile, profile.apis[0], { session }),
      });
      return;
    }
    context.log.warn(`${profile.name}: no newer ID token (${error instanceof Error ? error.message : 'unknown'})`);
  }
  const { sessions } = await context.sessions.list();
  const current = sessions.find(({ id }) => id === session.id) ?? session;
  const newest = current.idToken ?? session.idToken;
  if (newest !== undefined && isFresh(context, current, newest)) return copy(context, current, newest);
  offerSignIn(context, profile, current, newest);
}

async function copy(context: CommandContext, session: Session, idToken: string): Promise<void> {
  const clearAfter = context.settings.clearClipboardAfter();
  await copyToken(idToken, clearAfter);
  confirmCopied(vscode.l10n.t('ID token copied ({0})', remaining(expiry(session, idToken))), clearAfter);
}

function offerSignIn(context: CommandContext, profile: Profile, session: Session, expired: string | undefined): void {
  const signIn = vscode.l10n.t('Sign In');
  const copyAnyway = vscode.l10n.t('Copy the Expired One');
  const message =
    expired === undefined
      ? vscode.l10n.t(
          '{0} issued no ID token for {1}. It comes with the “openid” scope.',
          profile.name,
          safeText(session.label),
        )
      : vscode.l10n.t('The ID token of {0} is too old, and a refresh brings no newer one.', safeText(session.label));
  const buttons = expired === undefined ? [signIn] : [signIn, copyAnyway];
  void showError(message, ...buttons).then((chosen) => {
    if (chosen === signIn) return signInAndTell(context, profile, profile.apis[0], { session });
    if (chosen === copyAnyway && expired !== undefined) return copy(context, session, expired);
    return undefined;
  });
}

function isFresh(context: CommandContext, session: Session, idToken: string): boolean {
  const expiresAt = expiry(session, idToken);
  return expiresAt === undefined || expiresAt - Date.now() / 1000 >= context.settings.minimumLifetime();
}

/** The `exp` claim (OIDC Core §2), which is by the server's clock, as seconds since the epoch by this machine's. */
function expiry({ clockSkew = 0 }: Session, idToken: string): number | undefined {
  const decoded = decode(idToken);
  const exp = decoded.kind === 'jwt' ? decoded.claims['exp'] : undefined;
  return typeof exp === 'number' ? exp - clockSkew : undefined;
}
