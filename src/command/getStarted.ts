import * as vscode from 'vscode';
import { contextKeys, extensionId, walkthrough } from '../contributions.ts';
import { reach, tellAgain } from '../view/milestones.ts';
import type { CommandContext } from './context.ts';

/** Opens the first steps, which VS Code also opens when the extension is installed. */
export async function getStarted({ settings }: Pick<CommandContext, 'settings'>): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${walkthrough}`, false);
  if (settings.profiles().some(({ origin }) => origin === 'settings')) reach(contextKeys.ownServer);
  await tellAgain();
}
