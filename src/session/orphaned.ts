import type { Profile } from '../profile/profile.ts';
import type { Session } from './session.ts';
import { belongsTo } from './sessionsOf.ts';

export interface KnownProfiles {
  readonly usable: readonly Profile[];
  /** Names of profiles that have an error in the settings. */
  readonly broken: readonly string[];
}

/**
 * The sessions that no profile here signs in for any more. A profile that is only broken still has its sessions: what it
 * is called is all that is known of it. A demo's sessions end with their window and are nobody's to clean up.
 */
export function orphaned(sessions: readonly Session[], { usable, broken }: KnownProfiles): readonly Session[] {
  return sessions.filter(
    (session) =>
      session.demo !== true &&
      !broken.includes(session.profile) &&
      !usable.some((profile) => belongsTo(session, profile)),
  );
}
