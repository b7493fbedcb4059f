import type { Profile } from '../profile/profile.ts';
import type { Session } from '../session/session.ts';
import { sessionsOf } from '../session/sessionsOf.ts';
import type { Decoded } from '../token/decoded.ts';
import { strings } from '../token/lists.ts';

export interface Owner {
  readonly profile: Profile;
  readonly session?: Session;
}

/**
 * Whose token a pasted one is: the profile whose issuer it names, to the letter, and the account that it is about. Of
 * several profiles the one whose client it was issued to. `undefined` for everybody else's tokens.
 */
export function ownerOf(token: Decoded, profiles: readonly Profile[], sessions: readonly Session[]): Owner | undefined {
  const claims = 'claims' in token ? token.claims : undefined;
  if (claims === undefined) return undefined;
  const same = profiles.filter(({ issuer }) => issuer === claims['iss']);
  const clients = ['azp', 'client_id', 'cid', 'appid', 'aud'].flatMap((name) => strings(claims[name]));
  const profile = same.find(({ clientId }) => clients.includes(clientId)) ?? same[0];
  if (profile === undefined) return undefined;
  const accounts = sessionsOf(profile, sessions);
  const session =
    accounts.find(({ subject }) => subject === claims['sub']) ?? (accounts.length === 1 ? accounts[0] : undefined);
  return { profile, ...(session !== undefined && { session }) };
}
