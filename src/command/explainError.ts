import * as vscode from 'vscode';
import { explainError as explain } from '../token/explain/explainError.ts';
import type { ExplainContext, Explanation } from '../token/explain/explanation.ts';
import { explanationText } from '../view/explanationText.ts';
import { localise } from '../view/localise.ts';
import { remaining } from '../view/remaining.ts';
import type { CommandContext } from './context.ts';
import { showWarning } from './message.ts';
import { errorText, offerPaper } from './errorText.ts';
import { buttonsFor } from './explainActions.ts';
import { explainContext } from './explainContext.ts';
import { pick, readArgument } from './target.ts';

/**
 * Explains why an API refused: the selected text, or the copied one, held against the tokens at hand, with the button
 * that mends it. From an API's row it is held against that API's token. Other extensions may hand over the text.
 */
export async function explainError(context: CommandContext, argument: unknown): Promise<void> {
  const text = typeof argument === 'string' ? argument : await errorText();
  const target = typeof argument === 'string' ? undefined : readArgument(argument);
  const again = (other: string): Promise<void> => show(context, other, target);
  if (text !== undefined) return again(text);
  offerPaper(
    vscode.l10n.t(
      'Copy what the API answered, and explain the clipboard: a “WWW-Authenticate” header, a whole HTTP response, its JSON or a line of a log.',
    ),
    again,
  );
}

async function show(context: CommandContext, text: string, target: ReturnType<typeof readArgument>): Promise<void> {
  const known = await explainContext(context);
  const named = known.tokens.find((held) => target?.api === held.target.api && isSame(held.target, target));
  const first = explain(text, { ...known, chosen: named?.id });
  const chosen = first.candidates.length === 0 ? first.token : await askWhich(first, known);
  if (first.candidates.length > 0 && chosen === undefined) return;
  const explanation = first.candidates.length === 0 ? first : explain(text, { ...known, chosen });
  if (explanation.recognised === 'unknown') {
    offerPaper(`${localise(explanation.verdict)} ${localise(explanation.details[0] ?? '')}`, (other) =>
      show(context, other, target),
    );
    return;
  }
  present(context, explanation);
}

/** Does not wait for the button: whoever called the command gets its answer at once. */
function present(context: CommandContext, explanation: Explanation): void {
  const details = {
    title: vscode.l10n.t('Show Details'),
    run: () => context.documents.openText(explanationText(explanation), vscode.l10n.t('API Error Explained')),
  };
  const buttons = [...buttonsFor(context, explanation.actions), details];
  void showWarning(localise(explanation.verdict), ...buttons).then((chosen) => chosen?.run());
}

/** Several tokens fit, and the answer depends on which one it was. */
async function askWhich({ candidates }: Explanation, { tokens, now }: ExplainContext): Promise<string | undefined> {
  const items = tokens
    .filter(({ id }) => candidates.includes(id))
    .map(({ id, label, target, answer }) => ({
      label,
      description: target.profile,
      detail: remaining(answer?.expiresAt, now),
      value: id,
    }));
  return pick(items, vscode.l10n.t('Which token did the API get?'));
}

function isSame(
  one: { readonly profile: string; readonly account?: string },
  wanted: { readonly profile: string; readonly account?: string },
): boolean {
  return one.profile === wanted.profile && (wanted.account === undefined || one.account === wanted.account);
}
