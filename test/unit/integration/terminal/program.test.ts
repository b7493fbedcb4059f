import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeProgram } from '../../../../src/integration/terminal/program.ts';

describe('the program access-token', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'program-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('runs the client with its arguments, as Node, and without what is meant for the user’s own programs', async function () {
    if (process.platform === 'win32') this.skip();
    await writeProgram(root);
    const node = join(root, 'it is $(node)');
    await writeFile(node, '#!/bin/sh\nprintf "%s|" "${NODE_OPTIONS-none}" "$ELECTRON_RUN_AS_NODE" "$@"\n');
    await chmod(node, 0o755);
    const env = {
      NODE_OPTIONS: '--require /tmp/theirs.js',
      TOKEN_INSPECTOR_TERMINAL: '{}',
      TOKEN_INSPECTOR_NODE: node,
      TOKEN_INSPECTOR_CLIENT: 'the client.cjs',
    };
    const { stdout } = await promisify(execFile)(join(root, 'access-token'), ['--json', '$(id) *'], { env });
    assert.equal(stdout, 'none|1|the client.cjs|--json|$(id) *|');
  });

  it('is written anew where somebody changed it, holds no secret, and can be changed by its user alone', async function () {
    if (process.platform === 'win32') this.skip();
    const program = join(root, 'access-token');
    await writeFile(program, '#!/bin/sh\necho theirs\n', { mode: 0o777 });
    await writeProgram(root);
    assert.equal((await stat(program)).mode & 0o777, 0o755);
    assert.deepEqual((await readdir(root)).sort(), ['access-token', 'access-token.cmd']);
    const failed = await promisify(execFile)(program, [], { env: {} }).catch((error: unknown) => error);
    assert.match(String((failed as { stderr?: string }).stderr), /Use Access Token in Another Shell/);
  });
});
