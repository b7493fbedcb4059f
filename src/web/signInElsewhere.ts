import * as vscode from 'vscode';
import { withReadMore, type Button } from '../command/buttons.ts';
import { showError } from '../command/message.ts';
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
  tell(reason(), {
    title: vscode.l10n.t('Inspect a Token Instead'),
    run: () => vscode.commands.executeCommand(commands.inspectToken),
  });
}

/** A new profile begins with a sign-in elsewhere; here it is written by hand, and says whose tokens can be verified. */
export function addProfileByHand(): void {
  const why = vscode.l10n.t('Here a profile serves to verify its issuer’s tokens: write it into the settings.');
  tell(`${reason()} ${why}`, {
    title: vscode.l10n.t('Edit Profiles'),
    run: () => vscode.commands.executeCommand(commands.editProfiles),
  });
}

function tell(message: string, button: Button): void {
  const buttons = withReadMore([button], 'sign-in#in-a-browser-alone');
  void showError(message, ...buttons).then((chosen) => chosen?.run());
}
