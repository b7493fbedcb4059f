import { isDeepStrictEqual } from 'node:util';
import { isLocked } from './lock.ts';
import { without } from './merge.ts';
import type { Session } from './session.ts';
import type { SessionFiles } from './sessionFiles.ts';
import { isProblem } from './storedSessions.ts';

/**
 * The session, without the mark of a lost answer while a window is at work on it: that answer is on its way. The window
 * may be done between the reading and the look at its lock, so only a mark that is still there after that look counts.
 */
export async function withTrueMark(session: Session, files: SessionFiles): Promise<Session> {
  if (session.answerLost === undefined) {
    return session;
  }
  if (await isLocked(files.directory, session.id)) {
    return without(session, 'answerLost');
  }
  const again = await files.read(session.id);
  const changed = again !== undefined && !isProblem(again) && !isDeepStrictEqual(again, session);
  return changed ? without(again, 'answerLost') : session;
}
