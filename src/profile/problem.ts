import { safeText } from '../token/display.ts';
import type { Severity } from '../token/finding.ts';
import type { Text } from '../token/text.ts';

/** Where a problem is: the setting's full name, then keys and array positions. */
export type ProblemPath = readonly (string | number)[];

/** Something wrong in the settings. No value from the settings is ever in it but scopes, for it may be a secret. */
export interface ProfileProblem {
  /** E.g. `['tokenInspector.profiles', 'integration', 'scopes', 0]`. */
  readonly path: ProblemPath;
  readonly text: Text;
  /** A profile with an error is not used; one with a warning is. */
  readonly severity: Severity;
  /** What to write instead: a key for an unknown key, a value (as JSON) for a bad value. */
  readonly suggestion?: string;
}

export type Report = (path: ProblemPath, text: Text, extra?: { severity?: Severity; suggestion?: string }) => void;

/** The name of the profile that a problem is in; none when it is about a whole setting. */
export function profileOf(problem: ProfileProblem): string | undefined {
  const [setting, name] = problem.path;
  return setting === 'tokenInspector.profiles' && typeof name === 'string' ? name : undefined;
}

/** The path as a person reads it, below the profile's name: `apis.stock.scopes[0]`. Safe to show. */
export function keyPath(path: ProblemPath): string {
  return path
    .slice(2)
    .map((part, index) => (typeof part === 'number' ? `[${String(part)}]` : (index > 0 ? '.' : '') + printable(part)))
    .join('');
}

/** Whether a text has characters that hide, reorder or break what is shown. */
export function hasUnprintable(value: string): boolean {
  return safeText(value, value.length) !== value;
}

/** A name from the settings, safe to show and never long. */
export function printable(value: string): string {
  return safeText(value, 60);
}
