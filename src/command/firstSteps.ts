import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { CommandContext } from './context.ts';
import { showError } from './message.ts';

/** For a command that needs a profile where none is usable: says why, and what leads on. */
export function offerFirstSteps(context: CommandContext): void {
  const edit = vscode.l10n.t('Edit Profiles');
  const add = vscode.l10n.t('Add Profile…');
  const demo = vscode.l10n.t('Try the Demo Provider');
  const broken = context.settings.problems().length > 0;
  const message = broken
    ? vscode.l10n.t('No profile in the settings can be used yet: the Tokens view says what to mend.')
    : vscode.l10n.t('There is no profile yet. A profile says where to sign in: an issuer and a client ID.');
  void showError(message, ...(broken ? [edit, demo] : [add, demo])).then((chosen) => {
    if (chosen === edit) void vscode.commands.executeCommand(commands.editProfiles);
    if (chosen === add) void vscode.commands.executeCommand(commands.addProfile);
    if (chosen === demo) void vscode.commands.executeCommand(commands.tryDemo);
  });
}
