import type { Api } from '../profile/profile.ts';
import type { AccessToken } from '../session/session.ts';
import { decode } from '../token/decode.ts';
import { strings } from '../token/lists.ts';
import type { AccessTokenAnswer } from './exportedApi.ts';

/** A token as programs get it. */
export function answerOf(token: AccessToken, { audience, resource }: Api): AccessTokenAnswer {
  const decoded = decode(token.value);
  const claimed = 'claims' in decoded ? strings(decoded.claims['aud']) : [];
  return {
    accessToken: token.value,
    ...(token.expiresAt !== undefined && { expiresAt: token.expiresAt }),
    scopes: [...(token.grantedScopes ?? token.requestedScopes)],
    audience: claimed.length > 0 ? [...claimed] : audience !== undefined ? [audience] : [...resource],
  };
}
