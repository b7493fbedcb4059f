import * as vscode from 'vscode';

/** Runs `action` and returns the messages that it showed. Nobody presses their buttons, but for one named `press`. */
export async function messagesDuring(action: () => unknown, press?: string): Promise<string[]> {
  const shown: string[] = [];
  const names = ['showErrorMessage', 'showWarningMessage', 'showInformationMessage'] as const;
  const window = vscode.window as unknown as Record<(typeof names)[number], unknown>;
  const originals = names.map((name) => [name, window[name]] as const);
  for (const name of names) {
    window[name] = (message: string, ...items: readonly (string | { readonly title?: string })[]) => {
      shown.push(message);
      return Promise.resolve(items.find((item) => press === (typeof item === 'string' ? item : item.title)));
    };
  }
  try {
    await action();
  } finally {
    for (const [name, original] of originals) window[name] = original;
  }
  return shown;
}
