import * as vscode from 'vscode';
import type { StoreProblem } from '../session/storeFailure.ts';
import { helpForStore } from '../view/failureHelp.ts';
import { storeProblemText } from '../view/problemRows.ts';
import { withReadMore, type Button } from './buttons.ts';
import type { CommandContext } from './context.ts';
import { showError } from './message.ts';

/** For sessions that are there and cannot be read: what happened, and the button that helps. Nothing goes without a word. */
export async function mendStore(context: CommandContext, kind: unknown): Promise<void> {
  const { problems } = await context.sessions.list();
  const affected = problems.filter((problem) => problem.kind === kind);
  const [first] = affected;
  if (first === undefined) return;
  const { label, description } = storeProblemText(first.kind, affected.length);
  const reload: Button = { title: vscode.l10n.t('Reload Window'), run: reloadWindow };
  const remove: Button = { title: vscode.l10n.t('Remove'), run: () => removeAll(context, affected) };
  const buttons = {
    keyForgotten: [remove],
    keyInAnotherWindow: [reload],
    damaged: [remove],
    newerVersion: [],
    unreadable: [reload, remove],
  }[first.kind];
  const chosen = await showError(`${label}. ${description}`, ...withReadMore(buttons, helpForStore[first.kind]));
  await chosen?.run();
}

async function reloadWindow(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.reloadWindow');
}

async function removeAll(context: CommandContext, problems: readonly StoreProblem[]): Promise<void> {
  for (const problem of problems) await context.sessions.removeProblem(problem);
}
