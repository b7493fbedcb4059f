import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { SecretStore } from '../../../src/session/secretStore.ts';
import { StoreFailure } from '../../../src/session/storeFailure.ts';
import { Desk, Keyring, orders, profile } from './support.ts';

/** A window that sees the shared keyring as it was some time ago: the desktop's 100 ms. */
function late(shared: Keyring, milliseconds: number): SecretStore {
  const own = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(own.get(key) ?? shared.values.get(key)),
    store: (key, value) => {
      own.set(key, value);
      void delay(milliseconds).then(() => shared.store(key, value));
      return Promise.resolve();
    },
    delete: (key) => shared.delete(key),
  };
}

const failed =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof StoreFailure && error.code === code;

describe('the key of the sessions', function () {
  // Making a key takes 0.3 s, and a window that cannot see one that was just made looks again for 1.5 s.
  this.timeout(10_000);
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk({ key: false });
  });
  afterEach(() => {
    desk.clean();
  });

  it('is made once, though two windows need it at once and see each other late', async () => {
    const windows = [1, 2].map(() => desk.window({ secrets: late(desk.keyring, 450) }));
    await Promise.all([
      windows[0]!.add(desk.server.signIn({ subject: 'bob' }), profile, orders),
      windows[1]!.add(desk.server.signIn(), profile, orders),
    ]);
    assert.equal(readdirSync(desk.directory).filter((file) => file.endsWith('.key')).length, 1);
    for (const window of windows) {
      assert.equal((await window.list()).sessions.length, 2);
    }
  });

  it('is asked for once, however many files are read at once: VS Code answers each question in another process', async () => {
    const window = desk.window();
    for (const subject of ['ada', 'bob', 'eve']) {
      await window.add(desk.server.signIn({ subject }), profile, orders);
    }
    let asked = 0;
    const secrets: SecretStore = {
      get: (key) => {
        asked += 1;
        return delay(10).then(() => desk.keyring.get(key));
      },
      store: () => Promise.reject(new Error('nothing is to be stored')),
      delete: () => Promise.reject(new Error('nothing is to be deleted')),
    };
    const { sessions, problems } = await desk.window({ secrets }).list();
    assert.deepEqual([sessions.length, problems, asked], [3, [], 1]);
  });

  it('is not made again by a window that was open before and never sees it', async () => {
    const { id } = await desk.window().add(desk.server.signIn(), profile, orders);
    const blind = new Keyring();
    const window = desk.window({ secrets: blind });
    await assert.rejects(window.prepare(), failed('keyInAnotherWindow'));
    await assert.rejects(window.add(desk.server.signIn(), profile, orders), failed('keyInAnotherWindow'));
    await assert.rejects(window.refresh(id, profile, orders), failed('keyInAnotherWindow'));
    assert.equal(blind.writes, 0);
    const { sessions, problems } = await window.list();
    assert.deepEqual([sessions.length, problems.map(({ kind }) => kind)], [0, ['keyInAnotherWindow']]);
    const reloaded = desk.window();
    assert.equal((await reloaded.list()).sessions.length, 1);
  });

  it('that the keyring forgot costs nothing silently: what it sealed is reported and kept', async () => {
    const ada = await desk.window().add(desk.server.signIn(), profile, orders);
    const bob = await desk.window().add(desk.server.signIn({ subject: 'bob' }), profile, orders);
    desk.keyring.values.clear();
    const restarted = { startedAt: Date.now() + 60_000 };
    const kinds = async (): Promise<unknown> =>
      (await desk.window(restarted).list()).problems.map(({ kind, id }) => [kind, id]).sort();
    const both = [ada.id, bob.id].sort().map((id) => ['keyForgotten', id]);
    assert.deepEqual(await kinds(), both);
    await assert.rejects(desk.window(restarted).refresh(ada.id, profile, orders), failed('keyForgotten'));

    await desk.window(restarted).add(desk.server.signIn(), profile, orders);
    assert.deepEqual(await kinds(), [['keyForgotten', bob.id]]);
    assert.ok(existsSync(desk.file(bob.id)));
    assert.equal((await desk.window().list()).sessions.length, 1);
  });

  it('that cannot be asked for is not taken for forgotten', async () => {
    const { id } = await desk.window().add(desk.server.signIn(), profile, orders);
    const locked: SecretStore = {
      get: () => Promise.reject(new Error('keyring is locked')),
      store: () => Promise.reject(new Error('keyring is locked')),
      delete: () => Promise.resolve(),
    };
    const window = desk.window({ secrets: locked, startedAt: Date.now() + 60_000 });
    assert.deepEqual(
      (await window.list()).problems.map(({ kind }) => kind),
      ['unreadable'],
    );
    await assert.rejects(window.add(desk.server.signIn(), profile, orders), failed('unreadable'));
    assert.equal((await desk.window().list()).sessions[0]?.id, id);
  });
});
