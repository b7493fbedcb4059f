import { modifyAssertion, PrivateKeyJwt } from 'openid-client';
import type { ClientAuth } from 'openid-client';
import type { Profile } from '../profile/profile.ts';
import { vendorOf } from '../token/issuer.ts';
import { signingKey } from './signingKey.ts';

/**
 * RFC 7523 §2.2. openid-client makes the assertion: a `jti` of its own for each request, and a minute to live.
 *
 * @param keptKey The private key as a JWK.
 * @param clockSkew The server's clock minus this machine's, in seconds.
 * @throws {OAuthFailure} `secretMissing` for what is no key.
 */
export async function privateKeyJwt(
  keptKey: string,
  profile: Profile,
  tokenEndpoint: string | undefined,
  clockSkew: () => number,
): Promise<ClientAuth> {
  const { key, header: own } = await signingKey(keptKey, profile);
  return PrivateKeyJwt(
    { key, ...(own.kid !== undefined && { kid: own.kid }) },
    {
      [modifyAssertion]: (header, payload) => {
        Object.assign(header, own);
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
 * endpoint that another server names could be used at the real one. For the same reason it is the token endpoint where a
 * profile itself leads away from the issuer. Two providers document the token endpoint and nothing else.
 */
function wantsTokenEndpoint({ issuer, endpoints }: Profile): boolean {
  const elsewhere = endpoints?.token !== undefined && new URL(endpoints.token).origin !== new URL(issuer).origin;
  return elsewhere || ['entra', 'okta'].includes(vendorOf(issuer) ?? '');
}
