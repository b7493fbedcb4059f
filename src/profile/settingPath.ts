import { ownApi } from './apis.ts';
import { apiKeys, type profileKeys } from './keys.ts';
import type { ProblemPath } from './problem.ts';
import type { Api, Profile } from './profile.ts';

/**
 * Where a key of a profile stands in the settings. What an API decides for itself is looked for at the API.
 *
 * @param key `audience` stands for whatever chooses the API: that, or `resource`.
 */
export function settingPath(profile: Profile, key: (typeof profileKeys)[number] | undefined, api?: Api): ProblemPath {
  const path = ['tokenInspector.profiles', profile.name];
  if (key === undefined) return path;
  const isOfApi = (apiKeys as readonly string[]).includes(key);
  const place = isOfApi && api !== undefined && api.name !== ownApi ? [...path, 'apis', api.name] : path;
  return [...place, key === 'audience' && (api?.resource.length ?? 0) > 0 ? 'resource' : key];
}
