import type { TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client';
import type { Api } from '../profile/profile.ts';
import type { Client } from './client.ts';
import type { DpopKey } from './dpop.ts';
import { OAuthFailure } from './failure.ts';
import type { TokenSet } from './tokenSet.ts';

/** RFC 6749 §5.1 spells them so; openid-client writes them small. */
const tokenTypes: Readonly<Record<string, string>> = { bearer: 'Bearer', dpop: 'DPoP' };

/**
 * The checked answer of the token endpoint with what was asked beside it.
 *
 * @param expectedSubject The account that it must be for (OpenID Connect Core §12.2); openid-client does not compare.
 *   An answer without an ID token names no account, and is given none here.
 * @throws {OAuthFailure} `subjectChanged`.
 */
export function tokenAnswer(
  { profile, http, certificate }: Client,
  api: Api,
  answer: TokenEndpointResponse & TokenEndpointResponseHelpers,
  expectedSubject: string | undefined,
  dpopKey?: DpopKey,
): TokenSet {
  const claims = answer.claims();
  const subject = claims?.sub;
  if (expectedSubject !== undefined && subject !== undefined && subject !== expectedSubject) {
    throw new OAuthFailure('subjectChanged', { issuer: profile.issuer });
  }
  const receivedAt = Math.floor(Date.now() / 1000);
  return {
    issuer: profile.issuer,
    clientId: profile.clientId,
    ...(subject === undefined ? {} : { subject }),
    accessToken: answer.access_token,
    tokenType: tokenTypes[answer.token_type] ?? answer.token_type,
    ...(answer.token_type === 'dpop' && dpopKey !== undefined && { dpopKey }),
    ...(certificate !== undefined && { certificate }),
    receivedAt,
    ...(answer.expires_in === undefined ? {} : { expiresAt: receivedAt + Math.floor(answer.expires_in) }),
    requestedScopes: api.scopes,
    ...(answer.scope === undefined ? {} : { grantedScopes: scopes(answer.scope, api.scopes) }),
    ...(answer.refresh_token === undefined ? {} : { refreshToken: answer.refresh_token }),
    ...(answer.id_token === undefined || claims === undefined
      ? {}
      : { idToken: answer.id_token, idTokenClaims: claims }),
    ...(http.clockSkew === undefined ? {} : { clockSkew: http.clockSkew }),
  };
}

/** RFC 6749 §3.3: separated by spaces. GitHub writes commas, which are also legal inside a scope. */
function scopes(granted: string, requested: readonly string[]): string[] {
  const separator = requested.some((scope) => scope.includes(',')) ? / +/ : /[ ,]+/;
  return granted.split(separator).filter((scope) => scope !== '');
}
