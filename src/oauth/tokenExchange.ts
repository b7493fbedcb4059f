import type { TokenEndpointResponse } from 'openid-client';
import type { Profile } from '../profile/profile.ts';
import { vendorOf } from '../token/issuer.ts';
import { directGrant } from './directGrant.ts';
import type { DirectRequest } from './directGrant.ts';
import { OAuthFailure } from './failure.ts';
import { jwtBearer } from './jwtBearer.ts';
import { safeWords } from './serverWords.ts';
import type { TokenSet } from './tokenSet.ts';

const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const jwt = 'urn:ietf:params:oauth:token-type:jwt';

export interface ExchangeRequest extends DirectRequest {
  /** The access token that is exchanged. It goes to the token endpoint of the profile's issuer, which issued it. */
  readonly subjectToken: string;
}

/**
 * The access token that the client gets for a user in exchange for one that the user has (RFC 8693): an API that calls
 * another one on the user's behalf. At Microsoft's servers the same is called on-behalf-of, and asked for by the JWT
 * bearer grant.
 *
 * @throws {OAuthFailure} as `directGrant`; `notAccessToken`.
 */
export function exchangeToken(request: ExchangeRequest): Promise<TokenSet> {
  const { profile, subjectToken } = request;
  if (takesAssertion(profile)) {
    const parameters = { assertion: subjectToken, requested_token_use: 'on_behalf_of' };
    return directGrant(request, { grantType: jwtBearer, parameters: () => Promise.resolve(parameters) });
  }
  const parameters = {
    // Some servers want to be asked for it, and for some another word is the right one.
    requested_token_type: profile.tokenParameters['requested_token_type'] ?? accessToken,
    subject_token: subjectToken,
    subject_token_type: accessToken,
  };
  return directGrant(request, {
    grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
    parameters: () => Promise.resolve(parameters),
    check,
  });
}

/** Entra ID and AD FS know no `token-exchange`. */
function takesAssertion({ issuer }: Profile): boolean {
  const vendor = vendorOf(issuer);
  return vendor === 'entra' || vendor === 'adfs';
}

/** RFC 8693 §2.2.1: another kind of token stands under `access_token` as well. A server that names no kind means this one. */
function check(
  { token_type: type, issued_token_type: issued = accessToken }: TokenEndpointResponse,
  secrets: ReadonlySet<string>,
): void {
  if (type !== 'n_a' && (issued === accessToken || issued === jwt)) return;
  throw new OAuthFailure('notAccessToken', { actual: safeWords(typeof issued === 'string' ? issued : type, secrets) });
}
