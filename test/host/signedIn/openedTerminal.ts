import * as vscode from 'vscode';

const profile = { extensionIdentifier: 'token-inspector.token-inspector', id: 'tokenInspector.terminal' };

/** What VS Code does when somebody chooses the terminal profile. */
export function openTerminal(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.terminal.newWithProfile', {
    config: { ...profile, title: 'Terminal With Access Token', icon: 'key' },
  });
}

/** Opens a terminal of the profile and waits for it. */
export async function openedTerminal(): Promise<vscode.Terminal> {
  const opened = new Promise<vscode.Terminal>((resolve) => {
    const subscription = vscode.window.onDidOpenTerminal((terminal) => {
      subscription.dispose();
      resolve(terminal);
    });
  });
  await openTerminal();
  return opened;
}
