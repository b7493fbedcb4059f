import type { Profile } from './profile.ts';

/** The profile that somebody signs in with: where a token is exchanged, that of the token; else the profile itself. */
export function signInProfile(profile: Profile): Profile {
  return profile.subject?.profile ?? profile;
}
