import * as vscode from 'vscode';
import { authority } from '../profile/authority.ts';
import type { Profile } from '../profile/profile.ts';
import { signsAssertions } from '../profile/signer.ts';
import { signInProfile } from '../profile/signInProfile.ts';
import { safeText } from '../token/display.ts';
import { confirm } from './clipboard.ts';
import type { CommandContext } from './context.ts';
import { showInformation, showWarning } from './message.ts';
import { report } from './report.ts';
import { resolveAccount, type AccountTarget } from './target.ts';

/** Revokes the refresh token where the server can (RFC 7009), and forgets the session in any case. */
export async function signOut(context: CommandContext, argument: unknown): Promise<void> {
  const target = await resolveAccount(context, argument);
  if (target === undefined) return;
  try {
    await endSession(context, target);
  } catch (error) {
    const again = (): Promise<void> => signOut(context, argument);
    report(context, error, target.profile, { tryAgain: again, signIn: again });
  }
}

/**
 * Signs out one account, and says what became of its refresh token.
 *
 * @throws StoreFailure when the session could not be removed
 */
export async function endSession(context: CommandContext, target: AccountTarget): Promise<void> {
  const { session } = target;
  const profile = signInProfile(target.profile);
  const { revoked } = await context.sessions.signOut(session.id, profile);
  const who = safeText(session.label);
  if (session.client === true) {
    await forgetSecret(context, profile);
    confirm(
      signsAssertions(profile)
        ? vscode.l10n.t('Tokens and key of the client {0} forgotten', who)
        : vscode.l10n.t('Tokens and secret of the client {0} forgotten', who),
    );
    return;
  }
  switch (revoked) {
    case 'revoked':
      confirm(vscode.l10n.t('{0} signed out; the server revoked the refresh token', who));
      return;
    case 'nothingToRevoke':
      confirm(vscode.l10n.t('{0} signed out', who));
      return;
    case 'notSupported':
      showInformation(
        vscode.l10n.t(
          '{0} is signed out here. The server of {1} offers no revocation, so tokens that were copied work until they expire.',
          who,
          profile.name,
        ),
      );
      return;
    case 'failed':
      showWarning(
        vscode.l10n.t(
          '{0} is signed out here, but the server of {1} could not be asked to revoke the refresh token. To be sure, end the session there.',
          who,
          profile.name,
        ),
      );
  }
}

/** With its secret the client would have a new token at once. It stays where a person is signed in with the same client. */
async function forgetSecret(context: CommandContext, profile: Profile): Promise<void> {
  const { sessions } = await context.sessions.list();
  if (sessions.some((session) => authority(session) === authority(profile))) return;
  await context.secrets.forget(profile);
}
