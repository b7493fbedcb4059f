import * as vscode from 'vscode';
import { lifetimeOf, type TokenContext } from '../view/tokenContext.ts';
import type { InspectContext } from './context.ts';
import { showInformation } from './message.ts';
import { pickToken, shownTokens, tokenOfRow } from './shownTokens.ts';

/** Opens the difference between two tokens, the older on the left: the row's and another one, or two that are asked for. */
export async function compareTokens(context: InspectContext, argument: unknown): Promise<void> {
  const tokens = await shownTokens(context);
  const row = tokenOfRow(argument);
  if (new Set(tokens.map(({ token }) => token.token.raw)).size < 2) {
    showInformation(vscode.l10n.t('A comparison needs two tokens. Sign in, or copy or inspect another one first.'));
    return;
  }
  const one = row ?? (await pickToken(tokens, vscode.l10n.t('Compare which token?')));
  if (one === undefined) return;
  const others = tokens.filter(({ token }) => token.id !== one.id);
  const other = await pickToken(others, vscode.l10n.t('Compare {0} with which token?', one.title));
  if (other === undefined) return;
  if (other.token.raw === one.token.raw) {
    showInformation(vscode.l10n.t('Both are the same token, letter by letter: there is nothing to compare.'));
    return;
  }
  const age = ageOf(one) - ageOf(other);
  await context.documents.compare(...(age > 0 ? ([other, one] as const) : ([one, other] as const)), {
    byAge: Math.abs(age) > 0,
  });
}

/** Grows with the time at which the token was issued. What a refresh replaced is older, though it be of the same second. */
function ageOf(token: TokenContext): number {
  return (lifetimeOf(token).issuedAt ?? NaN) - (token.replaced === true ? 0.5 : 0);
}
