import { refreshTokenGrant } from 'openid-client';
import type { Api, Profile } from '../profile/profile.ts';
import { toFailure } from './classify.ts';
import { wantedKey } from './wantedKey.ts';
import type { DpopKey } from './dpop.ts';
import { fetchFor } from './fetchFor.ts';
import { Http } from './http.ts';
import type { Fetch } from './http.ts';
import { keysForCheck } from './keys.ts';
import { discover } from './metadata.ts';
import { refreshParameters } from './requestParameters.ts';
import { tokenAnswer } from './tokenAnswer.ts';
import { tokenRequest } from './tokenRequest.ts';
import type { TokenSet } from './tokenSet.ts';

export interface RefreshRequest {
  readonly profile: Profile;
  readonly api: Api;
  readonly refreshToken: string;
  /** What the refresh token is bound to. */
  readonly dpopKey?: DpopKey | undefined;
  readonly clientSecret?: string | undefined;
  /** The account that the session belongs to. */
  readonly expected: { readonly subject?: string | undefined };
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: Fetch | undefined;
}

/**
 * A refresh (RFC 6749 §6): one request to the server when its metadata is known, one more for the server's
 * keys where they are not known yet. An answer without a refresh token means that the old one stays good.
 *
 * An ID token in the answer has the issuer and audience checked as at sign-in, and its subject must be the session's
 * (OpenID Connect Core §12.2).
 *
 * @throws {OAuthFailure} `invalidGrant` is the only one that ends a session. `answerLost` and `requestTimedOut` leave
 *   open whether the server has used up the refresh token.
 */
export async function refresh(request: RefreshRequest): Promise<TokenSet> {
  const { profile, api } = request;
  const http = new Http({ ...request, fetch: await fetchFor(request) });
  try {
    const server = await discover(profile, request);
    if (api.scopes.includes('openid') && server.metadata.jwks_uri !== undefined) {
      // Before the refresh token is spent: an answer that cannot be checked is a refresh token lost.
      await keysForCheck(server, undefined, request);
    }
    const options = { ...request, dpopKey: request.dpopKey ?? (await wantedKey(profile)) };
    const { client, answer, dpopKey } = await tokenRequest(server, profile, http, options, (configuration, dpop) =>
      refreshTokenGrant(configuration, request.refreshToken, refreshParameters(profile, api), dpop),
    );
    const { subject } = request.expected;
    // The refresh token is the account's, so what it brings is, too.
    return { ...(subject === undefined ? {} : { subject }), ...tokenAnswer(client, api, answer, subject, dpopKey) };
  } catch (error) {
    throw toFailure(error, http.secrets);
  }
}
