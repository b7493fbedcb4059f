import { ClientSecretBasic, ClientSecretPost, None, TlsClientAuth } from 'openid-client';
import type { ClientAuth } from 'openid-client';
import type { Profile } from '../profile/profile.ts';
import { OAuthFailure } from './failure.ts';

export interface AssertionOptions {
  readonly tokenEndpoint?: string | undefined;
  /** The server's clock minus this machine's, in seconds, as far as it is known when a request is made. */
  readonly clockSkew?: () => number;
}

/**
 * How the client proves who it is (RFC 6749 §2.3, OpenID Connect Core §9).
 *
 * @param clientSecret The client secret, or what takes its place (`ClientSecrets`).
 * @throws {OAuthFailure} `secretMissing`.
 */
export async function clientAuthentication(
  profile: Profile,
  clientSecret: string | undefined,
  { tokenEndpoint, clockSkew = () => 0 }: AssertionOptions = {},
): Promise<ClientAuth> {
  if (profile.clientAuthentication === 'none') {
    return None();
  }
  if (clientSecret === undefined || clientSecret === '') {
    throw new OAuthFailure('secretMissing', { issuer: profile.issuer });
  }
  switch (profile.clientAuthentication) {
    case 'clientSecretBasic':
      return ClientSecretBasic(clientSecret);
    case 'clientSecretPost':
      return ClientSecretPost(clientSecret);
    case 'tlsClientAuth':
      // The certificate is in the handshake (`fetchFor`).
      return TlsClientAuth();
    case 'privateKeyJwt': {
      const { privateKeyJwt } = await import('./privateKeyJwt.ts');
      return privateKeyJwt(clientSecret, profile, tokenEndpoint, clockSkew);
    }
  }
}
