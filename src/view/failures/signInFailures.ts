import { l10n } from 'vscode';
import { refusalText } from './refusalText.ts';
import type { Facts, FailureText } from './text.ts';

/** In the browser, and between it and the loopback listener (RFC 8252 §7.3). */
export function signInFailures(facts: Facts) {
  const { details, name, host, profile, said } = facts;
  return {
    signInTimedOut: () => ({
      message: l10n.t(
        'Nobody came back from the browser in time, so the sign-in at {0} was ended. Try again, and finish the page that opens. If it shows an error, copy that, and “Explain Error” says what to change.',
        name,
      ),
      remedies: ['tryAgain', 'otherFlow', 'explainError'],
    }),
    deviceCodeExpired: () => ({
      message: l10n.t(
        'Nobody confirmed the code in the browser before it expired, so the sign-in at {0} was ended. Try again: a new code comes.',
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
      remedies: ['tryAgain', 'otherFlow', 'editProfile'],
      key: 'redirectUri',
    }),
    listenerFailed: () => ({
      message: l10n.t(
        'This computer did not let Token Inspector listen at {0} for the answer of the sign-in ({1}). Check the redirect URI of {2}.',
        profile.redirectUri,
        details.reason ?? l10n.t('no reason given'),
        name,
      ),
      remedies: ['tryAgain', 'otherFlow', 'editProfile'],
      key: 'redirectUri',
    }),
    browserNotOpened: () => ({
      message: l10n.t('The browser was not opened, so nobody signed in at {0}. Nothing has changed.', name),
      remedies: ['tryAgain', 'otherFlow'],
    }),
    authorizationRefused: () =>
      refusalText(facts, 'authorization') ?? {
        message: l10n.t('{0} refused the sign-in: {1}.', host, said),
        remedies: ['tryAgain', 'editProfile', 'showLog'],
      },
    authorizationResponseInvalid: () => ({
      message: l10n.t(
        'The answer that came back from the browser does not belong to this sign-in or to {0}, so it was not used. Try again. If it happens every time, check the issuer of {1}.',
        host,
        name,
      ),
      remedies: ['tryAgain', 'editProfile', 'showLog'],
      key: 'issuer',
    }),
    subjectChanged: () => ({
      message: l10n.t(
        'Somebody else is signed in at {0} than the account that this was for, so nothing has changed. Keep the other account as a second one, or try again and choose at the server who signs in.',
        host,
      ),
      remedies: ['keepBoth', 'tryAgain'],
    }),
  } satisfies Record<string, () => FailureText>;
}
