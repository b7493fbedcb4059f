import type { Facts } from './facts.ts';
import type { FindingAction, Severity } from './finding.ts';
import type { Text, TextArgs } from './text.ts';

/** Values for the `{name}` places of a rule's sentences. Those from a token are already safe to show. */
export type RuleArgs = TextArgs;

/**
 * One thing to notice. Everything but `check` is plain data, so a table of all findings can be made without a token.
 */
export interface Rule {
  /** Stable, `family.what`. */
  readonly code: string;
  readonly severity: Severity;
  readonly title: Text;
  readonly meaning: Text;
  readonly advice: Text;
  readonly action?: FindingAction;
  /** An RFC section or a documentation page. */
  readonly source: string;
  /** The sentences' values when the rule has something to say, else `undefined`. */
  readonly check: (facts: Facts) => RuleArgs | undefined;
}

/** For sentences without places. */
const noArgs: RuleArgs = {};

/** `noArgs` when the condition holds. */
export function when(condition: boolean): RuleArgs | undefined {
  return condition ? noArgs : undefined;
}
