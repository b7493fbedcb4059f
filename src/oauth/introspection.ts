import { tokenIntrospection } from 'openid-client';
import type { Profile } from '../profile/profile.ts';
import { isJsonObject, parseJson } from '../token/json.ts';
import type { JsonObject } from '../token/json.ts';
import { toFailure } from './classify.ts';
import { openClient } from './client.ts';
import { OAuthFailure } from './failure.ts';
import { fetchFor } from './fetchFor.ts';
import { Http } from './http.ts';
import type { Fetch } from './http.ts';
import { discover } from './metadata.ts';
import { SignedAnswers } from './signedAnswer.ts';
import type { ServerSaid } from './signedAnswer.ts';
import { verifyByIssuer } from './verifyByIssuer.ts';

export interface TokenQuestion {
  /** Whose server is asked. An address that comes with the token is never used. */
  readonly profile: Profile;
  readonly token: string;
  readonly clientSecret?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: Fetch | undefined;
}

/**
 * Asks the profile's server what a token is good for (RFC 7662). The answer has a boolean `active`; everything else in it
 * is the server's to choose, and is not checked.
 *
 * An answer that is signed (RFC 9701) is read as well, with what the issuer's keys say of it.
 *
 * @returns `notSupported` where the server has no introspection endpoint.
 * @throws {OAuthFailure} `invalidClient` where this client may not ask.
 */
export async function introspect(request: TokenQuestion): Promise<ServerSaid | 'notSupported'> {
  const { profile, token } = request;
  const answers = new SignedAnswers(await fetchFor(request));
  const http = new Http({ ...request, fetch: answers.fetch });
  try {
    const server = await discover(profile, request);
    if (server.metadata.introspection_endpoint === undefined) {
      return 'notSupported';
    }
    const client = await openClient(server, profile, http, request);
    const said = plain(await tokenIntrospection(client.configuration, token, { token_type_hint: 'access_token' }));
    const { signed } = answers;
    return { claims: said, ...(signed !== undefined && { signature: await verifyByIssuer(signed, profile, request) }) };
  } catch (error) {
    throw toFailure(error, http.secrets);
  }
}

/** The answer as the token room has objects: without a prototype, and nested no deeper than can be shown. */
function plain(answer: object): JsonObject {
  try {
    const value = parseJson(JSON.stringify(answer)).document?.value;
    if (isJsonObject(value)) {
      return value;
    }
  } catch {
    // Nested so deep that it cannot be written down.
  }
  throw new OAuthFailure('malformedAnswer', { reason: 'introspection' });
}
