import * as vscode from 'vscode';
import type { CommandContext } from '../../command/context.ts';
import type { ApiTarget } from '../../command/target.ts';
import { accessTokenFor, remaining } from '../../session/accessTokens.ts';
import type { AccessToken } from '../../session/session.ts';
import { SignInNeeded } from '../../session/signInNeeded.ts';
import { duration } from '../../token/time.ts';
import { apiLabel } from '../../view/apiText.ts';
import { localise } from '../../view/localise.ts';

/** Seconds that a token may take from the server to the program. */
const onItsWay = 5;

/**
 * The token, or a newer one, that lives the seconds that a program asked for. What is fresh enough elsewhere, half the life
 * of a short-lived token, is not what a program named.
 *
 * @throws Error where even a new one does not live that long
 */
export async function lastingToken(
  context: CommandContext,
  target: ApiTarget,
  token: AccessToken,
  seconds: number,
): Promise<AccessToken> {
  if (remaining(token, now()) >= seconds) return token;
  const newest = justCame(token) ? token : await refreshed(context, target, token);
  if (justCame(newest) && lifetime(newest) >= seconds) return newest;
  throw new Error(
    vscode.l10n.t(
      'No access token for {0} lives another {1} s: the server’s tokens live {2}.',
      apiLabel(target.api),
      seconds,
      localise(duration(lifetime(newest))),
    ),
  );
}

async function refreshed(
  { sessions }: Pick<CommandContext, 'sessions'>,
  { profile, api }: ApiTarget,
  token: AccessToken,
): Promise<AccessToken> {
  const { sessions: all } = await sessions.list();
  const session = all.find((one) => accessTokenFor(one, profile, api)?.value === token.value);
  if (session === undefined) return token;
  try {
    return await sessions.refresh(session.id, profile, api);
  } catch (error) {
    // A sign-in brings none that lives longer.
    if (error instanceof SignInNeeded) return token;
    throw error;
  }
}

function justCame(token: AccessToken): boolean {
  return remaining(token, now()) >= lifetime(token) - onItsWay;
}

/** Seconds. */
function lifetime({ expiresAt = Infinity, receivedAt }: AccessToken): number {
  return expiresAt - receivedAt;
}

function now(): number {
  return Date.now() / 1000;
}
