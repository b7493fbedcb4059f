import type { Text } from './text.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A thing that the user can do about a finding; the view turns it into a button. */
export type FindingAction = 'signIn' | 'signInWithConsent' | 'refresh' | 'editProfile' | 'copyAccessToken';

/** One thing the inspector noticed. */
export interface Finding {
  /** Stable, e.g. `audience.two`. */
  readonly code: string;
  readonly severity: Severity;
  /** One line: what was seen. */
  readonly title: Text;
  /** What it means. */
  readonly meaning: Text;
  /** What to do. */
  readonly advice: Text;
  readonly action?: FindingAction;
  /** Where the rule comes from: an RFC section or a documentation page. */
  readonly source: string;
}
