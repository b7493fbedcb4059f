import { l10n } from 'vscode';
import type { Facts, FailureText } from './text.ts';

/** On the way to the server, and when it has a problem of its own. None of them ends a session. */
export function networkFailures({ details, name, host }: Facts) {
  return {
    offline: () => ({
      message: l10n.t('This computer seems to be offline: {0} was not reached. Your session is kept.', host),
      remedies: ['tryAgain'],
    }),
    dns: () => ({
      message: l10n.t(
        'The name {0} was not found. Check the issuer of {1} for a typing error, or the network (a VPN that is off?). Your sessions are kept.',
        host,
        name,
      ),
      remedies: ['tryAgain', 'editProfile'],
      key: 'issuer',
    }),
    connectionRefused: () => ({
      message: l10n.t(
        'Nobody answers at {0}: the connection was refused. Is the authorization server running? Your sessions are kept.',
        host,
      ),
      remedies: ['tryAgain', 'editProfile'],
      key: 'issuer',
    }),
    portBlocked: () => ({
      message: l10n.t(
        'Nothing connects to {0}: its port belongs to another protocol, and web clients refuse to use it. Let the authorization server listen at another port.',
        host,
      ),
      remedies: ['editProfile', 'tryAgain'],
      key: 'issuer',
    }),
    tls: () => ({
      message: l10n.t(
        'No secure connection to {0} ({1}). If your company has its own certificate authority, add it to the system’s certificates; VS Code uses those.',
        host,
        details.reason ?? l10n.t('no reason given'),
      ),
      remedies: ['tryAgain', 'showLog'],
    }),
    requestTimedOut: () => ({
      message: l10n.t('{0} did not answer in time. Your sessions are kept.', host),
      remedies: ['tryAgain'],
    }),
    answerLost: () => ({
      message: l10n.t(
        'The connection to {0} broke before its answer arrived. The server may have acted on the request all the same; trying again soon usually works.',
        host,
      ),
      remedies: ['tryAgain', 'signIn'],
    }),
    notJson: () => ({
      message: l10n.t(
        '{0} answered with a page instead of data: often a proxy or a network’s login page in between. Open any web page in the browser, then try again. Your sessions are kept.',
        host,
      ),
      remedies: ['tryAgain', 'showLog'],
    }),
    serverError: () => ({
      message: l10n.t(
        '{0} has a problem of its own (HTTP {1}). Your sessions are kept; try again in a while.',
        host,
        String(details.status ?? 500),
      ),
      remedies: ['tryAgain', 'showLog'],
    }),
    rateLimited: () => ({
      message:
        details.retryAfter === undefined
          ? l10n.t('{0} asks to slow down (too many requests). Try again in a while.', host)
          : l10n.t('{0} asks to slow down: try again in {1} seconds.', host, String(details.retryAfter)),
      remedies: ['tryAgain'],
    }),
  } satisfies Record<string, () => FailureText>;
}
