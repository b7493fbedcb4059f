import { decode } from '../token/decode.ts';
import { isJsonObject } from '../token/json.ts';
import { claimTime } from '../token/time.ts';
import { verify } from '../token/verify.ts';
import { answerKeys } from './client.ts';
import { OAuthFailure } from './failure.ts';
import type { Http } from './http.ts';
import type { Server } from './metadata.ts';

export interface MendedAnswer {
  /** The answer with a copy of the ID token whose `auth_time` is a number. The signature of the copy is worth nothing. */
  readonly response: Response;
  /** The ID token as it came. Its signature was verified. */
  readonly idToken: string;
}

/**
 * OpenID Connect Core §2 makes `auth_time` a number. AD FS writes text, for which openid-client would refuse an answer that
 * is good otherwise, and lose the refresh token in it. So the signature is checked here, on the token as it came, and
 * everything else is openid-client's to check, on a copy.
 *
 * @returns nothing for an answer whose ID token has no such claim.
 * @throws {OAuthFailure} `idTokenInvalid` when the issuer's keys do not prove the token; `answerLost` without the keys.
 */
export async function withNumericAuthTime(
  response: Response,
  server: Server,
  http: Http,
): Promise<MendedAnswer | undefined> {
  const answer: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const idToken = isJsonObject(answer) ? answer['id_token'] : undefined;
  if (!isJsonObject(answer) || typeof idToken !== 'string') {
    return undefined;
  }
  const token = decode(idToken);
  if (token.kind !== 'jwt' || token.raw !== idToken || typeof token.claims['auth_time'] !== 'string') {
    return undefined;
  }
  const authTime = claimTime(token.claims['auth_time']);
  if (authTime === undefined) {
    return undefined;
  }
  const { kid } = token.header;
  const keys = await answerKeys(server, http, typeof kid === 'string' ? kid : undefined);
  const { state } = await verify(token, { keys, issuer: server.issuer });
  if (state !== 'verified') {
    throw new OAuthFailure('idTokenInvalid', { reason: 'signature' });
  }
  const [header, , signature] = idToken.split('.');
  const payload = Buffer.from(JSON.stringify({ ...token.claims, auth_time: authTime })).toString('base64url');
  const body = JSON.stringify({ ...answer, id_token: [header, payload, signature].join('.') });
  return { response: new Response(body, response), idToken };
}
