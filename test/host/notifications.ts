import * as vscode from 'vscode';

/** Runs `action` and returns the messages that it showed. Nobody presses their buttons. */
export async function messagesDuring(action: () => unknown): Promise<string[]> {
  const shown: string[] = [];
  const names = ['showErrorMessage', 'showWarningMessage', 'showInformationMessage'] as const;
  const window = vscode.window as unknown as Record<(typeof names)[number], unknown>;
  const originals = names.map((name) => [name, window[name]] as const);
  for (const name of names) {
    window[name] = (message: string) => {
      shown.push(message);
      return Promise.resolve(undefined);
    };
  }
  try {
    await action();
  } finally {
    for (const [name, original] of originals) window[name] = original;
  }
  return shown;
}
