import * as vscode from 'vscode';
import { explainError } from '../token/explain/explainError.ts';
import { showInformation } from './message.ts';

/** The empty editor that was opened for pasting. */
let paper: vscode.TextDocument | undefined;

/**
 * The text to explain: the selection, what was pasted into the editor that `offerPaper` opened, or the clipboard when it
 * holds an error. `undefined` when there is none.
 */
export async function errorText(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined && !editor.selection.isEmpty) return editor.document.getText(editor.selection);
  const pasted = editor !== undefined && editor.document === paper ? paper.getText() : '';
  if (pasted.trim() !== '') return pasted;
  const copied = await vscode.env.clipboard.readText();
  return isError(copied) ? copied : undefined;
}

/**
 * Asks for a text. An answer has several lines, which no input box keeps apart, so it is pasted into an empty editor or
 * copied.
 *
 * @param explain What to do with the text.
 */
export function offerPaper(message: string, explain: (text: string) => unknown): void {
  const clipboard = vscode.l10n.t('Explain the Clipboard');
  const editor = vscode.l10n.t('Paste Into an Editor');
  void showInformation(message, clipboard, editor).then(async (chosen) => {
    if (chosen === clipboard) return explain(await vscode.env.clipboard.readText());
    if (chosen === editor) return openPaper(explain);
    return undefined;
  });
}

async function openPaper(explain: (text: string) => unknown): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: '' });
  paper = document;
  await vscode.window.showTextDocument(document);
  const done = vscode.l10n.t('Explain');
  const chosen = await showInformation(
    vscode.l10n.t('Paste the answer of the API into the empty editor, then choose “Explain”.'),
    done,
  );
  if (chosen === done) await explain(document.getText());
}

function isError(text: string): boolean {
  return text.trim() !== '' && explainError(text, { tokens: [], apis: [], now: 0 }).recognised !== 'unknown';
}
