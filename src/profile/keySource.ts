import * as vscode from 'vscode';

/** Bytes. Larger than any key with its certificates. */
const sizeLimit = 100_000;

/**
 * Asks where a key comes from: a file, which is read once and left alone, or the clipboard.
 *
 * @param prompt What the key is for, and who gets to see it.
 * @param details What each may hold.
 * @param fault Why what came before will not do.
 */
export async function askSource(
  title: string,
  prompt: string,
  details: { readonly file: string; readonly paste: string },
  fault?: string,
): Promise<'file' | 'paste' | undefined> {
  const file = {
    label: fault === undefined ? vscode.l10n.t('Choose a File…') : vscode.l10n.t('Choose Another File…'),
    detail: fault ?? details.file,
  };
  const paste = { label: vscode.l10n.t('Paste It…'), detail: details.paste };
  const chosen = await vscode.window.showQuickPick([file, paste], { title, placeHolder: prompt, ignoreFocusOut: true });
  if (chosen === undefined) return undefined;
  return chosen === file ? 'file' : 'paste';
}

/** @returns nothing where the user closed the dialog; an empty content for a file that is too large or cannot be read. */
export async function chosenFiles(title: string, openLabel: string, canSelectMany = false): Promise<Uint8Array[]> {
  const uris = (await vscode.window.showOpenDialog({ title, openLabel, canSelectMany })) ?? [];
  return Promise.all(uris.map(contentOf));
}

async function contentOf(uri: vscode.Uri): Promise<Uint8Array> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > sizeLimit ? new Uint8Array() : await vscode.workspace.fs.readFile(uri);
  } catch {
    return new Uint8Array();
  }
}
