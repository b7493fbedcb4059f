import * as vscode from 'vscode';
import { contextKeys } from '../contributions.ts';
import { explainError as explain } from '../token/explain/explainError.ts';
import type { Explanation } from '../token/explain/explanation.ts';
import { helpForComplaint } from '../token/help.ts';
import { explanationText, verdictText } from '../view/explanationText.ts';
import { localise } from '../view/localise.ts';
import { reach } from '../view/milestones.ts';
import { withReadMore, type Button } from './buttons.ts';
import type { InspectContext } from './context.ts';
import { errorText, offerPaper, offerWays } from './errorText.ts';
import { buttonsFor, type RemedyOf } from './explainButtons.ts';
import { explainContext } from './explainContext.ts';
import { showError } from './message.ts';
import { askForSent, withSent } from './sentToken.ts';
import { readArgument } from './target.ts';

export interface ExplainingContext extends InspectContext {
  readonly remedyOf: RemedyOf;
}

/**
 * Explains why an API refused: the selected text, or the copied one, held against the tokens at hand, with the button
 * that mends it. From an API's row it is held against that API's token. Other extensions may hand over the text.
 */
export async function explainError(context: ExplainingContext, argument: unknown): Promise<void> {
  const text = typeof argument === 'string' ? argument : await errorText();
  const target = typeof argument === 'string' ? undefined : readArgument(argument);
  const again = (other: string): Promise<void> => show(context, other, target);
  await (text === undefined ? offerWays(again) : again(text));
}

async function show(context: ExplainingContext, text: string, target: ReturnType<typeof readArgument>): Promise<void> {
  const known = await explainContext(context);
  const named = known.tokens.find((held) => target?.api === held.target.api && isSame(held.target, target));
  const explanation = explain(text, { ...known, chosen: named?.id });
  if (explanation.recognised === 'unknown') {
    offerPaper(`${localise(explanation.verdict)} ${localise(explanation.details[0] ?? '')}`, (other) =>
      show(context, other, target),
    );
  } else if (explanation.candidates.length > 0) {
    await chooseAndShow(context, text, explanation.candidates);
  } else {
    present(context, text, explanation);
  }
}

/** Explains once more, when it is known which token was sent. */
async function chooseAndShow(context: ExplainingContext, text: string, candidates?: readonly string[]): Promise<void> {
  const known = await explainContext(context);
  const sent = await askForSent(known, candidates ?? known.tokens.map(({ id }) => id));
  if (sent === undefined) return;
  const explanation =
    'chosen' in sent ? explain(text, { ...known, chosen: sent.chosen }) : explain(withSent(text, sent.pasted), known);
  present(context, text, explanation);
}

/** Does not wait for the button: whoever called the command gets its answer at once. */
function present(context: ExplainingContext, text: string, explanation: Explanation): void {
  const details = {
    title: vscode.l10n.t('Details'),
    run: async () => {
      await context.documents.openText(explanationText(explanation), vscode.l10n.t('API Error Explained'), others);
      // The choice of a button has closed the message, and the setting “editor.codeLens” may hide those of the document.
      tell(others);
    },
  };
  const chooseToken = (): Promise<void> => chooseAndShow(context, text);
  const help = helpForComplaint[explanation.complaint];
  const others = withReadMore(buttonsFor(explanation.actions, context.remedyOf, chooseToken), help);
  const tell = (buttons: readonly Button[]): void =>
    void showError(verdictText(explanation), ...buttons).then((chosen) => chosen?.run());
  tell(withReadMore(buttonsFor(explanation.actions, context.remedyOf, chooseToken, details), help));
  reach(contextKeys.explained);
}

function isSame(
  one: { readonly profile: string; readonly account?: string },
  wanted: { readonly profile: string; readonly account?: string },
): boolean {
  return one.profile === wanted.profile && (wanted.account === undefined || one.account === wanted.account);
}
