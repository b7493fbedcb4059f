import type { DpopKey } from '../oauth/dpop.ts';
import type { Endpoints } from '../profile/profile.ts';

/** The newest access token for one API. */
export interface AccessToken {
  /** The API's name in the profile. A label only: `cacheKey` decides whether the token fits. */
  readonly api: string;
  /** Everything that shaped the token: issuer, client, subject, audience, resource, scopes. */
  readonly cacheKey: string;
  readonly value: string;
  readonly tokenType: string;
  /** What it is bound to (RFC 9449): without a proof by this key no API takes it. */
  readonly dpopKey?: DpopKey;
  /** `x5t#S256` of the certificate that the client showed for it (RFC 8705 §3.1). */
  readonly certificate?: string;
  /** Seconds since the epoch, this machine's clock. */
  readonly receivedAt: number;
  /** Seconds since the epoch: from `expires_in`, else from the `exp` claim (RFC 9068 §6), else unknown. */
  readonly expiresAt?: number;
  readonly audience?: string;
  readonly resource: readonly string[];
  readonly requestedScopes: readonly string[];
  /** Scopes besides the API's own in the profile, which the API had wanted and the server granted: a refresh asks for them again. */
  readonly extraScopes?: readonly string[];
  /** Absent means "as requested" (RFC 6749 §5.1). */
  readonly grantedScopes?: readonly string[];
  /** Came in exchange for another token of the account (RFC 8693). */
  readonly exchanged?: true;
  /** The sign-in that brought it brought no refresh token. */
  readonly cameAlone?: true;
}

export interface RefreshToken {
  readonly value: string;
  /** Seconds since the epoch. */
  readonly receivedAt: number;
  /** Whether the server has been seen to answer a refresh with a new one. */
  readonly rotates?: boolean;
  /**
   * The `resource` values of the sign-in, which a refresh may ask for (RFC 8707 §2.2). It stands here and not at the
   * session, so that it goes with the token: absent where an older version brought or replaced it.
   */
  readonly resources?: readonly string[];
  /** The last refresh with it was refused, for this API, and not as ended: the server may have used it up all the same. */
  readonly refused?: { readonly at: number; readonly api: string; readonly error?: string };
  /** What it came with. A server may take the refresh token with a proof by this key alone (RFC 9449 §5). */
  readonly dpopKey?: DpopKey;
}

/** What is kept for one account: one subject signed in at one client of one issuer. */
export interface Session {
  /** Made from issuer, client, endpoints and subject, so that it never depends on a profile's name. */
  readonly id: string;
  readonly issuer: string;
  readonly clientId: string;
  /** The profile's own endpoints at the sign-in; absent where the issuer's metadata named them. */
  readonly endpoints?: Endpoints;
  readonly subject: string;
  /** What a person calls the account: the e-mail address, else the user name, else the subject. */
  readonly label: string;
  /** The profile that the account signed in with: a hint for people, never an authority. */
  readonly profile: string;
  /** Seconds since the epoch. */
  readonly signedInAt: number;
  readonly refreshToken?: RefreshToken;
  readonly idToken?: string;
  readonly accessTokens: readonly AccessToken[];
  /** Set when the server refused the refresh token for good. The claims stay readable. */
  readonly ended?: { readonly at: number; readonly error?: string; readonly description?: string };
  /** Set when a refresh was sent and its answer never arrived: the server may have rotated the token. */
  readonly answerLost?: { readonly at: number };
  /** The last sign-in that did not ask for consent brought no refresh token, though `offline_access` was asked for. */
  readonly wantsConsent?: true;
  /** Of the client itself (RFC 6749 §4.4): nobody signed in, and the subject is empty. */
  readonly client?: true;
  /** Of a demo provider: it ends with that server, whatever the profiles are. */
  readonly demo?: true;
  /** Seconds that the server's clock is ahead of this machine's, where it was seen. */
  readonly clockSkew?: number;
}
