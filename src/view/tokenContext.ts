import type { Api, Profile } from '../profile/profile.ts';
import type { AccessToken, Session } from '../session/session.ts';
import type { ClaimContext } from '../token/claims.ts';
import type { Decoded } from '../token/decoded.ts';
import type { FindingAnswer, TokenUse } from '../token/findingInput.ts';
import { claimTime } from '../token/time.ts';
import type { IssuerFacts } from './issuerFacts.ts';

/** A token and what is known around it. */
export interface TokenContext {
  /** The id of the row that the token's rows stand below. */
  readonly id: string;
  /** What a person calls the token, safe to show: `orders · ada@example.com`. */
  readonly title: string;
  readonly token: Decoded;
  /** `unknown` for a token that was pasted. */
  readonly use: TokenUse;
  /** Absent for a token whose issuer is nobody’s profile. */
  readonly profile?: Profile;
  readonly api?: Api;
  readonly session?: Session;
  /** What came with an access token. */
  readonly accessToken?: AccessToken;
  /** The profile whose wishes a pasted token is held against; it may differ from the token's issuer by a slash. */
  readonly heldAgainst?: Profile;
  /** Whether it is the token from before the last refresh. */
  readonly replaced?: true;
  /** Where a pasted token stands among the sessions' own: `integration › orders`, safe to show. */
  readonly sameAs?: string;
  /** What was pasted with the token. */
  readonly answer?: FindingAnswer;
  /** Whether it was made here: no server granted or refused anything with it. */
  readonly test?: true;
  readonly issuer: IssuerFacts;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** When a token began and ends, in seconds since the epoch, as far as it or the answer that it came in tells. */
export function lifetimeOf({ token, accessToken }: TokenContext): { issuedAt?: number; expiresAt?: number } {
  const claims = 'claims' in token ? token.claims : undefined;
  const issuedAt = claimTime(claims?.['iat']) ?? accessToken?.receivedAt;
  const expiresAt = accessToken?.expiresAt ?? claimTime(claims?.['exp']);
  return { ...(issuedAt !== undefined && { issuedAt }), ...(expiresAt !== undefined && { expiresAt }) };
}

/**
 * A vendor's claims are read as that vendor means them: the profile's, else the one that the token names. And times as of
 * the clock that wrote them, where the server was seen to have another one than this machine (RFC 7519 §4.1.4).
 */
export function claimContext(context: TokenContext): ClaimContext {
  const { token, profile } = context;
  const named = 'claims' in token ? token.claims['iss'] : undefined;
  return { issuer: profile?.issuer ?? (typeof named === 'string' ? named : undefined), now: serverNow(context) };
}

/** What time it is by the clock of the token's server, in seconds since the epoch. */
export function serverNow({ session, now }: { readonly session?: Session | undefined; readonly now: number }): number {
  return now + (session?.clockSkew ?? 0);
}
