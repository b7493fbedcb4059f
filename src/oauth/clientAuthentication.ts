import { importJWK } from 'jose';
import { ClientSecretBasic, ClientSecretPost, modifyAssertion, None, PrivateKeyJwt } from 'openid-client';
import type { ClientAuth } from 'openid-client';
import { keptPrivateKey, type PrivateKey } from '../profile/privateKey.ts';
import type { Profile } from '../profile/profile.ts';
import { vendorOf } from '../token/issuer.ts';
import { OAuthFailure } from './failure.ts';

export interface AssertionOptions {
  readonly tokenEndpoint?: string | undefined;
  /** The server's clock minus this machine's, in seconds, as far as it is known when a request is made. */
  readonly clockSkew?: () => number;
}

/**
 * How the client proves who it is (RFC 6749 §2.3, OpenID Connect Core §9).
 *
 * @param clientSecret The client secret, or with `privateKeyJwt` the private key as a JWK.
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
    case 'privateKeyJwt': {
      const key = keptPrivateKey(clientSecret);
      if (key === undefined) {
        throw new OAuthFailure('secretMissing', { issuer: profile.issuer });
      }
      return privateKeyJwt(key, profile, tokenEndpoint, clockSkew);
    }
  }
}

/** RFC 7523 §2.2. openid-client makes the assertion: a `jti` of its own for each request, and a minute to live. */
async function privateKeyJwt(
  key: PrivateKey,
  profile: Profile,
  tokenEndpoint: string | undefined,
  clockSkew: () => number,
): Promise<ClientAuth> {
  const { alg, kid, 'x5t#S256': thumbprint } = key;
  const imported = await importJWK(key, alg);
  if (imported instanceof Uint8Array) {
    throw new OAuthFailure('secretMissing', { issuer: profile.issuer });
  }
  return PrivateKeyJwt(
    { key: imported, ...(kid !== undefined && { kid }) },
    {
      [modifyAssertion]: (header, payload) => {
        header['typ'] = 'JWT';
        header['alg'] = alg;
        if (thumbprint !== undefined) {
          header['x5t#S256'] = thumbprint;
        }
        if (tokenEndpoint !== undefined && wantsTokenEndpoint(profile)) {
          payload['aud'] = tokenEndpoint;
        }
        for (const time of ['iat', 'nbf', 'exp']) {
          payload[time] = Number(payload[time]) + clockSkew();
        }
      },
    },
  );
}

/**
 * The audience is the issuer, which is what RFC 7523's successor and FAPI 2.0 allow alone: an assertion for a token
 * endpoint that another server names could be used at the real one. These two document the token endpoint and nothing else.
 */
function wantsTokenEndpoint({ issuer }: Profile): boolean {
  return ['entra', 'okta'].includes(vendorOf(issuer) ?? '');
}
