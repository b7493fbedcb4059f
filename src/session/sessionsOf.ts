import { authority } from '../profile/authority.ts';
import type { Profile } from '../profile/profile.ts';
import { signInProfile } from '../profile/signInProfile.ts';
import type { Session } from './session.ts';

/**
 * A session belongs to an issuer, a client and the endpoints that issued it; what a profile is called has no say. A
 * client's own tokens are never handed out as a person's, nor a person's as the client's. Tokens that were exchanged for
 * one of a session are kept in it: they are the same account's, and gone when it signs out.
 */
export function belongsTo(session: Session, profile: Profile): boolean {
  const own = signInProfile(profile);
  return authority(session) === authority(own) && (session.client === true) === isForClient(own);
}

/** The profile that the session was made with, as far as there is one. None that exchanges its tokens. */
export function profileOf(session: Session, profiles: readonly Profile[]): Profile | undefined {
  return profiles.find((profile) => profile.subject === undefined && belongsTo(session, profile));
}

/** Whether the client itself gets the profile's tokens, with no person (RFC 6749 §4.4, RFC 7523 §2.1). */
export function isForClient(profile: Profile): boolean {
  const { grant } = signInProfile(profile);
  return grant === 'clientCredentials' || grant === 'jwtBearer';
}

/** The accounts that are signed in where the profile signs in. */
export function sessionsOf(profile: Profile, sessions: readonly Session[]): readonly Session[] {
  return sessions.filter((session) => belongsTo(session, profile));
}
