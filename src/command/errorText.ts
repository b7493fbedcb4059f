import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { explainError } from '../token/explain/explainError.ts';
import { isLikely } from '../token/likely.ts';
import { readPasted } from '../token/pasted.ts';
import { showDone, showError } from './message.ts';

/** The empty editor that was opened for pasting. */
let paper: vscode.TextDocument | undefined;

/**
 * The text to explain: the selection, what was pasted into the editor that `offerPaper` opened, or the clipboard,
 * whichever holds an error first. `undefined` when none does: what a person happened to select is mostly something else.
 */
export async function errorText(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor === undefined ? '' : editor.document.getText(editor.selection);
  if (isError(selected)) return selected;
  const pasted = editor !== undefined && editor.document === paper ? paper.getText() : '';
  if (pasted.trim() !== '') return pasted;
  const copied = await vscode.env.clipboard.readText();
  return isError(copied) ? copied : undefined;
}

/** Says that there is nothing to explain, and offers ways to hand it over. */
export async function offerWays(explain: (text: string) => unknown): Promise<void> {
  const copied = await vscode.env.clipboard.readText();
  if (copied.trim() === '') {
    offerPaper(vscode.l10n.t('The clipboard is empty: copy what the API answered, or paste it.'), explain);
  } else if (isLikely(readPasted(copied).token)) {
    const inspect = vscode.l10n.t('Inspect Token');
    offerPaper(
      vscode.l10n.t('The clipboard has a token, not the error of an API: copy what the API answered, or paste it.'),
      explain,
      { title: inspect, run: () => vscode.commands.executeCommand(commands.inspectToken) },
    );
  } else {
    offerPaper(
      vscode.l10n.t('There is no error of an API in the clipboard: copy what the API answered, or paste it.'),
      explain,
    );
  }
}

/**
 * For the menu of a terminal in which nothing is selected: explains an error that was copied, else says how to hand one
 * over. Nothing went wrong.
 */
export async function explainUnselected(explain: (text: string) => unknown): Promise<void> {
  const copied = await vscode.env.clipboard.readText();
  if (isError(copied)) {
    await explain(copied);
    return;
  }
  void showDone(
    vscode.l10n.t(
      'Select what the API answered in the terminal first, then choose “Explain API Error…” there; or paste it.',
    ),
    ...waysToPaste(explain),
  ).then((chosen) => chosen?.run());
}

interface Way extends vscode.MessageItem {
  run(): unknown;
}

/**
 * Asks for a text. A whole answer has several lines, which no input box keeps apart: for that there is an empty editor.
 *
 * @param explain What to do with the text.
 */
export function offerPaper(message: string, explain: (text: string) => unknown, ...more: readonly Way[]): void {
  void showError(message, ...more, ...waysToPaste(explain)).then((chosen) => chosen?.run());
}

function waysToPaste(explain: (text: string) => unknown): readonly Way[] {
  return [
    { title: vscode.l10n.t('Paste a Line'), run: () => askForLine(explain) },
    { title: vscode.l10n.t('Paste Into an Editor'), run: () => openPaper(explain) },
  ];
}

async function askForLine(explain: (text: string) => unknown): Promise<void> {
  const line = await vscode.window.showInputBox({
    title: vscode.l10n.t('Explain API Error'),
    prompt: vscode.l10n.t('Paste a “WWW-Authenticate” header, the JSON of an answer or a line of a log.'),
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === '' || isError(value)
        ? undefined
        : vscode.l10n.t('Nothing in this text says why an API or an authorization server refused.'),
  });
  if (line !== undefined && line !== '') await explain(line);
}

async function openPaper(explain: (text: string) => unknown): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: '' });
  paper = document;
  await vscode.window.showTextDocument(document);
  const done = vscode.l10n.t('Explain');
  const chosen = await showDone(
    vscode.l10n.t('Paste the answer of the API into the empty editor, then choose “Explain”.'),
    done,
  );
  if (chosen === done) await explain(document.getText());
}

function isError(text: string): boolean {
  return text.trim() !== '' && explainError(text, { tokens: [], apis: [], now: 0 }).recognised !== 'unknown';
}
