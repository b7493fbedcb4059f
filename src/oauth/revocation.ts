import { tokenRevocation } from 'openid-client';
import type { Profile } from '../profile/profile.ts';
import { toFailure } from './classify.ts';
import { openClient } from './client.ts';
import type { OAuthFailure } from './failure.ts';
import { fetchFor } from './fetchFor.ts';
import { Http } from './http.ts';
import type { Fetch } from './http.ts';
import { discover } from './metadata.ts';

export interface RevocationRequest {
  readonly profile: Profile;
  readonly refreshToken: string;
  readonly clientSecret?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: Fetch | undefined;
}

/**
 * Revokes a refresh token (RFC 7009). A token that the server no longer knows counts as revoked.
 *
 * @returns `notSupported` where the server has no revocation endpoint or does not revoke refresh tokens.
 * @throws {OAuthFailure} The token may then still be good at the server.
 */
export async function revoke(request: RevocationRequest): Promise<'revoked' | 'notSupported'> {
  const { profile, refreshToken } = request;
  const http = new Http({ ...request, fetch: await fetchFor(request) });
  try {
    const server = await discover(profile, request);
    if (server.metadata.revocation_endpoint === undefined) {
      return 'notSupported';
    }
    const client = await openClient(server, profile, http, request);
    await tokenRevocation(client.configuration, refreshToken, { token_type_hint: 'refresh_token' });
    return 'revoked';
  } catch (error) {
    const failure = toFailure(error, http.secrets);
    return settled(failure) ?? Promise.reject(failure);
  }
}

function settled({ code, details }: OAuthFailure): 'revoked' | 'notSupported' | undefined {
  if (code === 'invalidGrant' || (code === 'tokenRequestRefused' && details.error === 'invalid_token')) {
    return 'revoked';
  }
  return details.error === 'unsupported_token_type' ? 'notSupported' : undefined;
}
