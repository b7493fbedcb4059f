/** Which access token fits a question, and until when. Pure. */
import type { TokenSet } from '../oauth/tokenSet.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { claimTime } from '../token/time.ts';
import { cacheKey } from './cacheKey.ts';
import { payloadOf } from './payload.ts';
import type { AccessToken, Session } from './session.ts';

/**
 * The newest access token of the session for this API, fresh or not: one for exactly what the profile asks for, or one
 * with scopes more that the API had wanted.
 */
export function accessTokenFor(session: Session, profile: Profile, api: Api): AccessToken | undefined {
  return session.accessTokens.findLast(
    (token) => token.cacheKey === cacheKey(profile, session.subject, withScopes(api, token.extraScopes)),
  );
}

/** Scopes that the account's token for this API was asked for besides the API's own. */
export function extraScopesOf(session: Session, profile: Profile, api: Api): readonly string[] {
  return accessTokenFor(session, profile, api)?.extraScopes ?? [];
}

export function withScopes(api: Api, more: readonly string[] = []): Api {
  return { ...api, scopes: [...new Set([...api.scopes, ...more])] };
}

/** The scopes that were asked for besides those of the API in the profile. */
export function scopesBeyond({ requestedScopes }: TokenSet, api: Api): readonly string[] {
  return requestedScopes.filter((scope) => !api.scopes.includes(scope));
}

/**
 * @param api as the profile has it, whatever else was asked for
 * @param extraScopes those of the others that a refresh is to ask for again
 */
export function accessTokenOf(
  tokenSet: TokenSet,
  profile: Profile,
  api: Api,
  subject: string,
  extraScopes = scopesBeyond(tokenSet, api),
): AccessToken {
  const expiresAt = tokenSet.expiresAt ?? expiryByClaim(tokenSet);
  return {
    api: api.name,
    cacheKey: cacheKey(profile, subject, withScopes(api, extraScopes)),
    value: tokenSet.accessToken,
    tokenType: tokenSet.tokenType,
    ...(tokenSet.dpopKey !== undefined && { dpopKey: tokenSet.dpopKey }),
    ...(tokenSet.certificate !== undefined && { certificate: tokenSet.certificate }),
    receivedAt: tokenSet.receivedAt,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(api.audience !== undefined && { audience: api.audience }),
    resource: api.resource,
    requestedScopes: tokenSet.requestedScopes,
    ...(extraScopes.length > 0 && { extraScopes }),
    ...(tokenSet.grantedScopes !== undefined && { grantedScopes: tokenSet.grantedScopes }),
    ...(profile.subject !== undefined && { exchanged: true as const }),
  };
}

/**
 * Whether the token lives for another `minimumLifetime` seconds. A token that its server never lets live that long
 * counts as fresh for the first half of its life: asking again at once would bring nothing better.
 * A token of unknown expiry is fresh: only the API can tell.
 */
export function isFresh(token: AccessToken, minimumLifetime: number, now: number): boolean {
  if (token.expiresAt === undefined) {
    return true;
  }
  return remaining(token, now) >= lowest(token, minimumLifetime) && remaining(token, now) > 0;
}

/** Seconds that the token still lives when it stops being fresh. */
export function lowest({ expiresAt, receivedAt }: AccessToken, minimumLifetime: number): number {
  if (expiresAt === undefined) return 0;
  const lifetime = expiresAt - receivedAt;
  return lifetime > minimumLifetime ? minimumLifetime : lifetime / 2;
}

/** Seconds the token still lives. A clock that was set back to before the token came tells nothing: none. */
export function remaining(token: AccessToken, now: number): number {
  if (token.expiresAt === undefined) {
    return Infinity;
  }
  return isBeforeReceipt(token, now) ? 0 : token.expiresAt - now;
}

/** Whether the clock was set back since the token came. */
export function isBeforeReceipt({ receivedAt }: AccessToken, now: number): boolean {
  return now < receivedAt - 1;
}

/** `exp` is by the server's clock (RFC 7519 §4.1.4); only asked where the answer has no `expires_in` (RFC 9068 §6). */
function expiryByClaim(tokenSet: TokenSet): number | undefined {
  const expiry = claimTime(payloadOf(tokenSet.accessToken)?.['exp']);
  return expiry === undefined ? undefined : expiry - (tokenSet.clockSkew ?? 0);
}
