import * as vscode from 'vscode';
import { showInformation } from '../command/message.ts';
import { commands } from '../contributions.ts';
import type { TokenInspectorError } from '../integration/exportedApi.ts';

/** Why there are no sessions here, in the one sentence that every command says which needs one. */
function reason(): string {
  return vscode.l10n.t(
    'Signing in needs VS Code on the desktop or connected to a remote: a browser alone cannot receive the authorization server’s answer.',
  );
}

/** For other extensions: what `getAccessToken` rejects with. */
export class NeedsNode extends Error implements TokenInspectorError {
  override readonly name = 'TokenInspectorError';
  readonly code = 'failed';

  constructor() {
    super(reason());
  }
}

/** Says so, with what can be done here instead. Does not wait for the button. */
export function signInElsewhere(): void {
  const inspect = vscode.l10n.t('Inspect a Token Instead');
  void showInformation(reason(), inspect).then((chosen) =>
    chosen === inspect ? vscode.commands.executeCommand(commands.inspectToken) : undefined,
  );
}

/** A new profile begins with a sign-in elsewhere; here it is written by hand, and says whose tokens can be verified. */
export function addProfileByHand(): void {
  const edit = vscode.l10n.t('Edit Profiles');
  const message = vscode.l10n.t('Here a profile serves to verify its issuer’s tokens: write it into the settings.');
  void showInformation(`${reason()} ${message}`, edit).then((chosen) =>
    chosen === edit ? vscode.commands.executeCommand(commands.editProfiles) : undefined,
  );
}
