import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Api, Profile } from '../profile/profile.ts';
import { vendorOf } from '../token/issuer.ts';
import { directGrant } from './directGrant.ts';
import type { Asked, DirectRequest } from './directGrant.ts';
import { signingKey } from './signingKey.ts';
import type { TokenSet } from './tokenSet.ts';

export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Seconds. Salesforce takes no assertion that lives longer than three minutes. */
const lifetime = 60;

export interface AssertionRequest extends DirectRequest {
  /** The private key that signs the assertion, as a JWK. */
  readonly signingKey: string | undefined;
}

/**
 * A token for an assertion that the client signs (RFC 7523 §2.1): for itself, or for whom the claim `sub` names.
 *
 * @throws {OAuthFailure} as `directGrant`; `secretMissing` with reason `signingKey` where there is no key to sign with.
 */
export function getTokenByAssertion(request: AssertionRequest): Promise<TokenSet> {
  const { profile, api } = request;
  return directGrant(request, {
    grantType: jwtBearer,
    parameters: async (asked) => {
      const { key, header } = await signingKey(request.signingKey, profile, 'signingKey');
      return { assertion: await new SignJWT(claims(profile, api, asked)).setProtectedHeader(header).sign(key) };
    },
  });
}

/**
 * RFC 7523 §3. The audience is the token endpoint, to which the assertion goes and nowhere else. What the profile says
 * counts before all that, but for the times and the number.
 */
function claims(profile: Profile, api: Api, { tokenEndpoint, clockSkew }: Asked): Record<string, string | number> {
  const issuedAt = Math.floor(Date.now() / 1000) + clockSkew;
  return {
    iss: profile.clientId,
    aud: tokenEndpoint,
    // At Google a `sub`, whoever it is, asks for delegation by the whole domain, and the scopes stand in the assertion.
    ...(vendorOf(profile.issuer) === 'google' ? { scope: api.scopes.join(' ') } : { sub: profile.clientId }),
    ...profile.assertionClaims,
    iat: issuedAt,
    exp: issuedAt + lifetime,
    jti: randomUUID(),
  };
}
