import { ClientError } from 'openid-client';
import type { Configuration, DPoPOptions, TokenEndpointResponse } from 'openid-client';
import type { Profile } from '../profile/profile.ts';
import { withNumericAuthTime } from './authTime.ts';
import { toFailure } from './classify.ts';
import { openClient } from './client.ts';
import type { Client, ClientOptions } from './client.ts';
import { asksForProof, mayUseDpop } from './dpop.ts';
import type { DpopKey } from './dpop.ts';
import type { Answer, Http } from './http.ts';
import { proveIdToken } from './idTokenSignature.ts';
import type { Server } from './metadata.ts';

export interface TokenRequestOptions extends ClientOptions {
  /** What the tokens are to be bound to. */
  readonly dpopKey?: DpopKey | undefined;
  /** Nobody signs in: the caller throws an ID token away, so nothing is asked to prove it. */
  readonly withoutAccount?: boolean;
}

/** The request itself, by openid-client. */
type Send<T> = (configuration: Configuration, dpop: DPoPOptions) => Promise<T>;

export interface TokenResponse<T> {
  readonly client: Client;
  readonly answer: T;
  /** What the proof was made with. Whether the server bound anything to it is in the answer. */
  readonly dpopKey?: DpopKey | undefined;
}

/**
 * Sends a token request. Where the server refuses it for want of a proof (RFC 9449 §5), it is sent once more with one:
 * whatever the profile says, such a server gives no tokens otherwise.
 */
export async function tokenRequest<T extends TokenEndpointResponse>(
  server: Server,
  profile: Profile,
  http: Http,
  options: TokenRequestOptions,
  send: Send<T>,
): Promise<TokenResponse<T>> {
  try {
    return await request(server, profile, http, options, send);
  } catch (error) {
    const wantsProof = options.dpopKey === undefined && asksForProof(toFailure(error, http.secrets));
    if (!wantsProof || !mayUseDpop(server.metadata)) {
      throw error;
    }
    const { createDpopKey } = await import('./dpopKeys.ts');
    return request(server, profile, http, { ...options, dpopKey: await createDpopKey() }, send);
  }
}

/**
 * Sends a token request and checks its answer by the server's clock. By a wrong one here a good answer, and the next
 * refresh token in it, would be thrown away as expired or not valid yet; so such an answer is checked once more, with the
 * difference that its own `Date` header tells. So is one whose `auth_time` is text. Nothing is sent twice.
 *
 * Whatever way it took, no answer leaves here before the signature of its ID token was verified, as it came.
 */
async function request<T extends TokenEndpointResponse>(
  server: Server,
  profile: Profile,
  http: Http,
  options: TokenRequestOptions,
  send: Send<T>,
): Promise<TokenResponse<T>> {
  const { dpopKey } = options;
  const attempt = async (own: ClientOptions): Promise<TokenResponse<T>> => {
    const client = await openClient(server, profile, http, { ...options, ...own });
    const dpop =
      dpopKey === undefined ? {} : { DPoP: await (await import('./dpopKeys.ts')).dpopHandle(client, dpopKey) };
    return { client, answer: await send(client.configuration, dpop), dpopKey };
  };
  let kept: Answer | undefined;
  const keep = (answer: Answer): void => {
    kept = answer;
  };
  const tokens = await attempt({ keep }).catch(async (error: unknown) => {
    if (kept === undefined || !(error instanceof ClientError)) throw error;
    const mended = withNumericAuthTime(kept);
    if (mended === undefined) {
      if (error.code !== 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') throw error;
      return attempt({ replay: kept });
    }
    const again = await attempt({ replay: mended.answer });
    return { ...again, answer: Object.assign(again.answer, { id_token: mended.idToken }) };
  });
  const { id_token: idToken } = tokens.answer;
  if (idToken !== undefined && options.withoutAccount !== true) {
    await proveIdToken(idToken, server, http);
  }
  return tokens;
}
