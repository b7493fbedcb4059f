import { text } from '../token/text.ts';
import { apiKeys } from './keys.ts';
import type { ProblemPath, Report } from './problem.ts';
import type { Api } from './profile.ts';
import { checkKeys, checkName, entriesOf, parseScopes, parseTarget, type Entries, type Target } from './values.ts';

/** The API that the profile itself names. */
export const ownApi = 'default';

/**
 * The APIs of a profile. Without `apis` there is one, `default`, for the profile's own audience and resource. With
 * `apis`, an API takes the profile's audience and resource when it has neither, and asks for the profile's scopes
 * besides its own; a profile that has a target of its own too keeps it as `default`, first.
 */
export function parseApis(
  entries: Entries,
  target: Target,
  scopes: readonly string[],
  path: ProblemPath,
  report: Report,
): [Api, ...Api[]] {
  const own: Api = { name: ownApi, ...target, scopes };
  if (!entries.has('apis')) return [own];
  const here = [...path, 'apis'];
  const found = entriesOf(entries.get('apis'));
  if (found === undefined) {
    report(here, text('“{key}” must be an object: names of APIs and how to ask for them.', { key: 'apis' }));
    return [own];
  }
  const hasTarget = target.audience !== undefined || target.resource.length > 0;
  if (hasTarget && found.has(ownApi)) {
    report(
      [...here, ownApi],
      text('The name “{key}” is taken by the “audience” or “resource” of the profile itself. Choose another one.', {
        key: ownApi,
      }),
    );
  }
  const [first, ...others] = [...found].map(([name, value]) =>
    parseApi(name, value, target, scopes, [...here, name], report),
  );
  if (first === undefined) return [own];
  return hasTarget ? [own, first, ...others] : [first, ...others];
}

function parseApi(
  name: string,
  value: unknown,
  profile: Target,
  profileScopes: readonly string[],
  path: ProblemPath,
  report: Report,
): Api {
  checkName(name, path, report);
  const entries = entriesOf(value);
  if (entries === undefined) {
    report(path, text('An API must be an object with “audience”, “resource” or “scopes”.'));
    return { name, ...profile, scopes: profileScopes };
  }
  checkKeys(entries, apiKeys, path, report);
  const own = parseTarget(entries, path, report);
  const target = own.audience === undefined && own.resource.length === 0 ? profile : own;
  const scopes = new Set([...profileScopes, ...(parseScopes(entries, path, report) ?? [])]);
  return { name, ...target, scopes: [...scopes] };
}
