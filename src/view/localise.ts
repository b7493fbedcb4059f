import * as vscode from 'vscode';
import type { Text } from '../token/text.ts';

/** The sentence in the user's language. */
export function localise(text: Text | string): string {
  if (typeof text === 'string') return text;
  return text.args === undefined ? vscode.l10n.t(text.message) : vscode.l10n.t(text.message, { ...text.args });
}
