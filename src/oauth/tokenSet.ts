import type { DpopKey } from './dpop.ts';

/** One answer of the token endpoint (RFC 6749 §5.1, OIDC Core §3.1.3.3), checked, with what was asked beside it. */
export interface TokenSet {
  readonly issuer: string;
  readonly clientId: string;
  /** `sub` of the verified ID token; absent where the server issues none. */
  readonly subject?: string;
  readonly accessToken: string;
  /** As the server spells it: `Bearer`, `DPoP`. */
  readonly tokenType: string;
  /** What the access token is bound to, and the refresh token of a client that does not authenticate (RFC 9449 §5). */
  readonly dpopKey?: DpopKey;
  /** `x5t#S256` of the certificate that the client showed, whether or not anything is bound to it (RFC 8705 §3.1). */
  readonly certificate?: string;
  /** When the answer arrived, seconds since the epoch by this machine's clock. */
  readonly receivedAt: number;
  /** Seconds since the epoch: `receivedAt` plus `expires_in`. Absent where the server did not say. */
  readonly expiresAt?: number;
  readonly requestedScopes: readonly string[];
  /** The answer's `scope`. Absent means "as requested" (RFC 6749 §5.1). */
  readonly grantedScopes?: readonly string[];
  readonly refreshToken?: string;
  /** What the sign-in asked for by `resource`, of which a refresh may ask for any (RFC 8707 §2.2). Absent after a refresh. */
  readonly resources?: readonly string[];
  /** The sign-in asked for consent, and some servers give a refresh token only then (OpenID Connect Core §11). */
  readonly consent?: true;
  readonly idToken?: string;
  readonly idTokenClaims?: Readonly<Record<string, unknown>>;
  /** What the server's `Date` header says minus this machine's clock, in seconds. */
  readonly clockSkew?: number;
}
