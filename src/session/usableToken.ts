import type { FailureDetails } from '../oauth/failure.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { accessTokenFor } from './accessTokens.ts';
import { grantedApis, isGrantedFor } from './granted.ts';
import type { RefreshToken, Session } from './session.ts';
import { SignInNeeded } from './signInNeeded.ts';

/** The refresh token to ask with. @throws {SignInNeeded} where there is none, or asking could cost the session. */
export function usableToken(session: Session, profile: Profile, api: Api): RefreshToken {
  const { ended, refreshToken } = session;
  if (ended !== undefined) {
    const { error, description } = ended;
    throw new SignInNeeded('sessionEnded', {
      ...(error !== undefined && { error }),
      ...(description !== undefined && { description }),
      ...lossOf(session),
    });
  }
  const token = accessTokenFor(session, profile, api);
  if (refreshToken === undefined) {
    throw new SignInNeeded('noRefreshToken', token === undefined ? { reason: 'noToken' } : {});
  }
  if (isGrantedFor(session, profile, api)) return refreshToken;
  if (token?.cameAlone === true) {
    throw new SignInNeeded('noRefreshToken', { reason: 'forOthers' }, { keptFor: grantedApis(session, profile) });
  }
  const expected = api.resource.join(' ');
  throw new SignInNeeded('notAskedFor', { expected, ...(session.wantsConsent === true && { reason: 'wantsConsent' }) });
}

/**
 * Why a good refresh token may have been refused: the server had used it up for an answer that was lost, or for one that
 * refused something else.
 */
export function lossOf({ answerLost, refreshToken }: Session): FailureDetails {
  if (answerLost !== undefined) return { reason: 'answerLost' };
  const refused = refreshToken?.refused;
  if (refused === undefined) return {};
  return {
    reason: 'refusedBefore',
    expected: refused.api,
    ...(refused.error !== undefined && { actual: refused.error }),
  };
}
