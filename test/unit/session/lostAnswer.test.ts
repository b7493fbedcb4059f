import assert from 'node:assert/strict';
import { takeLock } from '../../../src/session/lock.ts';
import { withTrueMark } from '../../../src/session/lostAnswer.ts';
import { afterSignIn } from '../../../src/session/merge.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SessionFiles } from '../../../src/session/sessionFiles.ts';
import { Desk, orders, profile } from './support.ts';

describe('the mark of a lost answer', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => {
    desk.clean();
  });

  const plain = (): Session => afterSignIn(undefined, desk.server.signIn(), profile, orders);
  /** The session was read as `read`, and the file holds `now`. */
  const markOf = async (read: Session, now: Session = read): Promise<unknown> => {
    const files = { directory: desk.directory, read: () => Promise.resolve(now) } as unknown as SessionFiles;
    return (await withTrueMark(read, files)).answerLost;
  };

  it('counts when nobody is at work on the session', async () => {
    const marked = { ...plain(), answerLost: { at: 1 } };
    assert.deepEqual(await markOf(marked), { at: 1 });
  });

  it('does not count while a window is at work on it', async () => {
    const marked = { ...plain(), answerLost: { at: 1 } };
    const lock = await takeLock(desk.directory, marked.id);
    assert.equal(await markOf(marked), undefined);
    await lock.release();
  });

  it('does not count when the window was done between the reading and the look at its lock', async () => {
    const session = plain();
    const marked = { ...session, answerLost: { at: 1 } };
    assert.equal(await markOf(marked, { ...session, signedInAt: 2 }), undefined);
    assert.equal(await markOf(marked, { ...session, signedInAt: 2, answerLost: { at: 1 } }), undefined, 'the next one');
  });
});
