import { genericGrantRequest } from 'openid-client';
import type { TokenEndpointResponse } from 'openid-client';
import type { Api, Profile } from '../profile/profile.ts';
import { toFailure } from './classify.ts';
import { endpoint } from './endpoint.ts';
import { fetchFor } from './fetchFor.ts';
import { Http } from './http.ts';
import type { Fetch } from './http.ts';
import { discover } from './metadata.ts';
import { directParameters } from './requestParameters.ts';
import { tokenAnswer } from './tokenAnswer.ts';
import { tokenRequest } from './tokenRequest.ts';
import type { TokenSet } from './tokenSet.ts';
import { wantedKey } from './wantedKey.ts';

export interface DirectRequest {
  readonly profile: Profile;
  readonly api: Api;
  /** The client secret, or what takes its place (`ClientSecrets`). */
  readonly clientSecret?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: Fetch | undefined;
}

/** Who is asked. */
export interface Asked {
  readonly tokenEndpoint: string;
  /** The server's clock minus this machine's, in seconds. */
  readonly clockSkew: number;
}

/** What one grant has of its own. */
interface DirectGrant {
  readonly grantType: string;
  /** The parameters of the request, made anew each time that it is sent. */
  parameters?(asked: Asked): Promise<Readonly<Record<string, string>>>;
  /**
   * @param secrets What was sent and no failure may repeat.
   * @throws {OAuthFailure} for an answer that this grant must not have.
   */
  check?(answer: TokenEndpointResponse, secrets: ReadonlySet<string>): void;
}

/**
 * A token by one request to the token endpoint, with no browser and no person. Should a server send an ID token or a
 * refresh token along (RFC 6749 §4.4.3 says that it should not), they are left out: nobody signed in, and the client can
 * ask again.
 *
 * @throws {OAuthFailure} `secretMissing`, `invalidClient`, `invalidGrant`, `invalidScope`, `invalidTarget`, and what
 *   discovery and every token request throw.
 */
export async function directGrant(request: DirectRequest, grant: DirectGrant): Promise<TokenSet> {
  const { profile, api } = request;
  const http = new Http({ ...request, fetch: await fetchFor(request) });
  try {
    const server = await discover(profile, request);
    const tokenEndpoint = endpoint(server, 'token_endpoint');
    const options = { ...request, dpopKey: await wantedKey(profile), withoutAccount: true };
    const { client, answer, dpopKey } = await tokenRequest(server, profile, http, options, async (asking, dpop) => {
      const parameters = directParameters(profile, api);
      const clockSkew = http.clockSkew ?? server.clockSkew ?? 0;
      for (const [name, value] of Object.entries((await grant.parameters?.({ tokenEndpoint, clockSkew })) ?? {})) {
        parameters.set(name, value);
      }
      return genericGrantRequest(asking, grant.grantType, parameters, dpop);
    });
    grant.check?.(answer, http.secrets);
    const nobody = new Set(['subject', 'idToken', 'idTokenClaims', 'refreshToken']);
    const tokens = Object.entries(tokenAnswer(client, api, answer, undefined, dpopKey)).filter(
      ([name]) => !nobody.has(name),
    );
    return Object.fromEntries(tokens) as unknown as TokenSet;
  } catch (error) {
    throw toFailure(error, http.secrets);
  }
}
