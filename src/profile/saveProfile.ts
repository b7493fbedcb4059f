import * as vscode from 'vscode';
import { editSettings, profilesSetting, SettingsNotWritten, unwritable } from './editSettings.ts';
import { valueOfKey } from './jsonc.ts';
import { standsInWorkspace } from './openSettings.ts';
import type { Profile } from './profile.ts';
import { setMember } from './setMember.ts';
import type { ProfileSettings } from './settings.ts';

/** Milliseconds in which VS Code reads the settings that were written. */
const patience = 10_000;

/**
 * Writes a profile into the settings of the user or of the workspace. VS Code's own update would write all profiles anew,
 * and the comments among them would be gone: where there are some already, only the lines of this one are put in.
 *
 * @throws {SettingsNotWritten}
 */
export async function saveProfile(
  name: string,
  value: Readonly<Record<string, unknown>>,
  target: 'user' | 'workspace',
): Promise<void> {
  const found = vscode.workspace.getConfiguration().inspect<unknown>(profilesSetting);
  const present = target === 'workspace' ? found?.workspaceValue : found?.globalValue;
  if (present === undefined) await update({ [name]: value }, target);
  else if (isObject(present)) await editSettings(target, (source, path) => setMember(source, path, name, value));
  else {
    throw new SettingsNotWritten(
      vscode.l10n.t('“{0}” in the settings is not an object. Mend it first, then add the profile.', profilesSetting),
    );
  }
}

/**
 * Writes a key of a profile that stands in the settings, where it stands. @throws {SettingsNotWritten}
 */
export function saveKey(name: string, key: string, value: string): Promise<void> {
  return editSettings(placeOf(name), (source, path) => setMember(source, [...path, name], key, value));
}

/**
 * Writes a member of an object of a profile that stands in the settings, where it stands; the object too where there is none.
 *
 * @throws {SettingsNotWritten}
 */
export function saveMember(
  name: string,
  object: 'apis' | 'authorizationParameters',
  key: string,
  value: unknown,
): Promise<void> {
  return editSettings(placeOf(name), (source, profiles) => {
    const path = [...profiles, name];
    return valueOfKey(source, [...path, object]) === undefined
      ? setMember(source, path, object, { [key]: value })
      : setMember(source, [...path, object], key, value);
  });
}

function placeOf(name: string): 'user' | 'workspace' {
  return standsInWorkspace(profilesSetting, name) ? 'workspace' : 'user';
}

/** Waits until the settings are read with such a profile in them, as VS Code tells a moment later. @throws {SettingsNotWritten} */
export function listed(settings: ProfileSettings, fits: (profile: Profile) => boolean): Promise<Profile> {
  const find = (): Profile | undefined => settings.profiles().find(fits);
  return new Promise((resolve, reject) => {
    const present = find();
    if (present !== undefined) {
      resolve(present);
      return;
    }
    const timer = setTimeout(() => {
      changes.dispose();
      reject(new SettingsNotWritten(vscode.l10n.t('VS Code does not list it: is another setting in its way?')));
    }, patience);
    const changes = settings.onDidChange(() => {
      const found = find();
      if (found === undefined) return;
      clearTimeout(timer);
      changes.dispose();
      resolve(found);
    });
  });
}

async function update(profiles: Record<string, unknown>, target: 'user' | 'workspace'): Promise<void> {
  try {
    const where = target === 'user' ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
    await vscode.workspace.getConfiguration().update(profilesSetting, profiles, where);
  } catch (error) {
    // VS Code says it in the user's language: unsaved changes, a syntax error, a file that cannot be written.
    throw new SettingsNotWritten(error instanceof Error ? error.message : unwritable());
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
