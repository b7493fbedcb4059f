import * as vscode from 'vscode';

/**
 * What is selected in the terminal, and nothing where nothing is. Extensions cannot ask for it
 * (https://github.com/microsoft/vscode/issues/188173): it goes by way of the clipboard, which afterwards holds what it held
 * before.
 */
export async function terminalSelection(): Promise<string> {
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
