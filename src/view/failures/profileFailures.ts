import { l10n } from 'vscode';
import { secretKind } from '../../profile/secretKind.ts';
import type { Facts, FailureText } from './text.ts';

/** What is missing here, and everything else. */
export function profileFailures({ name, profile, details }: Facts) {
  return {
    secretMissing: () => ({
      message: signs(details)
        ? l10n.t('{0} signs an assertion with a private key, and none is stored. It is asked for once.', name)
        : {
            clientSecret: l10n.t(
              '{0} authenticates with a client secret, and none is stored. It is asked for once.',
              name,
            ),
            privateKey: l10n.t('{0} authenticates with a private key, and none is stored. It is asked for once.', name),
            certificate: l10n.t(
              '{0} authenticates with a certificate, and none is stored. It is asked for once.',
              name,
            ),
          }[secretKind(profile)],
      remedies: [signs(details) ? 'enterKey' : 'enterSecret'],
    }),
    unexpected: () => ({
      message: l10n.t('Something unforeseen went wrong at {0}. The log has the details.', name),
      remedies: ['showLog', 'tryAgain', 'editProfile'],
    }),
  } satisfies Record<string, () => FailureText>;
}

/** Whether it is the key of an assertion that is missing (RFC 7523 §2.1). */
function signs({ reason }: Facts['details']): boolean {
  return reason === 'signingKey';
}
