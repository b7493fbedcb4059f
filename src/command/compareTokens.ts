import * as vscode from 'vscode';
import type { CommandContext } from './context.ts';
import { showInformation } from './message.ts';
import { pickToken, shownTokens, tokenOfRow } from './shownTokens.ts';

/** Opens the difference between two tokens: the row's and another one, or two that are asked for. */
export async function compareTokens(context: CommandContext, argument: unknown): Promise<void> {
  const tokens = await shownTokens(context);
  const row = tokenOfRow(argument);
  if (tokens.length < 2) {
    void showInformation(
      vscode.l10n.t('A comparison needs two tokens. Sign in, or copy or inspect another one first.'),
    );
    return;
  }
  const left = row ?? (await pickToken(tokens, vscode.l10n.t('Compare which token?')));
  if (left === undefined) return;
  const others = tokens.filter(({ token }) => token.token.raw !== left.token.raw);
  const right = await pickToken(others, vscode.l10n.t('Compare {0} with which token?', left.title));
  if (right !== undefined) await context.documents.compare(left, right);
}
