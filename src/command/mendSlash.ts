import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { listed, saveKey } from '../profile/saveProfile.ts';
import type { CommandContext } from './context.ts';
import { tellNotWritten } from './notWritten.ts';

/** Writes the issuer of a profile as its server does, with a slash more or less, and signs in. */
export async function mendSlash(context: CommandContext, profile: Profile, api: Api | undefined): Promise<void> {
  const { name } = profile;
  const issuer = profile.issuer.endsWith('/') ? profile.issuer.slice(0, -1) : `${profile.issuer}/`;
  try {
    await saveKey(name, 'issuer', issuer);
    await listed(context.settings, (one) => one.name === name && one.issuer === issuer);
  } catch (error) {
    tellNotWritten(context, error, name, () => mendSlash(context, profile, api));
    return;
  }
  // Another issuer: nobody is signed in there yet.
  const argument = { profile: name, ...(api !== undefined && { api: api.name }) };
  await vscode.commands.executeCommand(commands.signIn, argument);
}
