import { parseProfiles } from './parse.ts';
import { profileOf, type ProfileProblem } from './problem.ts';
import type { Profile } from './profile.ts';

/** The values of one setting, by where they stand. */
export interface SettingValues {
  readonly user: unknown;
  readonly workspace: unknown;
}

/**
 * What counts of a setting. An untrusted workspace adds nothing: it could send a sign-in, and with it the user's
 * account, wherever it likes.
 */
export function effectiveValues(values: SettingValues, trusted: boolean): SettingValues {
  return { user: values.user, workspace: trusted ? values.workspace : undefined };
}

/**
 * The profiles of the user and of the workspace. A workspace's profile takes the place of the user's of the same name
 * as a whole, broken or not: half of one and half of the other would sign in with one's client at the other's issuer.
 */
export function readProfiles(
  values: SettingValues,
  trusted: boolean,
): { profiles: readonly Profile[]; problems: readonly ProfileProblem[] } {
  const effective = effectiveValues(values, trusted);
  const user = parseProfiles(effective.user);
  // The other way round a workspace could put its own profile behind one of the user's that exchanges tokens.
  const workspace = parseProfiles(effective.workspace, user.profiles);
  const taken = new Set([...workspace.profiles.map((profile) => profile.name), ...workspace.problems.map(profileOf)]);
  return {
    profiles: [...user.profiles.filter((profile) => !taken.has(profile.name)), ...workspace.profiles],
    problems: [
      ...user.problems.filter((problem) => {
        const name = profileOf(problem);
        return name === undefined || !taken.has(name);
      }),
      ...workspace.problems,
    ],
  };
}

/**
 * Puts profiles that live in memory after those of the settings. A name that the settings have (a broken profile's
 * included) stays theirs: the other one is listed as `demo 2`, so that no name ever means two profiles.
 */
export function addMemoryProfiles(
  settings: readonly Profile[],
  problems: readonly ProfileProblem[],
  memory: readonly Profile[],
): readonly Profile[] {
  const taken = new Set([...settings.map((profile) => profile.name), ...problems.map(profileOf)]);
  return [
    ...settings,
    ...memory.map((profile) => {
      let name = profile.name;
      for (let count = 2; taken.has(name); count++) name = `${profile.name} ${String(count)}`;
      taken.add(name);
      return { ...profile, name };
    }),
  ];
}
