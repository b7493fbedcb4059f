import { l10n } from 'vscode';
import { safeText } from '../../token/display.ts';
import type { Facts, FailureText } from './text.ts';

/** What the token endpoint answers (RFC 6749 §5.2), and answers that do not pass their checks. */
export function tokenFailures({ details, name, host, said, profile }: Facts) {
  return {
    invalidGrant: () => ({
      message: l10n.t('{0} no longer accepts what was sent ({1}). Sign in again.', host, said),
      remedies: ['signIn', 'showLog'],
    }),
    invalidClient: () => ({
      message: l10n.t(
        '{0} does not know the client “{1}” or how it proves itself ({2}). Check “clientId” and “clientAuthentication” of {3}.',
        host,
        safeText(profile.clientId),
        said,
        name,
      ),
      remedies:
        profile.clientAuthentication === 'none'
          ? ['editProfile', 'tryAgain']
          : ['enterSecret', 'editProfile', 'tryAgain'],
    }),
    invalidScope: () => ({
      message: l10n.t('{0} does not accept the scopes that {1} asks for ({2}). Check “scopes”.', host, name, said),
      remedies: ['editProfile', 'tryAgain'],
    }),
    invalidTarget: () => ({
      message: l10n.t(
        '{0} gives no token for this API ({1}). Check “audience” or “resource” of {2}, and that the client may use the API.',
        host,
        said,
        name,
      ),
      remedies: ['editProfile', 'signIn'],
    }),
    tokenRequestRefused: () => ({
      message: l10n.t('{0} refused to issue a token: {1}.', host, said),
      remedies: ['editProfile', 'tryAgain', 'showLog'],
    }),
    tokenNotAccepted: () => ({
      message: l10n.t(
        '{0} does not accept this token ({1}). It may be expired, revoked or for another purpose.',
        host,
        said,
      ),
      remedies: ['signIn', 'showLog'],
    }),
    malformedAnswer: () => ({
      message: l10n.t(
        'The answer of {0} breaks the protocol ({1}), so it was not used. Your sessions are kept.',
        host,
        details.reason ?? l10n.t('no reason given'),
      ),
      remedies: ['tryAgain', 'showLog'],
    }),
    idTokenInvalid: () => ({
      message: l10n.t(
        'The ID token from {0} does not pass its checks ({1}), so nobody was signed in. Check the issuer and the client ID of {2}.',
        host,
        details.reason ?? l10n.t('no reason given'),
        name,
      ),
      remedies: ['tryAgain', 'editProfile', 'showLog'],
    }),
  } satisfies Record<string, () => FailureText>;
}
