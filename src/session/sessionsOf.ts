import type { Profile } from '../profile/profile.ts';
import type { Session } from './session.ts';

/** A session belongs to an issuer and a client; what a profile is called has no say. */
export function belongsTo(session: Session, profile: Profile): boolean {
  return session.issuer === profile.issuer && session.clientId === profile.clientId;
}

/** The accounts that are signed in at the profile's issuer with its client. */
export function sessionsOf(profile: Profile, sessions: readonly Session[]): readonly Session[] {
  return sessions.filter((session) => belongsTo(session, profile));
}
