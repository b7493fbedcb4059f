import { decode } from '../token/decode.ts';
import { isJsonObject } from '../token/json.ts';
import { claimTime } from '../token/time.ts';
import type { Answer } from './http.ts';

export interface MendedAnswer {
  /** The answer with a copy of the ID token whose `auth_time` is a number. The signature of the copy is worth nothing. */
  readonly answer: Answer;
  /** The ID token as it came, whose signature is to be verified. */
  readonly idToken: string;
}

/**
 * OpenID Connect Core §2 makes `auth_time` a number. AD FS writes text, for which openid-client would refuse an answer that
 * is good otherwise, and lose the refresh token in it. So openid-client checks the claims on a copy, and the signature is
 * verified on the token as it came.
 *
 * @returns nothing for an answer whose ID token has no such claim.
 */
export function withNumericAuthTime(answer: Answer): MendedAnswer | undefined {
  const { json } = answer;
  const idToken = isJsonObject(json) ? json['id_token'] : undefined;
  if (!isJsonObject(json) || typeof idToken !== 'string') {
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
  const [header, , signature] = idToken.split('.');
  const payload = Buffer.from(JSON.stringify({ ...token.claims, auth_time: authTime })).toString('base64url');
  const body = JSON.stringify({ ...json, id_token: [header, payload, signature].join('.') });
  return { answer: { ...answer, body }, idToken };
}
