import type { DpopKey } from '../oauth/dpop.ts';
import type { TokenSet } from '../oauth/tokenSet.ts';
import type { Api, Profile } from '../profile/profile.ts';

export interface RefreshRequest {
  readonly profile: Profile;
  readonly api: Api;
  readonly refreshToken: string;
  /** What the refresh token came with. */
  readonly dpopKey?: DpopKey;
  /** Who the answer must be for (OIDC Core §12.2). Without a subject the server issues no ID tokens. */
  readonly expected: { readonly subject?: string };
  readonly signal?: AbortSignal;
}

export interface ClientTokenRequest {
  readonly profile: Profile;
  readonly api: Api;
  /** The access token that is exchanged, where the profile's grant does that. */
  readonly subjectToken?: string;
}

export interface RevokeRequest {
  readonly profile: Profile;
  readonly refreshToken: string;
}

/** What a session asks of its authorization server. Everything rejects with an `OAuthFailure`. */
export interface Protocol {
  /** RFC 6749 §6. Must not have sent anything when it rejects with `offline`, `dns`, `connectionRefused` or `tls`. */
  refresh(request: RefreshRequest): Promise<TokenSet>;
  /** RFC 6749 §4.4, RFC 7523 §2.1, RFC 8693. */
  clientToken(request: ClientTokenRequest): Promise<TokenSet>;
  /** RFC 7009. */
  revoke(request: RevokeRequest): Promise<'revoked' | 'notSupported'>;
}
