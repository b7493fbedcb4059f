import type { Profile } from './profile.ts';

/**
 * Who issues a profile's tokens and takes its secrets, as one string: issuer, client, and the endpoints where the
 * profile names them itself. Whatever was issued or entered for one of these is never sent to another: a workspace that
 * keeps issuer and client and moves the token endpoint elsewhere gets nothing. A profile's name has no say.
 */
export function authority({ issuer, clientId, endpoints }: Pick<Profile, 'issuer' | 'clientId' | 'endpoints'>): string {
  // By the server's own metadata, which only the issuer can change (RFC 8414 §3.3).
  if (endpoints === undefined) return JSON.stringify([issuer, clientId]);
  return JSON.stringify([issuer, clientId, Object.entries(endpoints).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
