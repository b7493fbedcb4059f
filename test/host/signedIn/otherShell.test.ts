import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import * as vscode from 'vscode';
import { commands } from '../../../src/contributions.ts';
import { answers } from './answers.ts';
import { tokenOf } from './tokenOf.ts';

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const posix = 'sh, bash, zsh';

describe('access-token in a shell that VS Code did not open', function () {
  // An old VS Code that is served without a display has no clipboard.
  const real = Object.getOwnPropertyDescriptor(vscode.env, 'clipboard')!;
  let copied = '';

  before(function () {
    if (process.platform === 'win32') this.skip();
    const writeText = (line: string): Promise<void> => {
      copied = line;
      return Promise.resolve();
    };
    Object.defineProperty(vscode.env, 'clipboard', { value: { writeText }, configurable: true });
  });
  after(async () => {
    Object.defineProperty(vscode.env, 'clipboard', real);
    await vscode.commands.executeCommand(commands.stopOtherShells);
  });

  /** What the user pastes. */
  async function lineFor(api: string, button?: string): Promise<{ line: string; messages: string[] }> {
    const { messages } = await answers({ showQuickPick: [posix], buttons: [button] }, () =>
      vscode.commands.executeCommand(commands.useInAnotherShell, { profile: 'demo', api }),
    );
    return { line: copied, messages };
  }

  /** In a process that knows nothing of VS Code. */
  async function inShell(...lines: string[]): Promise<Finished> {
    const child = spawn('/bin/sh', { env: { PATH: '/usr/bin:/bin' }, stdio: 'pipe' });
    child.stdin.end(`${lines.join('\n')}\n`);
    const exit = once(child, 'exit');
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = (await exit) as [number | null];
    return { code, stdout, stderr };
  }

  const fileOf = (line: string): string => /'(.*)'/.exec(line)?.[1] ?? '';

  it('prints a token that the API takes, and says what was copied and for how long', async () => {
    const { line, messages } = await lineFor('orders');
    assert.match(
      messages.join('\n'),
      /^Line for sh, bash, zsh copied\. .* for orders of ada@demo\.example, until you choose Stop or this window closes/,
    );
    const token = await tokenOf('orders');
    assert.deepEqual(await inShell(line, 'access-token'), { code: 0, stdout: `${token}\n`, stderr: '' });
    const api = `${decodeJwt(token).iss ?? ''}/api/orders`;
    // As curl would, which is not on every computer.
    const fetching = `fetch(process.argv[1], { headers: { Authorization: 'Bearer ' + process.argv[2] } }).then((r) => console.log(r.status))`;
    const node = `ELECTRON_RUN_AS_NODE=1 '${process.execPath}' -e "$FETCH" '${api}' "$(access-token)"`;
    const { stdout } = await inShell(line, `FETCH="${fetching}"`, node);
    assert.equal(stdout, '200\n');
  });

  it('puts no secret into the line, and the file where no other user reads it', async () => {
    const { line } = await lineFor('orders');
    const file = fileOf(line);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await stat(dirname(file))).mode & 0o777, 0o700);
    const content = await readFile(file, 'utf8');
    const { secret } = JSON.parse(/^TOKEN_INSPECTOR_TERMINAL='(.*)'; export/m.exec(content)?.[1] ?? '') as {
      readonly secret: string;
    };
    assert.ok(!line.includes(secret));
    assert.ok(!content.includes(await tokenOf('orders')), 'a token in a file');
    // What others see of the programs that run: their arguments.
    const seen = await inShell(line, 'access-token --help >/dev/null & cat /proc/$!/cmdline 2>/dev/null; wait');
    assert.ok(!seen.stdout.includes(secret));
  });

  it('gives tokens of the one API that it is for', async () => {
    const [orders, stock] = [await lineFor('orders'), await lineFor('stock')];
    const { stdout } = await inShell(orders.line, 'access-token', stock.line, 'access-token');
    assert.deepEqual(stdout.trim().split('\n'), [await tokenOf('orders'), await tokenOf('stock')]);
    const { code, stdout: none } = await inShell(orders.line, 'access-token --profile demo --api stock');
    assert.deepEqual([code, none], [2, '']);
  });

  it('gives none after Stop, and none of it is left, while others go on', async () => {
    const [kept, stopped] = [await lineFor('stock'), await lineFor('orders', 'Stop')];
    await gone(stopped.line);
    // Whoever has kept what stood in the file.
    const before = await lineFor('orders');
    const copy = await readFile(fileOf(before.line), 'utf8');
    assert.equal((await inShell(copy, 'access-token')).code, 0);
    assert.equal((await inShell(kept.line, 'access-token')).code, 0);
    await vscode.commands.executeCommand(commands.stopOtherShells);
    const { code, stdout, stderr } = await inShell(copy, 'access-token');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^VS Code gives this shell no token any more/);
    for (const { line } of [kept, before]) assert.ok(!existsSync(fileOf(line)), line);
  });

  async function gone(line: string): Promise<void> {
    while (existsSync(fileOf(line))) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('offers a sign-in where only that brings a token, and copies nothing', async () => {
    copied = 'before';
    const { line, messages } = await lineFor('admin');
    assert.match(messages.join('\n'), /without a sign-in/);
    assert.equal(line, 'before');
  });
});
