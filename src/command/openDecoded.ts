import * as vscode from 'vscode';
import type { InspectContext } from './context.ts';
import { chooseShown, tokenOfRow } from './shownTokens.ts';

/** Opens what a token says as a read-only document: the token of the row, or one that is asked for. */
export async function openDecoded(context: InspectContext, argument: unknown): Promise<void> {
  const token = tokenOfRow(argument) ?? (await chooseShown(context, vscode.l10n.t('Open which token, decoded?')));
  if (token !== undefined) await context.documents.open(token);
}
