import type { Profile } from './profile.ts';

/** Whether the profile's client signs assertions to get tokens by (RFC 7523 §2.1), however it authenticates besides. */
export function signsAssertions({ grant }: Pick<Profile, 'grant'>): boolean {
  return grant === 'jwtBearer';
}

/** The profile once for each secret of its client: the one that it authenticates by, and the key that signs assertions. */
export function holders(profile: Profile): readonly Profile[] {
  return [
    ...(profile.clientAuthentication === 'none' ? [] : [profile]),
    ...(signsAssertions(profile) ? [asSigner(profile)] : []),
  ];
}

/** The profile as the owner of the key that signs its assertions: where it authenticates by one, that is the same. */
export function asSigner(profile: Profile): Profile {
  return { ...profile, clientAuthentication: 'privateKeyJwt' };
}
