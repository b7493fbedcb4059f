import { authority } from '../profile/authority.ts';
import type { Profile } from '../profile/profile.ts';
import type { Session } from './session.ts';

/**
 * A session belongs to an issuer, a client and the endpoints that issued it; what a profile is called has no say. A
 * client's own tokens are never handed out as a person's, nor a person's as the client's.
 */
export function belongsTo(session: Session, profile: Profile): boolean {
  return authority(session) === authority(profile) && (session.client === true) === isForClient(profile);
}

/** Whether the client itself gets the profile's tokens, with no person (RFC 6749 §4.4, RFC 7523 §2.1). */
export function isForClient({ grant }: Profile): boolean {
  return grant === 'clientCredentials' || grant === 'jwtBearer';
}

/** The accounts that are signed in where the profile signs in. */
export function sessionsOf(profile: Profile, sessions: readonly Session[]): readonly Session[] {
  return sessions.filter((session) => belongsTo(session, profile));
}
