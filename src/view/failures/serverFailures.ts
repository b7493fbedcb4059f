import { l10n } from 'vscode';
import type { Facts, FailureText } from './text.ts';

/** What the server says about itself, or does not. */
export function serverFailures({ details, name, host, profile }: Facts) {
  return {
    issuerMismatch: () => ({
      message: l10n.t(
        'The server at {0} calls itself “{1}”, but the issuer of {2} is “{3}”. Use the server’s own spelling as the issuer.',
        host,
        details.actual ?? '',
        name,
        details.expected ?? profile.issuer,
      ),
      remedies: ['editProfile', 'tryAgain'],
      key: 'issuer',
    }),
    issuerSlash: () => ({
      message: l10n.t(
        'Only a slash at the end is wrong: the server calls itself “{0}”, but the issuer of {1} is “{2}”. Issuers are compared to the letter.',
        details.actual ?? '',
        name,
        details.expected ?? profile.issuer,
      ),
      remedies: ['mendSlash', 'editProfile'],
      key: 'issuer',
    }),
    noDiscovery: () => ({
      message: l10n.t(
        'There is no OpenID Connect discovery document below {0}. Check the issuer of {1}; for a server without discovery, name its “endpoints” in the profile.',
        profile.issuer,
        name,
      ),
      remedies: ['editProfile', 'tryAgain'],
      key: 'issuer',
    }),
    endpointMissing: () => ({
      message: l10n.t(
        '{0} does not say where its “{1}” endpoint is. Name it under “endpoints” in {2}.',
        host,
        details.endpoint ?? '',
        name,
      ),
      remedies: ['editProfile'],
    }),
    insecure: () => ({
      message:
        details.reason === 'certificate'
          ? l10n.t(
              '{0} is no https address, and a client certificate is shown by TLS alone, so nothing was sent.',
              details.endpoint ?? profile.issuer,
            )
          : l10n.t(
              '{0} would be reached without encryption, so nothing was sent. Use an https address; plain http is only for this computer’s own addresses.',
              details.endpoint ?? profile.issuer,
            ),
      remedies: ['editProfile'],
      key: 'issuer',
    }),
  } satisfies Record<string, () => FailureText>;
}
