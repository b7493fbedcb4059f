import { clientCredentialsGrant } from 'openid-client';
import type { Api, Profile } from '../profile/profile.ts';
import { toFailure } from './classify.ts';
import { wantedKey } from './wantedKey.ts';
import { endpoint } from './endpoint.ts';
import { Http } from './http.ts';
import type { Fetch } from './http.ts';
import { discover } from './metadata.ts';
import { clientCredentialsParameters } from './requestParameters.ts';
import { tokenAnswer } from './tokenAnswer.ts';
import { tokenRequest } from './tokenRequest.ts';
import type { TokenSet } from './tokenSet.ts';

export interface ClientCredentialsRequest {
  readonly profile: Profile;
  readonly api: Api;
  readonly clientSecret?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: Fetch | undefined;
}

/**
 * A token for the client itself (RFC 6749 §4.4): one request, and no person anywhere. Should a server send an ID token or
 * a refresh token along (§4.4.3 says that it should not), they are left out: nobody signed in, and the client can ask again.
 *
 * @throws {OAuthFailure} `secretMissing`, `invalidClient`, `invalidScope`, `invalidTarget`, and what discovery and every
 *   token request throw.
 */
export async function getClientToken(request: ClientCredentialsRequest): Promise<TokenSet> {
  const { profile, api } = request;
  const http = new Http(request);
  try {
    const server = await discover(profile, request);
    endpoint(server, 'token_endpoint');
    const options = { ...request, dpopKey: await wantedKey(profile), withoutAccount: true };
    const { client, answer, dpopKey } = await tokenRequest(server, profile, http, options, (configuration, dpop) =>
      clientCredentialsGrant(configuration, clientCredentialsParameters(profile, api), dpop),
    );
    const nobody = new Set(['subject', 'idToken', 'idTokenClaims', 'refreshToken']);
    const tokens = Object.entries(tokenAnswer(client, api, answer, undefined, dpopKey)).filter(
      ([name]) => !nobody.has(name),
    );
    return Object.fromEntries(tokens) as unknown as TokenSet;
  } catch (error) {
    throw toFailure(error, http.secrets);
  }
}
