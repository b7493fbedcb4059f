import * as vscode from 'vscode';
import { explainUnselected } from './errorText.ts';

/** Explains what is selected in the terminal. Whether anything is, no context key tells a menu. */
export async function explainSelection(explain: (text: string) => unknown): Promise<void> {
  const selected = await terminalSelection();
  await (selected === '' ? explainUnselected(explain) : explain(selected));
}

/** A second question at the same time would take what the first put into the clipboard for what it held before. */
let asking: Promise<string> | undefined;

/**
 * What is selected in the terminal, and nothing where nothing is. Extensions cannot ask for it
 * (https://github.com/microsoft/vscode/issues/188173): it goes by way of the clipboard, which afterwards holds what it held
 * before.
 */
export function terminalSelection(): Promise<string> {
  asking ??= byClipboard().finally(() => {
    asking = undefined;
  });
  return asking;
}

async function byClipboard(): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  await clipboard.writeText('');
  try {
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    return await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
}
