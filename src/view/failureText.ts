import { l10n } from 'vscode';
import type { FailureCode, FailureDetails, OAuthFailure } from '../oauth/failure.ts';
import type { Profile } from '../profile/profile.ts';
import { safeText } from '../token/display.ts';

/** What a person can do about a failure; `command/report.ts` turns each into a button. */
export type Remedy = 'tryAgain' | 'editProfile' | 'enterSecret' | 'signIn' | 'showLog' | 'reloadWindow';

export interface FailureText {
  /** What happened, why, and what to do. */
  readonly message: string;
  /** The button that mends it comes first. */
  readonly remedies: readonly Remedy[];
}

/** The one place where a failure of the protocol becomes a sentence. `cancelled` never gets here: it is no failure. */
export function failureText(failure: OAuthFailure, profile: Profile): FailureText {
  const details = readable(failure.details);
  const name = profile.name;
  const host = details.host ?? hostOf(profile.issuer);
  const said = serverWords(failure);

  const texts: Record<Exclude<FailureCode, 'cancelled'>, () => FailureText> = {
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
    authorizationRefused: () => refused(failure, profile, said),
    authorizationResponseInvalid: () => ({
      message: l10n.t(
        'The answer that came back from the browser does not belong to this sign-in or to {0}, so it was not used. Try again. If it happens every time, check the issuer of {1}.',
        host,
        name,
      ),
      remedies: ['tryAgain', 'editProfile', 'showLog'],
    }),
    issuerMismatch: () => ({
      message: l10n.t(
        'The server at {0} calls itself “{1}”, but the issuer of {2} is “{3}”. Use the server’s own spelling as the issuer.',
        host,
        details.actual ?? '',
        name,
        details.expected ?? profile.issuer,
      ),
      remedies: ['editProfile', 'tryAgain'],
    }),
    issuerSlash: () => ({
      message: l10n.t(
        'Only a slash at the end is wrong: the server calls itself “{0}”, but the issuer of {1} is “{2}”. Issuers are compared to the letter.',
        details.actual ?? '',
        name,
        details.expected ?? profile.issuer,
      ),
      remedies: ['editProfile', 'tryAgain'],
    }),
    noDiscovery: () => ({
      message: l10n.t(
        'There is no OpenID Connect discovery document below {0}. Check the issuer of {1}; for a server without discovery, name its “endpoints” in the profile.',
        profile.issuer,
        name,
      ),
      remedies: ['editProfile', 'tryAgain'],
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
      message: l10n.t(
        '{0} would be reached without encryption, so nothing was sent. Use an https address; plain http is only for this computer’s own addresses.',
        details.endpoint ?? profile.issuer,
      ),
      remedies: ['editProfile'],
    }),
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
    }),
    connectionRefused: () => ({
      message: l10n.t(
        'Nobody answers at {0}: the connection was refused. Is the authorization server running? Your sessions are kept.',
        host,
      ),
      remedies: ['tryAgain', 'editProfile'],
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
    subjectChanged: () => ({
      message: l10n.t(
        'The browser came back with another account than the one that was asked for. Nothing was changed. Sign out of {0} in the browser, or choose the right account there.',
        host,
      ),
      remedies: ['tryAgain'],
    }),
    secretMissing: () => ({
      message: l10n.t('{0} authenticates with a client secret, and none is stored. It is asked for once.', name),
      remedies: ['enterSecret'],
    }),
    unsupportedGrant: () => ({
      message: l10n.t(
        'This version cannot sign in with the grant “{0}” of {1}. Use “authorizationCode”.',
        profile.grant,
        name,
      ),
      remedies: ['editProfile'],
    }),
    unexpected: () => ({
      message: l10n.t('Something unforeseen went wrong at {0}. The log has the details.', name),
      remedies: ['showLog', 'tryAgain', 'editProfile'],
    }),
  };
  return texts[failure.code === 'cancelled' ? 'unexpected' : failure.code]();
}

/** The server's own `error=`, with what it usually means for the profile (OIDC Core §3.1.2.6, RFC 6749 §4.1.2.1). */
function refused(failure: OAuthFailure, profile: Profile, said: string): FailureText {
  const host = hostOf(profile.issuer);
  switch (failure.details.error) {
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
        message: l10n.t(
          '{0} does not accept the scopes that {1} asks for ({2}). Check “scopes”.',
          host,
          profile.name,
          said,
        ),
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
        message: l10n.t(
          '{0} knows no such API ({1}). Check “audience” or “resource” of {2}.',
          host,
          said,
          profile.name,
        ),
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

/** The facts as they may stand in a sentence: what a stranger wrote is cut and made visible. */
function readable(details: FailureDetails): FailureDetails {
  const facts = Object.entries(details).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? safeText(value) : value,
  ]);
  return Object.fromEntries(facts) as FailureDetails;
}

function serverWords(failure: OAuthFailure): string {
  const { error, description, status } = readable(failure.details);
  const words = [error, description].filter((part): part is string => part !== undefined && part !== '');
  if (words.length > 0) return words.join(': ').replace(/\.$/, '');
  return status === undefined ? l10n.t('no reason given') : `HTTP ${status}`;
}

function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}
