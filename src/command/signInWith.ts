import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { flowsFor } from '../oauth/flows.ts';
import type { FlowChoice } from '../oauth/flows.ts';
import type { Profile } from '../profile/profile.ts';
import { signInProfile } from '../profile/signInProfile.ts';
import { flowText, missingText } from '../view/flowText.ts';
import type { CommandContext } from './context.ts';
import { showError } from './message.ts';
import { signInAndTell, signInTarget } from './signIn.ts';
import { surroundingsOf } from './surroundings.ts';
import { resolveProfile } from './target.ts';

/** Milliseconds that the list may wait for the server's metadata, which say whether it knows device codes. */
const patience = 3_000;

/** Signs in by the way that the person chooses: those that can work here, the one that is picked otherwise first. */
export async function signInWith(context: CommandContext, argument: unknown): Promise<void> {
  const profile = await resolveProfile(context, argument);
  if (profile === undefined) return;
  const own = signInProfile(profile);
  const surroundings = await surroundingsOf(own, { deviceAuthorizationEndpoint: await offersDeviceCode(own) });
  const choice = await ask(own, flowsFor(own, surroundings));
  if (choice === undefined) return;
  if (choice.missing.length > 0) {
    tellMissing(own, choice);
    return;
  }
  const { api, session } = await signInTarget(context, profile, argument);
  await signInAndTell(context, profile, api, { session, flow: choice.flow.id });
}

async function ask(profile: Profile, choices: readonly FlowChoice[]): Promise<FlowChoice | undefined> {
  const possible = choices.filter(({ missing }) => missing.length === 0);
  const impossible = choices.filter(({ missing }) => missing.length > 0);
  const items: (vscode.QuickPickItem & { choice?: FlowChoice })[] = [
    ...possible.map((choice, index) => ({
      label: flowText(choice.flow.id).title,
      detail: flowText(choice.flow.id).detail,
      ...(index === 0 ? { description: vscode.l10n.t('what “Sign In” does here') } : {}),
      choice,
    })),
    { label: vscode.l10n.t('Not possible here'), kind: vscode.QuickPickItemKind.Separator },
    ...impossible.map((choice) => ({ label: flowText(choice.flow.id).title, detail: missingText(choice), choice })),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Sign In at {0} With', profile.name),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen?.choice;
}

function tellMissing(profile: Profile, choice: FlowChoice): void {
  const edit = vscode.l10n.t('Edit Profile');
  void showError(
    `${flowText(choice.flow.id).title}: ${missingText(choice)}`,
    ...(profile.origin === 'settings' ? [edit] : []),
  ).then((chosen) => {
    if (chosen === edit) void vscode.commands.executeCommand(commands.editProfiles, { profile: profile.name });
  });
}

/** `undefined` where the server does not say so in time. */
async function offersDeviceCode(profile: Profile): Promise<boolean | undefined> {
  const { discover } = await import('../oauth/metadata.ts');
  try {
    const { metadata } = await discover(profile, { signal: AbortSignal.timeout(patience) });
    return metadata.device_authorization_endpoint !== undefined;
  } catch {
    return undefined;
  }
}
