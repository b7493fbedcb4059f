import * as vscode from 'vscode';
import { views } from '../contributions.ts';
import type { CommandContext } from './context.ts';
import { showError } from './message.ts';
import { signInAndTell } from './signIn.ts';
import { forgetStoppedDemos } from './stoppedDemos.ts';

/** Starts the demo provider and signs in at it: the whole product without registering anything anywhere. */
export async function tryDemo(context: CommandContext): Promise<void> {
  void vscode.commands.executeCommand(`${views.tokens}.focus`);
  try {
    // Before it starts: the port of one that is gone may be the next one's.
    await forgetStoppedDemos(context.sessions);
    const profile = await context.demo.start();
    await signInAndTell(context, profile, profile.apis[0]);
  } catch (error) {
    context.log.error(`The demo provider did not start: ${error instanceof Error ? error.message : 'unknown'}`);
    const again = vscode.l10n.t('Try Again');
    void showError(
      vscode.l10n.t('The demo provider could not be started on this computer. The log has the details.'),
      again,
    ).then((chosen) => (chosen === again ? tryDemo(context) : undefined));
  }
}
