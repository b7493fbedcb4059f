/**
 * What can go wrong on the way to a token, each apart, because each needs another sentence and another button.
 * The sentences are the view's business (`view/failureText.ts`); this room only says what happened.
 */
export type FailureCode =
  /** The user cancelled, or a newer sign-in took this one's place. Never shown as an error. */
  | 'cancelled'
  /** Nobody came back from the browser in time. */
  | 'signInTimedOut'
  /** Nobody confirmed the code of the device flow in time (RFC 8628 §3.5, `expired_token`). */
  | 'deviceCodeExpired'
  /** `details.port` is taken by another program. */
  | 'portInUse'
  /** The loopback listener could not be opened for another reason. */
  | 'listenerFailed'
  | 'browserNotOpened'
  /** The authorization server answered with `error=` (RFC 6749 §4.1.2.1); its words are in `details`. */
  | 'authorizationRefused'
  /** The answer was another issuer's (RFC 9207 §2.4), or otherwise not the answer to this request. */
  | 'authorizationResponseInvalid'
  /** Discovery answered for another issuer; `details.expected`, `details.actual`. */
  | 'issuerMismatch'
  /** As above, and a trailing slash is the whole difference. */
  | 'issuerSlash'
  /** The issuer has no discovery document (404 or not JSON) and the profile names no endpoints. */
  | 'noDiscovery'
  /** An endpoint that is needed is missing from the metadata; `details.endpoint`. */
  | 'endpointMissing'
  /** Plain HTTP towards a host that is not a loopback address. */
  | 'insecure'
  | 'offline'
  | 'dns'
  | 'connectionRefused'
  /** A port that `fetch` connects to for nobody (WHATWG Fetch, "bad port"). */
  | 'portBlocked'
  | 'tls'
  /** A server ended the handshake, or answered with a page, because of the client's certificate or the want of one (RFC 8705 §2). */
  | 'certificateRefused'
  | 'requestTimedOut'
  /** The connection broke after the request was sent: the answer is lost, and the server may have acted on it. */
  | 'answerLost'
  /** A page instead of JSON: a proxy, a captive portal, a login page. */
  | 'notJson'
  /** 5xx; `details.status`. */
  | 'serverError'
  /** 429; `details.retryAfter` in seconds where the server said so. */
  | 'rateLimited'
  /** The refresh token (or code) is expired, revoked or somebody else's (RFC 6749 §5.2). The only end of a session. */
  | 'invalidGrant'
  | 'invalidClient'
  | 'invalidScope'
  /** `invalid_target` (RFC 8707 §2). */
  | 'invalidTarget'
  /** Any other `error` of the token endpoint. */
  | 'tokenRequestRefused'
  /** The server that is asked about an access token does not take it (RFC 6750 §3.1). */
  | 'tokenNotAccepted'
  /** An answer that breaks the protocol: too large, a redirect, fields missing or of the wrong type. */
  | 'malformedAnswer'
  /** An exchange brought another kind of token; `details.actual` (RFC 8693 §2.2.1). */
  | 'notAccessToken'
  /** OIDC Core §3.1.3.7, the signature included; `details.reason`. */
  | 'idTokenInvalid'
  /** A refresh or a repeated sign-in answered for somebody else (OIDC Core §12.2). */
  | 'subjectChanged'
  /** The profile authenticates with a client secret, a private key or a certificate and none is known. */
  | 'secretMissing'
  | 'unexpected';

/** Facts for the sentence. Never a token, code, verifier, secret or assertion. */
export interface FailureDetails {
  /** The server's own `error`, `error_description` and `error_uri`. Text from a stranger. */
  readonly error?: string;
  readonly description?: string;
  readonly uri?: string;
  /** As Entra ID sends it: the claims by which the user must sign in first, as JSON. Text from a stranger. */
  readonly claims?: string;
  readonly issuer?: string;
  /** The name of the profile that failed, where it is not the one that was asked for: its token was to be exchanged. */
  readonly profile?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly endpoint?: string;
  readonly host?: string;
  readonly port?: number;
  readonly status?: number;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly reason?: string;
}

/** Thrown by everything in `oauth/`. The message is for the log and holds no secret. */
export class OAuthFailure extends Error {
  readonly code: FailureCode;
  readonly details: FailureDetails;
  /** For the log: the errors that it came from, without what may be a secret (`causeChain`). */
  readonly trail: string | undefined;

  constructor(code: FailureCode, details: FailureDetails = {}, options?: { cause?: unknown; trail?: string }) {
    super(describe(code, details), options);
    this.name = 'OAuthFailure';
    this.code = code;
    this.details = details;
    this.trail = options?.trail;
  }
}

/** A failure of another profile than the one that was asked for; whatever else it is as it is. */
export function ofProfile(error: unknown, profile: string): unknown {
  if (!(error instanceof OAuthFailure) || error.code === 'cancelled') return error;
  const { code, details, cause, trail } = error;
  return new OAuthFailure(code, { ...details, profile }, { cause, ...(trail !== undefined && { trail }) });
}

function describe(code: FailureCode, details: FailureDetails): string {
  const facts = Object.entries(details).map(([key, value]) => `${key}=${oneLine(String(value))}`);
  return facts.length === 0 ? code : `${code} (${facts.join(', ')})`;
}

/** Some facts are a server's words: they must not forge a second log line, reorder this one or fill the disk. */
function oneLine(fact: string): string {
  return fact.slice(0, 2000).replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ');
}
