import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasLeftLock } from '../../../src/session/leftLock.ts';
import { isLocked, LockLost, takeLock } from '../../../src/session/lock.ts';
import { thisProcess } from '../../../src/session/ownerProcess.ts';
import { StoreFailure } from '../../../src/session/storeFailure.ts';

const busy = (error: unknown): boolean => error instanceof StoreFailure && error.code === 'busy';

describe('the lock between windows', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'token-inspector-lock-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('has one owner at a time', async () => {
    let inside = 0;
    const work = async (): Promise<void> => {
      const lock = await takeLock(directory, 'a');
      inside += 1;
      assert.equal(inside, 1);
      await delay(1);
      await lock.verify();
      inside -= 1;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 20 }, work));
    assert.ok(readdirSync(directory).length < 10, 'old rungs are cleared away');
  });

  it('leaves a name that tells, at a glance, when it was not given back', async () => {
    assert.equal(await hasLeftLock(join(directory, 'absent')), false);
    const id = 'a'.repeat(40);
    const lock = await takeLock(directory, id);
    assert.equal(await hasLeftLock(directory), true);
    await lock.release();
    assert.equal(await hasLeftLock(directory), false);
  });

  it('knows one name from another', async () => {
    const lock = await takeLock(directory, 'a');
    await (await takeLock(directory, 'a.b', { waitFor: 0 })).release();
    await (await takeLock(directory, 'b', { waitFor: 0 })).release();
    await assert.rejects(takeLock(directory, 'a', { waitFor: 0 }), busy);
    await lock.release();
  });

  it('gives up waiting when it is told to', async () => {
    const lock = await takeLock(directory, 'a');
    await assert.rejects(takeLock(directory, 'a', { signal: AbortSignal.timeout(50) }), { name: 'AbortError' });
    await lock.release();
  });

  it('is taken over at once from a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const { place, start } = await thisProcess();
    writeFileSync(join(directory, 'a.7.lock'), JSON.stringify({ pid, place, ...(start && { start }) }));
    assert.equal(await isLocked(directory, 'a'), false);
    const lock = await takeLock(directory, 'a', { waitFor: 0 });
    assert.equal(lock.number, 8);
    await lock.release();
  });

  it('is not taken from a process of which nothing is known but that it may live', async () => {
    writeFileSync(join(directory, 'a.1.lock'), JSON.stringify({ pid: process.pid, place: 'another machine' }));
    await assert.rejects(takeLock(directory, 'a', { waitFor: 200 }), busy);
    writeFileSync(join(directory, 'b.1.lock'), '');
    await assert.rejects(takeLock(directory, 'b', { waitFor: 200 }), busy);
  });

  it('stays with an owner that hangs', async function () {
    if (process.platform === 'win32') {
      return; // Nothing there can make a process hang.
    }
    const script = `import { takeLock } from ${JSON.stringify(import.meta.resolve('../../../src/session/lock.ts'))};
      await takeLock(${JSON.stringify(directory)}, 'a'); console.log('held'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      child.kill('SIGSTOP');
      await assert.rejects(takeLock(directory, 'a', { waitFor: 300 }), busy);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await (await takeLock(directory, 'a', { waitFor: 0 })).release();
  });

  it('tells an owner that was thought dead', async () => {
    const lock = await takeLock(directory, 'a');
    await lock.verify();
    writeFileSync(join(directory, `a.${lock.number + 1}.lock`), '');
    await assert.rejects(lock.verify(), LockLost);
    await lock.release();
  });

  it('leaves no half-written file of an earlier owner to be put in place', async () => {
    const first = await takeLock(directory, 'a');
    writeFileSync(join(directory, `a.${first.number}.tmp`), 'late');
    await first.release();
    const second = await takeLock(directory, 'a');
    assert.ok(!readdirSync(directory).includes(`a.${first.number}.tmp`));
    await second.release();
  });

  it('is not taken on a rung that others have climbed past since the directory was read', async () => {
    const { readdir } = fs;
    const me = await thisProcess();
    fs.readdir = (async (path: string) => {
      const before = await readdir(path);
      if (before.length === 0) {
        writeFileSync(join(directory, 'a.3.lock'), JSON.stringify({ ...me, pid: process.ppid, place: 'elsewhere' }));
      }
      return before;
    }) as unknown as typeof readdir;
    syncBuiltinESMExports();
    try {
      await assert.rejects(takeLock(directory, 'a', { waitFor: 100 }), busy);
      assert.deepEqual(readdirSync(directory), ['a.3.lock']);
    } finally {
      fs.readdir = readdir;
      syncBuiltinESMExports();
    }
  });
});
