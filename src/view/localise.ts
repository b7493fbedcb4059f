import * as vscode from 'vscode';
import type { Moment, Text } from '../token/text.ts';
import { relativeTime } from '../token/time.ts';
import { localTime } from './localTime.ts';

/** The sentence in the user's language, with times by the user's clock. */
export function localise(text: Text | string): string {
  if (typeof text === 'string') return text;
  if (text.args === undefined) return vscode.l10n.t(text.message);
  const args = Object.entries(text.args).map(([name, value]) => [
    name,
    typeof value === 'object' ? timeText(value) : value,
  ]);
  return vscode.l10n.t(text.message, Object.fromEntries(args) as Record<string, string | number>);
}

/** The one way in which a time is shown: `Mar 1, 2026, 1:00:00 PM GMT+1 (in 58 min)`. */
export function timeText({ time, now }: Moment): string {
  return vscode.l10n.t('{0} ({1})', localTime(time), localise(relativeTime(time, now)));
}

/** What is wrong with the value of a key of a profile, in the user's language. @param key as the reader calls it */
export function aboutKey(fault: Text | undefined, key: string): string | undefined {
  return fault === undefined ? undefined : localise({ ...fault, args: { ...fault.args, key } });
}
