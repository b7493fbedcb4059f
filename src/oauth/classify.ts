import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { causeChain } from './causeChain.ts';
import { OAuthFailure } from './failure.ts';
import type { FailureCode, FailureDetails } from './failure.ts';
import { endpointName } from './endpoint.ts';
import { serverWords } from './serverWords.ts';

/** RFC 6749 §5.2, RFC 8707 §2, and what servers say instead. */
const byError: Readonly<Record<string, FailureCode>> = {
  invalid_grant: 'invalidGrant',
  // GitHub's names.
  bad_refresh_token: 'invalidGrant',
  bad_verification_code: 'invalidGrant',
  invalid_client: 'invalidClient',
  incorrect_client_credentials: 'invalidClient',
  invalid_scope: 'invalidScope',
  invalid_target: 'invalidTarget',
  temporarily_unavailable: 'serverError',
  server_error: 'serverError',
  slow_down: 'rateLimited',
  expired_token: 'deviceCodeExpired',
};

/**
 * What an error of this room, of openid-client or of the network means. The error itself is never kept as a `cause`:
 * openid-client hangs the whole answer, tokens included, on its errors.
 *
 * @param secrets What was sent, so that a server that repeats it is not quoted.
 */
export function toFailure(error: unknown, secrets: Iterable<string> = []): OAuthFailure {
  const own = ownFailure(error);
  if (own !== undefined) {
    return own;
  }
  if (error instanceof ResponseBodyError) {
    const code = Object.hasOwn(byError, error.error) ? byError[error.error] : undefined;
    return new OAuthFailure(code ?? 'tokenRequestRefused', {
      status: error.status,
      ...serverWords(error.cause, secrets),
    });
  }
  if (error instanceof AuthorizationResponseError) {
    return new OAuthFailure('authorizationRefused', serverWords(Object.fromEntries(error.cause), secrets));
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    const words = serverWords(error.cause[0]?.parameters, secrets);
    return new OAuthFailure(error.status === 401 ? 'invalidClient' : 'tokenRequestRefused', {
      status: error.status,
      ...words,
    });
  }
  if (error instanceof ClientError) {
    return protocolFailure(error);
  }
  return new OAuthFailure(
    'unexpected',
    { reason: error instanceof Error ? error.name : typeof error },
    { trail: causeChain(error, secrets) },
  );
}

/** openid-client wraps what its `fetch` throws. */
function ownFailure(error: unknown): OAuthFailure | undefined {
  let inner = error;
  for (let depth = 0; depth < 5 && inner instanceof Error; depth++) {
    if (inner instanceof OAuthFailure) {
      return inner;
    }
    inner = inner.cause;
  }
  return undefined;
}

/** An answer that breaks the protocol. oauth4webapi's messages are fixed sentences, its causes hold the answer. */
function protocolFailure(error: ClientError): OAuthFailure {
  const message = error.cause instanceof Error ? error.cause.message : error.message;
  const facts = error.cause instanceof Error && isRecord(error.cause.cause) ? error.cause.cause : {};
  switch (error.code) {
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return idToken({ reason: typeof facts['claim'] === 'string' ? facts['claim'] : 'claims' });
    case 'OAUTH_HTTP_REQUEST_FORBIDDEN':
    case 'OAUTH_REQUEST_PROTOCOL_FORBIDDEN':
      return new OAuthFailure('insecure', facts instanceof URL ? { endpoint: facts.origin + facts.pathname } : {});
    case 'OAUTH_MISSING_SERVER_METADATA':
      return new OAuthFailure('endpointMissing', { endpoint: endpointName(String(facts['attribute'])) });
    case 'OAUTH_INVALID_SERVER_METADATA':
      return new OAuthFailure('malformedAnswer', {
        reason: 'metadata',
        endpoint: endpointName(String(facts['attribute'])),
      });
    case 'OAUTH_TIMEOUT':
      return new OAuthFailure('requestTimedOut');
    case 'OAUTH_ABORT':
      return new OAuthFailure('cancelled');
    default:
      return invalidAnswer(message);
  }
}

function invalidAnswer(message: string): OAuthFailure {
  if (/response parameter|callbackParameters|provided only once|implicit and hybrid/.test(message)) {
    return new OAuthFailure('authorizationResponseInvalid', { reason: named(message) });
  }
  if (/JWE/.test(message)) {
    return idToken({ reason: 'encrypted' });
  }
  if (/JWS|"alg"/.test(message)) {
    return idToken({ reason: 'alg' });
  }
  if (/JWT|ID Token/.test(message)) {
    return idToken({ reason: named(message) });
  }
  return new OAuthFailure('malformedAnswer', { reason: named(message) });
}

function idToken(details: FailureDetails): OAuthFailure {
  return new OAuthFailure('idTokenInvalid', details);
}

/** The claim, parameter or property that the sentence is about: the last name in quotes. */
function named(message: string): string {
  return (
    [...message.matchAll(/["`](\w+)["`]/g)].map(([, name]) => name).findLast((name) => name !== 'response') ?? 'invalid'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
