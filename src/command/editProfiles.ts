import { openProfileSettings } from '../profile/openSettings.ts';
import { readArgument } from './target.ts';

/**
 * Opens the settings at the profile that is meant, or at an example to fill in. A row about a problem brings the
 * path of the key.
 */
export async function editProfiles(argument: unknown): Promise<void> {
  if (isPath(argument)) return openProfileSettings(argument);
  const profile = readArgument(argument)?.profile;
  return openProfileSettings(profile === undefined ? undefined : ['tokenInspector.profiles', profile]);
}

function isPath(argument: unknown): argument is readonly (string | number)[] {
  return Array.isArray(argument) && argument.every((part) => typeof part === 'string' || typeof part === 'number');
}
