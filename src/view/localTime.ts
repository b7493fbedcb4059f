import * as vscode from 'vscode';

/** Dates that JavaScript can write, in seconds since the epoch. */
const limit = 8_640_000_000_000;

/**
 * By the user's own clock and in the language of VS Code, with the zone's offset: `Mar 1, 2026, 1:00:00 PM GMT+1`. A
 * number that is no date stands as it is.
 *
 * @param seconds since the epoch
 */
export function localTime(seconds: number): string {
  if (!(Math.abs(seconds) <= limit)) return String(seconds);
  return new Date(seconds * 1000).toLocaleString(vscode.env.language, {
    ...{ year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'shortOffset' },
  });
}
