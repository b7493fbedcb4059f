import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileContent, shells, type ShellId } from '../../../../src/integration/terminal/shells.ts';

/** Words that would mean something to a shell, and are to mean nothing. */
const odd = `it's "\\"quoted\\"" \\ \\\\ \\' $HOME $(id) \`id\` %PATH% ‘typographic’ æøå; exit 3\nlast line`;
const variables = {
  TOKEN_INSPECTOR_NODE: '/opt/VS Code/node',
  TOKEN_INSPECTOR_CLIENT: "/home/ada's/client.cjs",
  TOKEN_INSPECTOR_TERMINAL: odd,
};
const programs: Readonly<Record<string, ShellId>> = {
  sh: 'posix',
  bash: 'posix',
  zsh: 'posix',
  fish: 'fish',
  pwsh: 'powerShell',
};

describe('the line for a shell that is open', () => {
  let root: string;
  let folder: string;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'shells-'));
    folder = join(root, "bin of ada's \\ $HOME");
    await mkdir(folder);
    const program = join(folder, 'access-token');
    await writeFile(
      program,
      '#!/bin/sh\nprintf "%s|%s|%s" "$TOKEN_INSPECTOR_NODE" "$TOKEN_INSPECTOR_CLIENT" "$TOKEN_INSPECTOR_TERMINAL"\n',
    );
    await chmod(program, 0o755);
  });
  after(() => rm(root, { recursive: true }));

  for (const [program, id] of Object.entries(programs)) {
    it(`has ${program} find access-token, with the environment that it needs`, async function () {
      if (process.platform === 'win32' || spawnSync(program, ['-c', 'exit']).error !== undefined) this.skip();
      const file = join(root, `it's \\ $HOME.${shells[id].extension}`);
      await writeFile(file, fileContent(id, folder, variables));
      const script = `${shells[id].read(file)}\naccess-token`;
      const { stdout } = await promisify(execFile)(program, ['-c', script]);
      assert.equal(stdout, Object.values(variables).join('|'));
    });
  }

  it('leaves what the shell had in its PATH where it is', async () => {
    const file = join(root, 'shell.sh');
    await writeFile(file, fileContent('posix', '/own', variables));
    const pathAfter = async (before: string): Promise<string> => {
      const script = `PATH='${before}'; ${shells.posix.read(file)}; echo "$PATH"`;
      return (await promisify(execFile)('/bin/sh', ['-c', script])).stdout.trim();
    };
    assert.equal(await pathAfter('/usr/bin:/bin'), '/own:/usr/bin:/bin');
    // An empty part would be the current folder.
    assert.equal(await pathAfter(''), '/own');
  });

  it('asks PowerShell for no script file, which Windows does not run by itself', () => {
    assert.equal(
      shells.powerShell.read("C:\\it's\\shell-1.ps1"),
      "Invoke-Expression (Get-Content -Raw -Encoding UTF8 -LiteralPath 'C:\\it''s\\shell-1.ps1')",
    );
  });
});
