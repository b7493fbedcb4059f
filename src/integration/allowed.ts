import { authority } from '../profile/authority.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * What "always" holds for: the issuer and client that a token is got at, never a profile's name. Where it comes in exchange
 * for a user's, also where that user signed in: who said it of one client's own tokens has not said it of theirs.
 */
export function allowedName(profile: Profile): string {
  const { subject } = profile;
  return subject === undefined ? authority(profile) : `${authority(profile)}${exchangedFor(subject.profile)}`;
}

/** Whether "always" was said of the tokens of an account that signed in there, or of what they are exchanged for. */
export function isAllowedBy(name: string, issuedBy: SignedInAt): boolean {
  return name === authority(issuedBy) || name.endsWith(exchangedFor(issuedBy));
}

type SignedInAt = Pick<Profile, 'issuer' | 'clientId' | 'endpoints'>;

/** No other name ends so: in those a quotation mark has a backslash before it. */
function exchangedFor(issuedBy: SignedInAt): string {
  return ` for ${authority(issuedBy)}`;
}
