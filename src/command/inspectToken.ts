import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { decode } from '../token/decode.ts';
import type { Decoded } from '../token/decoded.ts';
import { isLikely } from '../token/likely.ts';
import { tokenAt } from '../token/tokenAt.ts';
import { localise } from '../view/localise.ts';
import type { CommandContext } from './context.ts';
import { showWarning } from './message.ts';

/**
 * Shows a token below "Inspected": the one at a place that a hover names, in the selection, under the cursor or in the
 * clipboard; else whatever is pasted into a box. Other extensions may hand over a text.
 */
export async function inspectToken(context: CommandContext, argument: unknown): Promise<void> {
  const token = (await findToken(argument)) ?? (await askForToken());
  if (token !== undefined) await showInspected(context, token);
}

async function showInspected(context: CommandContext, token: Decoded): Promise<void> {
  if (!holdsToken(token)) {
    sayNothingFound(token);
    return;
  }
  const { id } = context.inspected.add(token);
  await context.revealInspected(id);
}

async function findToken(argument: unknown): Promise<Decoded | undefined> {
  if (typeof argument === 'string') return decode(argument);
  return tokenAtPlace(argument) ?? tokenInEditor() ?? (await tokenInClipboard());
}

/** What a hover's link names: a place, never a token. */
function tokenAtPlace(argument: unknown): Decoded | undefined {
  if (typeof argument !== 'object' || argument === null || !('document' in argument)) return undefined;
  const { document: uri, line, character } = argument as Readonly<Record<string, unknown>>;
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  if (document === undefined || typeof line !== 'number' || typeof character !== 'number') return undefined;
  return tokenUnder(document, document.validatePosition(new vscode.Position(line, character)));
}

function tokenInEditor(): Decoded | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  return selection.isEmpty ? tokenUnder(document, selection.active) : decode(document.getText(selection));
}

function tokenUnder(document: vscode.TextDocument, { line, character }: vscode.Position): Decoded | undefined {
  const { text } = document.lineAt(line);
  const found = tokenAt(text, character);
  // A token that is longer than what a hover reads: the whole line, once.
  return found?.cut === true ? decode(text.slice(found.start)) : found?.token;
}

/** A token that waits in the clipboard; any other text there is none of our business. */
export async function tokenInClipboard(): Promise<Decoded | undefined> {
  const text = await vscode.env.clipboard.readText();
  if (text.trim() === '') return undefined;
  const token = decode(text);
  return isLikely(token) ? token : undefined;
}

async function askForToken(): Promise<Decoded | undefined> {
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
  return text === undefined || text.trim() === '' ? undefined : decode(text);
}

function holdsToken(token: Decoded): boolean {
  return token.kind !== 'damaged' || !['empty', 'noToken', 'size'].includes(token.code);
}

function sayNothingFound(token: Decoded): void {
  const paste = vscode.l10n.t('Paste a Token…');
  const reason = token.kind === 'damaged' ? localise(token.text) : '';
  void showWarning(reason, paste).then(async (chosen) => {
    if (chosen === undefined) return;
    const text = await askForToken();
    if (text !== undefined) await vscode.commands.executeCommand(commands.inspectToken, text.raw);
  });
}
