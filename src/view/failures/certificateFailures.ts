import { l10n } from 'vscode';
import type { Facts, FailureText } from './text.ts';

/** What a server says of a client's certificate in the handshake, or behind it, before it has read the request. */
export function certificateFailures(facts: Facts) {
  return { certificateRefused: () => refused(facts) } satisfies Record<string, () => FailureText>;
}

function refused({ profile, details, name, host }: Facts): FailureText {
  const reason = details.reason ?? '';
  if (profile.clientAuthentication !== 'tlsClientAuth') {
    return {
      message: l10n.t(
        '{0} wants a client certificate ({1}). Set “clientAuthentication” of {2} to “tlsClientAuth”: the certificate is then asked for once.',
        ...[host, reason, name],
      ),
      remedies: ['editProfile', 'tryAgain'],
      key: 'clientAuthentication',
    };
  }
  return {
    message:
      reason === 'expired'
        ? l10n.t('The client certificate of {0} has expired, so nothing was sent. Enter the new one.', name)
        : l10n.t(
            '{0} did not accept the client certificate of {1} ({2}). Enter the one that it knows, with the whole chain of its authority.',
            ...[host, name, reason],
          ),
    remedies: ['enterSecret', 'tryAgain'],
  };
}
