import { causeChain } from './causeChain.ts';
import { OAuthFailure } from './failure.ts';
import type { FailureCode, FailureDetails } from './failure.ts';

const byCode: Readonly<Record<string, FailureCode>> = {
  ENETUNREACH: 'offline',
  ENETDOWN: 'offline',
  EHOSTUNREACH: 'offline',
  EADDRNOTAVAIL: 'offline',
  // The resolver itself did not answer. Without a network this is what Linux says.
  EAI_AGAIN: 'offline',
  ENOTFOUND: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ECONNREFUSED: 'connectionRefused',
  ETIMEDOUT: 'requestTimedOut',
  UND_ERR_CONNECT_TIMEOUT: 'requestTimedOut',
  UND_ERR_HEADERS_TIMEOUT: 'requestTimedOut',
  UND_ERR_BODY_TIMEOUT: 'requestTimedOut',
  ECONNRESET: 'answerLost',
  ECONNABORTED: 'answerLost',
  EPIPE: 'answerLost',
  UND_ERR_SOCKET: 'answerLost',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'answerLost',
  UND_ERR_HEADERS_OVERFLOW: 'malformedAnswer',
  UND_ERR_RESPONSE: 'malformedAnswer',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  UND_ERR_PRX_TLS: 'tls',
};

const byPrefix: readonly (readonly [RegExp, FailureCode])[] = [
  [/^(CERT_|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/, 'tls'],
  [/^HPE_/, 'malformedAnswer'],
];

/** Alerts (RFC 8446 §6.2) by which a server says what it thinks of the client's certificate. */
const aboutCertificates: ReadonlySet<string> = new Set([
  'no_certificate',
  'bad_certificate',
  'unsupported_certificate',
  'certificate_revoked',
  'certificate_expired',
  'certificate_unknown',
  'unknown_ca',
  'access_denied',
  'certificate_required',
]);

/** What Chromium's network stack says, which VS Code can put behind the global `fetch`. */
const byChromiumName: readonly (readonly [RegExp, FailureCode])[] = [
  [/net::ERR_(INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|NETWORK_CHANGED)/, 'offline'],
  [/net::ERR_NAME_/, 'dns'],
  [/net::ERR_(CONNECTION_REFUSED|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED)/, 'connectionRefused'],
  [/net::ERR_(CERT_|SSL_)/, 'tls'],
  [/net::ERR_(CONNECTION_)?TIMED_OUT/, 'requestTimedOut'],
  [
    /net::ERR_(CONNECTION_RESET|CONNECTION_CLOSED|CONNECTION_ABORTED|EMPTY_RESPONSE|INCOMPLETE|CONTENT_LENGTH)/,
    'answerLost',
  ],
  [/net::ERR_/, 'unexpected'],
];

/** What the `fetch` of Chromium, Firefox and Safari says to a web page, and all that it says: why is not for pages to know. */
const byPage = /^(?:Failed to fetch|NetworkError when attempting|Load failed)/;

/** The reason of a failure in a browser: the server was not reached, or does not let web pages read its answers (CORS). */
export const crossOrigin = 'crossOrigin';

/**
 * Tells apart why `fetch` rejected. The reason is the error's code alone: messages and causes of a network stack can
 * hold what was sent.
 *
 * @param secrets What was sent and the log must not have.
 */
export function networkFailure(error: unknown, host: string, secrets: Iterable<string> = []): OAuthFailure {
  const trail = causeChain(error, secrets);
  const because = (code: FailureCode, reason: string, more: FailureDetails = {}): OAuthFailure =>
    new OAuthFailure(code, { host, reason, ...more }, { trail });
  for (const cause of causes(error)) {
    if (cause instanceof OAuthFailure) {
      return cause;
    }
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    const message = 'message' in cause && typeof cause.message === 'string' ? cause.message : '';
    if (message.includes('before secure TLS connection was established')) {
      return because('tls', code);
    }
    if (message.startsWith('Proxy response (')) {
      return because('connectionRefused', 'proxy', { status: Number(message.slice(16, 19)) });
    }
    const alert = alertOf(code, message);
    if (alert !== undefined) {
      return because(aboutCertificates.has(alert) ? 'certificateRefused' : 'tls', alert);
    }
    const failure = byCode[code] ?? firstMatch(byPrefix, code) ?? firstMatch(byChromiumName, message);
    if (failure === 'offline' && 'syscall' in cause && (cause.syscall === 'read' || cause.syscall === 'write')) {
      // The network went away under an open connection.
      return because('answerLost', code);
    }
    if (failure !== undefined) {
      return because(failure, code === '' ? 'network' : code);
    }
    // The body of an answer ended early.
    if (cause instanceof TypeError && message === 'terminated') {
      return because('answerLost', 'terminated');
    }
    if (message === 'bad port') {
      return because('portBlocked', message);
    }
    if (cause instanceof TypeError && byPage.test(message)) {
      return because('unexpected', crossOrigin);
    }
  }
  return because('unexpected', error instanceof Error ? error.name : typeof error);
}

/** The alert by which the server ended the handshake, as RFC 8446 §6.2 calls it: OpenSSL and BoringSSL write it in several ways. */
function alertOf(code: string, message: string): string | undefined {
  const said =
    /^ERR_SSL_\S+?_ALERT_(\w+)$/.exec(code) ?? /\b\w*(?:ssl|tls)\w*[_ ]alert[_ ](\w[\w ]{0,40}):/i.exec(message);
  return said?.[1]?.toLowerCase().replaceAll(' ', '_');
}

function firstMatch(table: readonly (readonly [RegExp, FailureCode])[], text: string): FailureCode | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}

/** The innermost first: `fetch failed` says nothing, its cause does. An AggregateError has one for each address tried. */
function causes(error: unknown, depth = 0): object[] {
  if (typeof error !== 'object' || error === null || depth > 5) {
    return [];
  }
  const inner = 'cause' in error ? causes(error.cause, depth + 1) : [];
  const each =
    'errors' in error && Array.isArray(error.errors) ? error.errors.flatMap((one) => causes(one, depth + 1)) : [];
  return [...inner, ...each, error];
}
