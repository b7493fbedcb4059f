import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Endpoint } from '../../../../src/integration/terminal/endpoint.ts';
import { freshPlace, removeLeftPlaces, type Place } from '../../../../src/integration/terminal/place.ts';

describe('what windows leave behind for programs in shells', () => {
  const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';
  const usual = process.env[variable];
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'places-'));
    process.env[variable] = root;
  });
  afterEach(async () => {
    if (usual === undefined) Reflect.deleteProperty(process.env, variable);
    else process.env[variable] = usual;
    await rm(root, { recursive: true });
  });

  /** A folder as a window makes it, with the file of a shell, so many minutes old. */
  async function place(minutes: number): Promise<Place> {
    const one = await freshPlace();
    await writeFile(join(one.directory, 'shell-1.sh'), 'secret');
    await age(one.directory, minutes);
    return one;
  }

  async function age(path: string, minutes: number): Promise<void> {
    const then = Date.now() / 1000 - minutes * 60;
    await utimes(path, then, then);
  }

  /** As a window that is killed: its socket is still there. */
  async function crashIn({ address }: Place): Promise<void> {
    const program = `require('net').createServer().listen(process.argv[1], () => console.log('listening'))`;
    const child = spawn(process.execPath, ['-e', program, address], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  it('is removed by the next one, where the window ended without a word', async () => {
    const [crashed, early] = [await place(1), await place(1)];
    await crashIn(crashed);
    await age(crashed.directory, 1);
    assert.equal(existsSync(crashed.address), process.platform !== 'win32');
    const endpoint = await Endpoint.open();
    await endpoint.dispose();
    assert.deepEqual([existsSync(crashed.directory), existsSync(early.directory)], [false, false]);
  });

  it('stays where a window listens, or may be about to', async () => {
    const listening = await Endpoint.open();
    await age(listening.directory, 60);
    const young = await place(0);
    try {
      await removeLeftPlaces();
      assert.deepEqual([existsSync(listening.directory), existsSync(young.directory)], [true, true]);
    } finally {
      await listening.dispose();
    }
  });

  it('leaves alone a folder of such a name that is no place of ours', async () => {
    const other = await place(0);
    await writeFile(join(other.directory, 'mine'), '');
    await age(other.directory, 60);
    await removeLeftPlaces();
    assert.ok(existsSync(join(other.directory, 'mine')));
  });

  it('leaves alone a link of such a name, and what it leads to', async function () {
    if (process.platform === 'win32') this.skip();
    const outside = await mkdtemp(join(root, 'outside-'));
    await writeFile(join(outside, 'shell-1.sh'), '');
    await age(outside, 60);
    const link = join(root, 'token-inspector-abcdef');
    await symlink(outside, link);
    await removeLeftPlaces();
    assert.deepEqual([existsSync(join(outside, 'shell-1.sh')), existsSync(link)], [true, true]);
  });
});
