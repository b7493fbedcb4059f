import * as vscode from 'vscode';
import type { ExplainContext } from '../token/explain/explanation.ts';
import { relativeTime } from '../token/time.ts';
import { localise } from '../view/localise.ts';
import { remaining } from '../view/remaining.ts';
import { pick } from './target.ts';

/** What a person says about the token that was sent. */
export type SentToken =
  /** The id of a held token. */
  { readonly chosen: string } | { readonly pasted: string };

/**
 * Asks which token the API got.
 *
 * @param candidates Ids of the held tokens that may be meant.
 */
export async function askForSent(
  { tokens, now }: ExplainContext,
  candidates: readonly string[],
): Promise<SentToken | undefined> {
  const items: (vscode.QuickPickItem & { value: string | typeof somethingElse })[] = tokens
    .filter(({ id }) => candidates.includes(id))
    .map(({ id, label, target, answer, copiedAt }) => ({
      label,
      description: target.profile,
      detail:
        copiedAt === undefined
          ? remaining(answer?.expiresAt, now)
          : vscode.l10n.t('{0} · copied {1}', remaining(answer?.expiresAt, now), localise(relativeTime(copiedAt, now))),
      value: id,
    }));
  items.push({
    label: vscode.l10n.t('Something Else…'),
    detail: vscode.l10n.t('Paste what you sent. It stays in memory, and goes nowhere.'),
    value: somethingElse,
  });
  const chosen = await pick(items, vscode.l10n.t('Which token did the API get?'));
  if (chosen === undefined) return undefined;
  return chosen === somethingElse ? askToPaste() : { chosen };
}

/** In place of the id of a held token. */
const somethingElse = Symbol('something else');

async function askToPaste(): Promise<SentToken | undefined> {
  const pasted = await vscode.window.showInputBox({
    title: vscode.l10n.t('What You Sent'),
    prompt: vscode.l10n.t('Paste the value of the “Authorization” header, or what you put into it.'),
    password: true,
    ignoreFocusOut: true,
  });
  return pasted === undefined || pasted.trim() === '' ? undefined : { pasted };
}

/** The answer of an API with the request that it answers, as a transcript has them. */
export function withSent(answer: string, pasted: string): string {
  const value = pasted.replace(/^\s*authorization\s*:/i, '').trim();
  const header = /^(?:bearer|dpop)\b/i.test(value) ? value : `Bearer ${value}`;
  return `> Authorization: ${header}\n\n${answer}`;
}
