import { safeValue } from '../display.ts';
import type { Text } from '../text.ts';
import type { ExplainAction, ExplainContext, Explanation } from './explanation.ts';
import type { SentFlaw } from './sent.ts';
import type { Suspect } from './suspect.ts';
import type { Symptom } from './symptom.ts';

/** What one family of explanations has to say. */
export interface Verdict extends Pick<Explanation, 'verdict'> {
  readonly details?: readonly Text[];
  readonly actions?: readonly ExplainAction[];
  /** Whether the answer is the same for each token that fits. */
  readonly forAny?: boolean;
  /** Whether the answer is that another token than the suspect was sent. */
  readonly excludes?: boolean;
}

/** Everything that an explanation is made of. */
export interface Case {
  readonly symptom: Symptom;
  readonly suspect?: Suspect;
  readonly context: ExplainContext;
  /** What is wrong with the credentials of the request that the text holds. */
  readonly flaw?: SentFlaw;
}

/** A list of scopes or audiences for a sentence; safe to show. */
export function list(values: readonly string[]): string {
  return safeValue(values, 300);
}

/** Copies a fresh token like the suspect. */
export function copyAgain(suspect: Suspect | undefined): readonly ExplainAction[] {
  return suspect?.target === undefined
    ? []
    : [{ kind: 'tokenForAudience', target: suspect.target, label: suspect.label }];
}

/** Gets a new token like the suspect, whatever the age of the old one. */
export function renew(suspect: Suspect | undefined): readonly ExplainAction[] {
  return suspect?.target === undefined ? [] : [{ kind: 'refresh', target: suspect.target, label: suspect.label }];
}

export function signInAgain(suspect: Suspect | undefined): ExplainAction {
  return { kind: 'signIn', ...(suspect?.target !== undefined && { target: suspect.target }) };
}

export function editProfile(suspect: Suspect | undefined): ExplainAction {
  return { kind: 'editProfile', ...(suspect?.target !== undefined && { target: suspect.target }) };
}
