import { OAuthFailure } from '../oauth/failure.ts';
import type { Profile } from '../profile/profile.ts';

/** The profile that a failure is about: the one that was asked for, or the one whose token it exchanges. */
export function failedProfile(error: unknown, profile: Profile): Profile {
  const owner = profile.subject?.profile;
  return owner !== undefined && error instanceof OAuthFailure && error.details.profile === owner.name ? owner : profile;
}
