import * as vscode from 'vscode';

/** By the user's own clock and language. @param seconds since the epoch, of a date that JavaScript can write */
export function localTime(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
}
