import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { SettingsNotWritten } from '../profile/editSettings.ts';
import type { CommandContext } from './context.ts';
import { showError } from './message.ts';

/** Says why a profile was not written into the settings, with the ways on. Does not wait for the button. */
export function tellNotWritten(
  context: Pick<CommandContext, 'log'>,
  error: unknown,
  profile: string,
  tryAgain: () => unknown,
): void {
  context.log.error(`The profile was not saved: ${error instanceof Error ? error.name : typeof error}`);
  const again = vscode.l10n.t('Try Again');
  const edit = vscode.l10n.t('Open Settings');
  const reason = error instanceof SettingsNotWritten ? error.message : vscode.l10n.t('The log has the details.');
  void showError(vscode.l10n.t('The profile {0} was not saved. {1}', profile, reason), again, edit).then((chosen) => {
    if (chosen === again) return tryAgain();
    return chosen === edit ? vscode.commands.executeCommand(commands.editProfiles) : undefined;
  });
}
