import * as vscode from 'vscode';
import type { InspectContext } from './context.ts';
import { showInformation } from './message.ts';
import { pickToken, shownTokens, tokenOfRow } from './shownTokens.ts';

/** Opens what a token says as a read-only document: the token of the row, or one that is asked for. */
export async function openDecoded(context: InspectContext, argument: unknown): Promise<void> {
  const token = tokenOfRow(argument) ?? (await ask(context));
  if (token !== undefined) await context.documents.open(token);
}

async function ask(context: InspectContext): Promise<ReturnType<typeof tokenOfRow>> {
  const tokens = await shownTokens(context);
  if (tokens.length === 0) {
    void showInformation(vscode.l10n.t('There is no token here yet. Sign in, or inspect one first.'));
    return undefined;
  }
  return pickToken(tokens, vscode.l10n.t('Open which token, decoded?'));
}
