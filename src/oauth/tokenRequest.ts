import { ClientError } from 'openid-client';
import type { Configuration, TokenEndpointResponse } from 'openid-client';
import type { Profile } from '../profile/profile.ts';
import { withNumericAuthTime } from './authTime.ts';
import { openClient } from './client.ts';
import type { Client, ClientOptions } from './client.ts';
import type { Http } from './http.ts';
import type { Server } from './metadata.ts';

/**
 * Sends a token request and checks its answer by the server's clock. By a wrong one here a good answer, and the next
 * refresh token in it, would be thrown away as expired or not valid yet; so such an answer is checked once more, with the
 * difference that its own `Date` header tells. So is one whose `auth_time` is text. Nothing is sent twice.
 *
 * @param send the request, by openid-client
 */
export async function tokenRequest<T extends TokenEndpointResponse>(
  server: Server,
  profile: Profile,
  http: Http,
  options: ClientOptions,
  send: (configuration: Configuration) => Promise<T>,
): Promise<{ client: Client; answer: T }> {
  let kept: Response | undefined;
  const keep = (response: Response): void => {
    kept = response;
  };
  const client = await openClient(server, profile, http, { ...options, keep });
  try {
    return { client, answer: await send(client.configuration) };
  } catch (error) {
    if (kept === undefined || !(error instanceof ClientError)) throw error;
    const mended = await withNumericAuthTime(kept, server, http);
    if (mended === undefined && error.code !== 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') throw error;
    const signatureVerified = mended !== undefined;
    const again = { ...options, replay: mended?.response ?? kept, signatureVerified };
    const client = await openClient(server, profile, http, again);
    const answer = await send(client.configuration);
    return { client, answer: signatureVerified ? Object.assign(answer, { id_token: mended.idToken }) : answer };
  }
}
