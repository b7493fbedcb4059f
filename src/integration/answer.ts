import type { Api } from '../profile/profile.ts';
import type { AccessToken } from '../session/session.ts';
import { namedAudiences } from '../token/audiences.ts';
import type { AccessTokenAnswer } from './exportedApi.ts';

/** A token as programs get it. */
export function answerOf(token: AccessToken, api: Api): AccessTokenAnswer {
  return {
    accessToken: token.value,
    ...(token.expiresAt !== undefined && { expiresAt: token.expiresAt }),
    scopes: [...(token.grantedScopes ?? token.requestedScopes)],
    audience: [...namedAudiences(token.value, api)],
  };
}
