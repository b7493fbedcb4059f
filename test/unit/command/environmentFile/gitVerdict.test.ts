import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitVerdict, ignoreLine, realFile } from '../../../../src/command/environmentFile/gitVerdict.ts';

describe('what git says of a file', () => {
  let root: string;
  let folder: string;
  const verdict = (name: string): Promise<string> => gitVerdict('git', join(folder, name));

  before(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'verdict-')));
    folder = join(root, 'repository');
    await mkdir(join(folder, 'app'), { recursive: true });
    const git = (...words: string[]): Buffer => execFileSync('git', words, { cwd: folder, stdio: 'pipe' });
    git('init', '--quiet');
    await writeFile(join(folder, '.gitignore'), '.env\ntracked.env\n');
    await writeFile(join(folder, 'tracked.env'), 'A=1\n');
    git('add', '--force', 'tracked.env');
  });
  after(() => rm(root, { recursive: true, force: true }));

  it('is that it ignores it, there or not, in any folder', async () => {
    assert.equal(await verdict('.env'), 'ignored');
    assert.equal(await verdict(join('app', '.env')), 'ignored');
  });

  it('is that it does not', async () => {
    assert.equal(await verdict('.env.local'), 'notIgnored');
  });

  it('is that it tracks it, whatever .gitignore says', async () => {
    assert.equal(await verdict('tracked.env'), 'tracked');
  });

  it('is of the repository that the file is in, not of one in the environment', async () => {
    process.env['GIT_DIR'] = join(folder, '.git');
    process.env['GIT_WORK_TREE'] = root;
    try {
      assert.equal(await gitVerdict('git', join(root, '.env')), 'noRepository');
    } finally {
      delete process.env['GIT_DIR'];
      delete process.env['GIT_WORK_TREE'];
    }
  });

  it('is nothing where there is no git', async () => {
    assert.equal(await gitVerdict(join(root, 'no-such-git'), join(folder, '.env')), 'noGit');
  });

  it('is about this file alone once its line is in .gitignore, whatever its name', async () => {
    for (const name of ['.env.local', 'a b.env', '!x.env', '#x.env', '[a].env', '*.env', ':(top)x.env']) {
      if (process.platform === 'win32' && /[*:]/.test(name)) continue;
      await writeFile(join(folder, 'app', '.gitignore'), `${ignoreLine(join(folder, 'app', name))}\n`);
      assert.equal(await verdict(join('app', name)), 'ignored', name);
      assert.equal(await verdict(join('app', 'a.env')), 'notIgnored', name);
    }
  });
});

describe('where a file really is', () => {
  let root: string;
  let folder: string;

  before(async function () {
    if (process.platform === 'win32') this.skip();
    root = await realpath(await mkdtemp(join(tmpdir(), 'real-')));
    folder = join(root, 'folder');
    await mkdir(join(folder, 'inside'), { recursive: true });
    await mkdir(join(root, 'outside'));
    await writeFile(join(root, 'outside', 'file'), '');
    await symlink(join(folder, 'inside'), join(folder, 'link'));
    await symlink(join(root, 'outside'), join(folder, 'away'));
    await symlink(join(root, 'outside', 'file'), join(folder, '.env'));
    await symlink(join(root, 'outside', 'missing'), join(folder, '.env.local'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  const real = (...names: string[]): Promise<string | undefined> => realFile(join(folder, ...names), folder);

  it('is behind the links', async () => {
    assert.equal(await real('new.env'), join(folder, 'new.env'));
    assert.equal(await real('link', 'new.env'), join(folder, 'inside', 'new.env'));
  });

  it('is no place to write to when it is outside the folder', async () => {
    for (const names of [['.env'], ['.env.local'], ['away', '.env'], ['..', '.env'], ['.'], ['missing', '.env']])
      assert.equal(await real(...names), undefined, names.join('/'));
  });
});
