import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { decode } from '../token/decode.ts';
import type { Decoded } from '../token/decoded.ts';
import { isLikely } from '../token/likely.ts';
import { readPasted, type Pasted } from '../token/pasted.ts';
import { tokenAt } from '../token/tokenAt.ts';
import { localise } from '../view/localise.ts';
import type { InspectContext } from './context.ts';
import { showError } from './message.ts';

/**
 * Shows a token below "Inspected": the one at a place that a hover names, in the selection, under the cursor or in the
 * clipboard; else whatever is pasted into a box. Other extensions may hand over a text.
 */
export async function inspectToken(context: InspectContext, argument: unknown): Promise<void> {
  const found = await findToken(argument);
  const text = found === undefined ? await askForText() : undefined;
  const pasted = found ?? (text === undefined ? undefined : readPasted(text));
  if (pasted !== undefined) await showInspected(context, pasted);
}

async function showInspected(context: InspectContext, pasted: Pasted): Promise<void> {
  if (!holdsToken(pasted.token)) {
    sayNothingFound(pasted.token);
    return;
  }
  const { id } = context.inspected.add(pasted);
  await context.revealInspected(id);
}

async function findToken(argument: unknown): Promise<Pasted | undefined> {
  if (typeof argument === 'string') return readPasted(argument);
  return tokenAtPlace(argument) ?? tokenInEditor() ?? (await tokenInClipboard());
}

/** What a hover's link names: a place, never a token. */
function tokenAtPlace(argument: unknown): Pasted | undefined {
  if (typeof argument !== 'object' || argument === null || !('document' in argument)) return undefined;
  const { document: uri, line, character } = argument as Readonly<Record<string, unknown>>;
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  if (document === undefined || typeof line !== 'number' || typeof character !== 'number') return undefined;
  return tokenUnder(document, document.validatePosition(new vscode.Position(line, character)));
}

function tokenInEditor(): Pasted | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  return selection.isEmpty ? tokenUnder(document, selection.active) : readPasted(document.getText(selection));
}

function tokenUnder(document: vscode.TextDocument, { line, character }: vscode.Position): Pasted | undefined {
  const { text } = document.lineAt(line);
  const found = tokenAt(text, character);
  // A token that is longer than what a hover reads: the whole line, once.
  return found?.cut === true ? { token: decode(text.slice(found.start)) } : found;
}

/** A token that waits in the clipboard; any other text there is none of our business. */
export async function tokenInClipboard(): Promise<Pasted | undefined> {
  const text = await vscode.env.clipboard.readText();
  if (text.trim() === '') return undefined;
  const pasted = readPasted(text);
  return isLikely(pasted.token) ? pasted : undefined;
}

async function askForText(): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Inspect Token'),
    prompt: vscode.l10n.t('Paste a token, or anything that holds one: a header, a curl command, an HTTP answer.'),
    placeHolder: 'eyJ…',
    ignoreFocusOut: true,
    validateInput: (value) => {
      if (value === '') return undefined;
      const token = decode(value);
      return holdsToken(token) ? undefined : localise((token as Decoded & { kind: 'damaged' }).text);
    },
  });
  return text?.trim() === '' ? undefined : text;
}

function holdsToken(token: Decoded): boolean {
  return token.kind !== 'damaged' || !['empty', 'noToken', 'size'].includes(token.code);
}

function sayNothingFound(token: Decoded): void {
  const paste = vscode.l10n.t('Paste a Token…');
  const reason = token.kind === 'damaged' ? localise(token.text) : '';
  void showError(reason, paste).then(async (chosen) => {
    if (chosen === undefined) return;
    const text = await askForText();
    if (text !== undefined) await vscode.commands.executeCommand(commands.inspectToken, text);
  });
}
