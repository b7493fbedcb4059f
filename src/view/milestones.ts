import * as vscode from 'vscode';
import type { contextKeys } from '../contributions.ts';

type Milestone = (typeof contextKeys)['signedIn' | 'lookedInside' | 'inUse' | 'ownServer' | 'explained'];

const reached = new Set<Milestone>();

/** Ticks off a step of the walkthrough. */
export function reach(milestone: Milestone): void {
  if (reached.has(milestone)) return;
  reached.add(milestone);
  void tell(milestone);
}

/** To be called once the walkthrough is open: VS Code did not listen before. */
export async function tellAgain(): Promise<void> {
  for (const milestone of reached) await tell(milestone);
}

/** A short signal: a step whose key is true already when VS Code begins to listen is never ticked off. */
async function tell(milestone: Milestone): Promise<void> {
  await vscode.commands.executeCommand('setContext', milestone, true);
  await vscode.commands.executeCommand('setContext', milestone, false);
}
