import * as vscode from 'vscode';
import { extensionId, walkthrough } from '../contributions.ts';
import { tellAgain } from '../view/milestones.ts';

/** Opens the first steps, which VS Code also opens when the extension is installed. */
export async function getStarted(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${walkthrough}`, false);
  await tellAgain();
}
