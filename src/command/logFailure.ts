import type * as vscode from 'vscode';
import { OAuthFailure } from '../oauth/failure.ts';
import type { Profile } from '../profile/profile.ts';
import { StoreFailure } from '../session/storeFailure.ts';

/**
 * Writes a failure to the log: the server's own words with their correlation ids, and the errors behind it. Of an error
 * that is not ours nobody knows what its message holds: what looks like a token is taken out.
 *
 * @param source Where the explanation that the user reads is written.
 */
export async function logFailure(
  log: vscode.LogOutputChannel,
  error: unknown,
  profile: Profile,
  source?: string,
): Promise<void> {
  const facts = await factsOf(error);
  const written = source === undefined ? [] : [`explained by: ${source}`];
  log.error([`${profile.name}: ${facts}`, ...written].join('\n'));
}

async function factsOf(error: unknown): Promise<string> {
  if (error instanceof OAuthFailure)
    return [error.message, error.trail].filter((part) => part !== undefined).join('\n');
  const { causeChain } = await import('../oauth/causeChain.ts');
  if (error instanceof StoreFailure && error.cause === undefined) return error.message;
  return causeChain(error);
}
