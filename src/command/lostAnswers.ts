import * as vscode from 'vscode';
import { profileOf } from '../session/sessionsOf.ts';
import type { Session } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { withReadMore, type Button } from './buttons.ts';
import type { CommandContext } from './context.ts';
import { showError } from './message.ts';
import { refresh } from './refresh.ts';

const toldKey = 'tokenInspector.lostAnswersTold';

/**
 * Tells, once for each, of refreshes whose answer never arrived: a window ended, or the connection broke, while it was on
 * its way. The session's row says so as long as it is true.
 */
export async function tellLostAnswers(context: CommandContext, memory: vscode.Memento): Promise<void> {
  const lost = (await context.sessions.list()).sessions.filter(({ answerLost, ended }) => answerLost && !ended);
  const told = memory.get<readonly string[]>(toldKey, []);
  const names = lost.map(nameOf);
  if (names.join() !== told.join()) await memory.update(toldKey, names);
  for (const session of lost) if (!told.includes(nameOf(session))) tell(context, session);
}

function tell(context: CommandContext, session: Session): void {
  const profile = profileOf(session, context.settings.profiles());
  if (profile === undefined) return;
  const now: Button = {
    title: vscode.l10n.t('Refresh Now'),
    run: () => refresh(context, { profile: profile.name, account: session.id }),
  };
  void showError(
    vscode.l10n.t(
      'A refresh for {0} at {1} was sent, and its answer never arrived: the server may have replaced the refresh token. A refresh now, the sooner the better, shows whether the session still holds.',
      safeText(session.label),
      safeText(profile.name),
    ),
    ...withReadMore([now], 'sessions#a-lost-answer'),
  ).then((chosen) => chosen?.run());
}

/** One lost answer. Nothing in it is secret: the session's id is a hash. */
function nameOf({ id, answerLost }: Session): string {
  return `${id}@${String(answerLost?.at)}`;
}
