import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { keepsSessions, whenSessionIsKept } from '../../../src/session/keptSessions.ts';
import { Desk, orders, profile } from './support.ts';

describe('whether a session is kept', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk({ key: false });
  });
  afterEach(() => {
    desk.clean();
  });
  const signIn = () => desk.window().add(desk.server.signIn(), profile, orders);

  it('is told by the names of files, also where there is no directory', async () => {
    assert.equal(await keepsSessions(desk.directory), false);
    const { id } = await signIn();
    assert.equal(await keepsSessions(desk.directory), true);
    await desk.window().signOut(id, profile);
    assert.equal(await keepsSessions(desk.directory), false);
  });

  it('is noticed when the first one comes, from whichever window', async () => {
    const heard = new EventEmitter();
    const watch = whenSessionIsKept(desk.directory, () => heard.emit('kept'));
    const kept = once(heard, 'kept');
    // The watch begins when its directory is there.
    const timer = setInterval(() => void signIn().catch(() => undefined), 100);
    try {
      await kept;
    } finally {
      clearInterval(timer);
      watch.dispose();
    }
  });
});
