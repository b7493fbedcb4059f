import type { Profile } from './profile.ts';

export type SecretKind = 'clientSecret' | 'privateKey' | 'certificate';

/** What a client that authenticates proves itself with. */
export function secretKind({ clientAuthentication }: Pick<Profile, 'clientAuthentication'>): SecretKind {
  if (clientAuthentication === 'tlsClientAuth') return 'certificate';
  return clientAuthentication === 'privateKeyJwt' ? 'privateKey' : 'clientSecret';
}
