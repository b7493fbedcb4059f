import type { Decoded } from './decoded.ts';
import type { Verification } from './verification.ts';

/** What the token is meant for, as far as the caller knows. */
export type TokenUse = 'accessToken' | 'idToken' | 'unknown';

/** The part of a profile that the rules hold a token against. */
export interface FindingProfile {
  readonly issuer: string;
  readonly clientId: string;
  /** The `audience` parameter of the request (Auth0). */
  readonly audience?: string | undefined;
  /** The `resource` parameters of the request (RFC 8707). */
  readonly resource?: readonly string[] | undefined;
  readonly requestedScopes?: readonly string[] | undefined;
  /** As the profile names it: `authorizationCode`, `clientCredentials` … */
  readonly grant?: string | undefined;
  readonly authorizationParameters?: Readonly<Record<string, string>> | undefined;
  readonly userinfoEndpoint?: string | undefined;
  /** Whether the profile asks for tokens that are bound to a key. */
  readonly dpop?: boolean | undefined;
}

/** The part of a token answer (RFC 6749 §5.1) that the rules read. Never a token. */
export interface FindingAnswer {
  /** Seconds since the epoch. */
  readonly expiresAt?: number | undefined;
  /** Seconds since the epoch. */
  readonly receivedAt?: number | undefined;
  /** Absent means "as requested". */
  readonly grantedScopes?: readonly string[] | undefined;
  /** Whether a refresh token came, or is kept. */
  readonly refreshToken: boolean;
  /** As the server spells it: `Bearer`, `DPoP`. */
  readonly tokenType?: string | undefined;
  /** `x5t#S256` of the certificate that the client showed for it. */
  readonly certificate?: string | undefined;
}

/** Everything that a rule may look at. Times are seconds since the epoch by this machine's clock. */
export interface FindingInput {
  readonly token: Decoded;
  readonly use: TokenUse;
  readonly profile?: FindingProfile | undefined;
  readonly answer?: FindingAnswer | undefined;
  readonly session?: { readonly subject: string } | undefined;
  readonly verification?: Verification | undefined;
  readonly now: number;
  /** The server's clock minus this machine's, in seconds. */
  readonly clockSkew?: number | undefined;
}
