import { authority } from '../profile/authority.ts';
import type { Api, Profile } from '../profile/profile.ts';

/**
 * Everything that shapes an access token, as one string: two questions share a token only when all of it is equal. What the
 * person was asked at the sign-in (`prompt`) shapes none.
 */
export function cacheKey(profile: Profile, subject: string, api: Api): string {
  return JSON.stringify([
    authority(profile),
    subject,
    api.audience ?? null,
    [...api.resource].sort(),
    [...new Set(api.scopes)].sort(),
    sortedEntries(profile.authorizationParameters).filter(([name]) => name !== 'prompt'),
    sortedEntries(profile.tokenParameters),
    ...(profile.assertionClaims === undefined ? [] : [['assertion', sortedEntries(profile.assertionClaims)]]),
    ...(profile.subject === undefined ? [] : [cacheKey(profile.subject.profile, subject, profile.subject.api)]),
    ...(profile.dpop === true ? ['dpop'] : []),
  ]);
}

function sortedEntries(parameters: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
}
