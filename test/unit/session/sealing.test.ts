import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { StoreFailure } from '../../../src/session/storeFailure.ts';
import { Desk, orders, profile } from './support.ts';

describe('sealed files', () => {
  let desk: Desk;
  let ada: string;
  let bob: string;
  beforeEach(async () => {
    desk = new Desk();
    const window = desk.window();
    bob = (await window.add(desk.server.signIn({ subject: 'bob' }), profile, orders)).id;
    ada = (await window.add(desk.server.signIn(), profile, orders)).id;
  });
  afterEach(() => {
    desk.clean();
  });

  async function problems(): Promise<unknown[]> {
    const list = await desk.window().list();
    assert.deepEqual(
      list.sessions.map(({ id }) => id),
      [ada],
      'the other session is not touched',
    );
    return list.problems.map(({ kind, id, file }) => ({ kind, id, file }));
  }

  it('cannot be put in the place of another one', async () => {
    copyFileSync(desk.file(ada), desk.file(bob));
    assert.deepEqual(await problems(), [{ kind: 'damaged', id: bob, file: `${bob}.session` }]);
    const forged = { ...(JSON.parse(readFileSync(desk.file(ada), 'utf8')) as object), id: bob };
    writeFileSync(desk.file(bob), JSON.stringify(forged));
    assert.deepEqual(await problems(), [{ kind: 'damaged', id: bob, file: `${bob}.session` }]);
  });

  it('cannot be changed anywhere', async () => {
    const intact = JSON.parse(readFileSync(desk.file(bob), 'utf8')) as Record<string, string>;
    for (const part of ['iv', 'tag', 'data']) {
      const bytes = Buffer.from(intact[part]!, 'base64');
      for (const changed of [Buffer.concat([Buffer.from([bytes[0]! ^ 1]), bytes.subarray(1)]), bytes.subarray(0, 4)]) {
        writeFileSync(desk.file(bob), JSON.stringify({ ...intact, [part]: changed.toString('base64') }));
        assert.deepEqual(await problems(), [{ kind: 'damaged', id: bob, file: `${bob}.session` }], part);
      }
    }
  });

  it('cost themselves alone when they are damaged', async () => {
    const whole = readFileSync(desk.file(bob), 'utf8');
    for (const content of ['', '{', 'null', '[]', '7', whole.slice(0, -9), '['.repeat(100_000), '\u0000'.repeat(50)]) {
      writeFileSync(desk.file(bob), content);
      assert.deepEqual(await problems(), [{ kind: 'damaged', id: bob, file: `${bob}.session` }], content.slice(0, 20));
    }
  });

  it('of a newer version are left alone', async () => {
    const newer = JSON.stringify({ format: 2, everything: 'else' });
    writeFileSync(desk.file(bob), newer);
    assert.deepEqual(await problems(), [{ kind: 'newerVersion', id: bob, file: `${bob}.session` }]);
    const isNewer = (error: unknown): boolean => error instanceof StoreFailure && error.code === 'newerVersion';
    await assert.rejects(desk.window().add(desk.server.signIn({ subject: 'bob' }), profile, orders), isNewer);
    await assert.rejects(desk.window().refresh(bob, profile, orders), isNewer);
    await assert.rejects(desk.window().signOut(bob, profile), isNewer);
    assert.equal(readFileSync(desk.file(bob), 'utf8'), newer);
  });

  it('go when the user says so, and not when they can be read by then', async () => {
    const whole = readFileSync(desk.file(bob), 'utf8');
    writeFileSync(desk.file(bob), 'damaged');
    const window = desk.window();
    const [problem] = (await window.list()).problems;
    writeFileSync(desk.file(bob), whole);
    await window.removeProblem(problem!);
    assert.ok(existsSync(desk.file(bob)));
    writeFileSync(desk.file(bob), 'damaged');
    await window.removeProblem(problem!);
    assert.ok(!existsSync(desk.file(bob)));
  });

  it('that are damaged are replaced by a new sign-in', async () => {
    writeFileSync(desk.file(bob), 'damaged');
    await desk.window().add(desk.server.signIn({ subject: 'bob' }), profile, orders);
    const { sessions, problems: none } = await desk.window().list();
    assert.deepEqual([sessions.length, none.length], [2, 0]);
  });
});
