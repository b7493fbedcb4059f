import { authority } from '../profile/authority.ts';
import type { Profile } from '../profile/profile.ts';
import type { Session } from './session.ts';

/** A session belongs to an issuer, a client and the endpoints that issued it; what a profile is called has no say. */
export function belongsTo(session: Session, profile: Profile): boolean {
  return authority(session) === authority(profile);
}

/** The accounts that are signed in where the profile signs in. */
export function sessionsOf(profile: Profile, sessions: readonly Session[]): readonly Session[] {
  return sessions.filter((session) => belongsTo(session, profile));
}
