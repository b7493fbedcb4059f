import * as vscode from 'vscode';
import type { Session } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { orphansOf } from '../view/orphanRows.ts';
import { confirm } from './clipboard.ts';
import type { CommandContext } from './context.ts';
import { askModally, showInformation } from './message.ts';
import { ofStoppedDemos } from './stoppedDemos.ts';

/** Signs out a session that no profile here is for, or whose demo provider is gone. Only its row can name it. */
export async function forgetSession(context: CommandContext, row: unknown): Promise<void> {
  const id = typeof row === 'object' && row !== null && 'session' in row ? row.session : undefined;
  const { sessions } = await context.sessions.list();
  const candidates = [...(await orphans(context)), ...(await ofStoppedDemos(sessions))];
  const session = candidates.find((candidate) => candidate.id === id);
  if (session === undefined) return;
  const { revoked } = await context.sessions.signOut(session.id);
  const who = safeText(session.label);
  if (revoked === 'nothingToRevoke' || session.demo === true) {
    confirm(vscode.l10n.t('{0} signed out', who));
    return;
  }
  showInformation(
    vscode.l10n.t(
      '{0} is signed out here. Without a profile the server {1} cannot be asked to revoke the refresh token. To be sure, end the session there.',
      who,
      safeText(session.issuer),
    ),
  );
}

/** Removes every session that no profile here is for, once the user agrees. */
export async function forgetSessions(context: CommandContext): Promise<void> {
  const found = await orphans(context);
  if (found.length === 0) return;
  const remove = vscode.l10n.t('Remove All');
  const question = vscode.l10n.t(
    'Remove the {0} sessions that no profile of this window is for?',
    String(found.length),
  );
  const detail = vscode.l10n.t(
    'A profile in another workspace may still use them: its accounts will have to sign in again. The servers cannot be asked to revoke the refresh tokens.',
  );
  if ((await askModally(question, detail, [remove], vscode.l10n.t('Cancel'))) !== remove) return;
  // As they are now: a profile may have come back while the question stood there.
  const still = await orphans(context);
  for (const { id } of still) if (found.some((session) => session.id === id)) await context.sessions.signOut(id);
  confirm(vscode.l10n.t('Sessions without a profile removed'));
}

async function orphans({ sessions, settings }: CommandContext): Promise<readonly Session[]> {
  return orphansOf((await sessions.list()).sessions, settings.profiles(), settings.problems());
}
