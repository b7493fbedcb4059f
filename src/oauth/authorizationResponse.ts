import { OAuthFailure } from './failure.ts';
import type { Server } from './metadata.ts';
import { serverWords } from './serverWords.ts';

/**
 * Whether an authorization response is one, and this server's (RFC 6749 §4.1.2, RFC 9207 §2.4). The state was the
 * listener's business and is compared again in the exchange.
 *
 * @throws {OAuthFailure} `authorizationResponseInvalid`; `authorizationRefused` with the server's words.
 */
export function checkAuthorizationResponse(answer: URLSearchParams, { metadata, issuer }: Server): void {
  const repeated = ['code', 'error', 'iss', 'state'].find((name) => answer.getAll(name).length > 1);
  if (repeated !== undefined) {
    throw new OAuthFailure('authorizationResponseInvalid', { reason: repeated, issuer });
  }
  // Before anything else is believed, an error included.
  const actual = answer.get('iss') ?? undefined;
  const mustBeThere = metadata.authorization_response_iss_parameter_supported === true;
  if (actual === undefined ? mustBeThere : actual !== issuer) {
    throw new OAuthFailure('authorizationResponseInvalid', {
      reason: 'iss',
      issuer,
      expected: issuer,
      ...(actual === undefined ? {} : { actual }),
    });
  }
  if (answer.has('error')) {
    throw new OAuthFailure('authorizationRefused', { issuer, ...serverWords(Object.fromEntries(answer), []) });
  }
}
