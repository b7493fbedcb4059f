import * as vscode from 'vscode';

interface Answers {
  /** Labels of what is picked, in order; `undefined` is Escape. */
  readonly showQuickPick?: readonly (string | undefined)[];
  readonly showInputBox?: readonly (string | undefined)[];
  /** Titles of the buttons that are pressed. */
  readonly buttons?: readonly (string | undefined)[];
}

interface Item {
  readonly label?: string;
  readonly title?: string;
}

/** Answers VS Code's questions during `action`, as a person would. Returns the messages that were shown. */
export async function answers(
  { showQuickPick = [], showInputBox = [], buttons = [] }: Answers,
  action: () => unknown,
): Promise<{ messages: string[] }> {
  const messages: string[] = [];
  const [picks, texts, presses] = [[...showQuickPick], [...showInputBox], [...buttons]];
  const message = (text: string, ...offered: (string | Item)[]): Promise<unknown> => {
    messages.push(text);
    return choose(offered, presses.shift(), (button) => (typeof button === 'string' ? button : button.title));
  };
  const window = vscode.window as unknown as Record<string, unknown>;
  const replacements: Record<string, unknown> = {
    showErrorMessage: message,
    showWarningMessage: message,
    showInformationMessage: message,
    showInputBox: () => Promise.resolve(texts.shift()),
    showQuickPick: (items: readonly Item[]) => choose(items, picks.shift(), ({ label }) => label),
  };
  const originals = Object.keys(replacements).map((name) => [name, window[name]] as const);
  Object.assign(window, replacements);
  try {
    await action();
  } finally {
    for (const [name, original] of originals) window[name] = original;
  }
  return { messages };
}

function choose<T>(
  offered: readonly T[],
  wanted: string | undefined,
  name: (item: T) => string | undefined,
): Promise<T | undefined> {
  if (wanted === undefined) return Promise.resolve(undefined);
  const found = offered.find((item) => name(item) === wanted);
  if (found !== undefined) return Promise.resolve(found);
  return Promise.reject(new Error(`There is no ${wanted}, but: ${offered.map(name).join(', ')}`));
}
