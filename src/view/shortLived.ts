import * as vscode from 'vscode';
import type { AccessToken } from '../session/session.ts';
import { duration } from '../token/time.ts';
import { localise } from './localise.ts';
import { remaining } from './remaining.ts';

/** "expires in 58 min", and how long the server's tokens live where that is shorter than wanted, in seconds. */
export function remainingOf({ expiresAt, receivedAt }: AccessToken, minimumLifetime: number): string {
  const left = remaining(expiresAt);
  if (expiresAt === undefined || expiresAt - receivedAt > minimumLifetime) return left;
  return vscode.l10n.t('{0}: the server’s tokens live {1}', left, localise(duration(expiresAt - receivedAt)));
}
