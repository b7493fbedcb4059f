import * as vscode from 'vscode';
import { expiresIn } from '../token/time.ts';
import { localise } from './localise.ts';

/** "expires in 58 min". All times in seconds since the epoch. */
export function remaining(expiresAt: number | undefined, now: number = Date.now() / 1000): string {
  if (expiresAt === undefined) return vscode.l10n.t('the server does not say when it expires');
  return localise(expiresIn(expiresAt, now));
}

export function isExpired(expiresAt: number | undefined, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
