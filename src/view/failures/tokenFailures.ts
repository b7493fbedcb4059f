import { l10n } from 'vscode';
import { refusalText } from './refusalText.ts';
import type { Facts, FailureText } from './text.ts';

/** What the token endpoint answers (RFC 6749 §5.2), and answers that do not pass their checks. */
export function tokenFailures(facts: Facts) {
  const { details, name, host, said } = facts;
  const refused = (): FailureText => ({
    message: l10n.t('{0} refused to issue a token: {1}.', host, said),
    remedies: ['editProfile', 'tryAgain', 'showLog'],
  });
  return {
    invalidGrant: () => refusalText(facts, 'token', 'invalid_grant') ?? refused(),
    invalidClient: () => refusalText(facts, 'token', 'invalid_client') ?? refused(),
    invalidScope: () => refusalText(facts, 'token', 'invalid_scope') ?? refused(),
    invalidTarget: () => refusalText(facts, 'token', 'invalid_target') ?? refused(),
    tokenRequestRefused: () => refusalText(facts, 'token') ?? refused(),
    tokenNotAccepted: () => ({
      message: l10n.t(
        '{0} does not accept this token ({1}). It may be expired, revoked or for another purpose.',
        host,
        said,
      ),
      remedies: ['signIn', 'showLog'],
    }),
    notAccessToken: () => ({
      message: l10n.t(
        '{0} answered the exchange with something that is no access token ({1}), so it was not used. Check “tokenParameters” of {2}: “requested_token_type” says what is asked for.',
        host,
        details.actual ?? '',
        name,
      ),
      remedies: ['editProfile', 'tryAgain', 'showLog'],
      key: 'tokenParameters',
    }),
    malformedAnswer: () => ({
      message:
        details.reason === 'encrypted'
          ? l10n.t('The answer of {0} is encrypted for the client application, so it cannot be read here.', host)
          : l10n.t(
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
      key: 'issuer',
    }),
  } satisfies Record<string, () => FailureText>;
}
