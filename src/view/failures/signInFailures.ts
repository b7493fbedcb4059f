import { l10n } from 'vscode';
import { safeText } from '../../token/display.ts';
import type { Facts, FailureText } from './text.ts';

/** Between the browser and the loopback listener (RFC 8252 §7.3). */
export function signInFailures(facts: Facts) {
  const { details, name, host, profile } = facts;
  return {
    signInTimedOut: () => ({
      message: l10n.t(
        'Nobody came back from the browser in time, so the sign-in at {0} was ended. Try again, and finish the page that opens.',
        name,
      ),
      remedies: ['tryAgain'],
    }),
    portInUse: () => ({
      message: l10n.t(
        'Port {0} is in use by another program, perhaps by a sign-in that waits in another window. The redirect URI of {1} needs exactly this port. End the other program and try again, or choose another redirect URI here and at the provider.',
        String(details.port ?? ''),
        name,
      ),
      remedies: ['tryAgain', 'editProfile'],
    }),
    listenerFailed: () => ({
      message: l10n.t(
        'This computer did not let Token Inspector listen at {0} for the answer of the sign-in ({1}). Check the redirect URI of {2}.',
        profile.redirectUri,
        details.reason ?? l10n.t('no reason given'),
        name,
      ),
      remedies: ['tryAgain', 'editProfile', 'showLog'],
    }),
    browserNotOpened: () => ({
      message: l10n.t('The browser was not opened, so nobody signed in at {0}. Nothing has changed.', name),
      remedies: ['tryAgain'],
    }),
    authorizationRefused: () => refused(facts),
    authorizationResponseInvalid: () => ({
      message: l10n.t(
        'The answer that came back from the browser does not belong to this sign-in or to {0}, so it was not used. Try again. If it happens every time, check the issuer of {1}.',
        host,
        name,
      ),
      remedies: ['tryAgain', 'editProfile', 'showLog'],
    }),
    subjectChanged: () => ({
      message: l10n.t(
        'The browser came back with another account than the one that was asked for. Nothing was changed. Sign out of {0} in the browser, or choose the right account there.',
        host,
      ),
      remedies: ['tryAgain'],
    }),
  } satisfies Record<string, () => FailureText>;
}

/** The server's own `error=`, with what it usually means for the profile (OIDC Core §3.1.2.6, RFC 6749 §4.1.2.1). */
function refused({ details, name, host, profile, said }: Facts): FailureText {
  switch (details.error) {
    case 'access_denied':
      return {
        message: l10n.t(
          'The sign-in was declined in the browser ({0}). Nothing has changed. If you did not decline it yourself, the account or the client may lack the permission at {1}.',
          said,
          host,
        ),
        remedies: ['tryAgain', 'editProfile'],
      };
    case 'invalid_scope':
      return {
        message: l10n.t('{0} does not accept the scopes that {1} asks for ({2}). Check “scopes”.', host, name, said),
        remedies: ['editProfile', 'tryAgain'],
      };
    case 'unauthorized_client':
    case 'unsupported_response_type':
      return {
        message: l10n.t(
          'The client “{0}” may not sign in this way ({1}). Allow the authorization code grant with PKCE for it at {2}.',
          safeText(profile.clientId),
          said,
          host,
        ),
        remedies: ['editProfile', 'tryAgain'],
      };
    case 'invalid_target':
      return {
        message: l10n.t('{0} knows no such API ({1}). Check “audience” or “resource” of {2}.', host, said, name),
        remedies: ['editProfile', 'tryAgain'],
      };
    case 'login_required':
    case 'interaction_required':
    case 'consent_required':
    case 'account_selection_required':
      return {
        message: l10n.t('{0} wants you to sign in yourself ({1}).', host, said),
        remedies: ['tryAgain'],
      };
    default:
      return {
        message: l10n.t('{0} refused the sign-in: {1}.', host, said),
        remedies: ['tryAgain', 'editProfile', 'showLog'],
      };
  }
}
