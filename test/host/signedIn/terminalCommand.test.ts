import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { text } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import * as vscode from 'vscode';
import { commands } from '../../../src/contributions.ts';
import type { AccessTokenAnswer } from '../../../src/integration/exportedApi.ts';
import { withBrowser } from '../signInAtDemo.ts';
import { answers } from './answers.ts';
import { openedTerminal } from './openedTerminal.ts';
import { tokenOf } from './tokenOf.ts';

type Environment = NonNullable<vscode.TerminalOptions['env']>;

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The session ends in these tests: they come last of those with one. */
describe('the command access-token of such a terminal', () => {
  let environment: Environment;
  let another: Environment;

  before(async () => {
    ({ environment } = await open('orders'));
    ({ environment: another } = await open('orders'));
  });
  after(() => {
    for (const one of vscode.window.terminals) one.dispose();
  });

  async function open(api: string): Promise<{ terminal: vscode.Terminal; environment: Environment }> {
    let opened: vscode.Terminal | undefined;
    await answers({ showQuickPick: [api] }, async () => {
      opened = await openedTerminal();
    });
    assert.ok(opened);
    return { terminal: opened, environment: (opened.creationOptions as vscode.TerminalOptions).env ?? {} };
  }

  /** As a shell of the terminal would. (The oldest VS Code, where it is served, cannot start one.) */
  function start(words: string, env = environment): ChildProcess {
    const all = { ...process.env };
    for (const [name, value] of Object.entries(env)) {
      if (typeof value === 'string') all[name] = value;
      else Reflect.deleteProperty(all, name);
    }
    // Without `exec` some shells stay, and signals end them alone.
    return spawn(`${process.platform === 'win32' ? '' : 'exec '}access-token ${words}`, {
      shell: true,
      env: all,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async function finished(child: ChildProcess): Promise<Finished> {
    const exit = once(child, 'exit');
    const [stdout, stderr] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
    const [code] = (await exit) as [number | null];
    return { code, stdout, stderr };
  }

  const run = (words = '', env = environment): Promise<Finished> => finished(start(words, env));

  it('prints the token and nothing else', async () => {
    assert.deepEqual(await run(), { code: 0, stdout: `${await tokenOf('orders')}\n`, stderr: '' });
  });

  it('prints what programs want to know about it', async () => {
    const { code, stdout } = await run('--json');
    assert.equal(code, 0);
    const answer = JSON.parse(stdout) as AccessTokenAnswer;
    assert.equal(answer.accessToken, await tokenOf('orders'));
    assert.equal(answer.audience[0], 'https://orders.demo.example');
    assert.ok(answer.scopes.includes('read:orders'));
    assert.ok((answer.expiresAt ?? 0) > Date.now() / 1000);
  });

  it('prints a fresh one when the last one is older than it may be', async () => {
    const old = await tokenOf('orders');
    await later(2, async () => {
      const { stdout } = await run('--min-lifetime 3599');
      assert.notEqual(stdout.trim(), old);
      assert.equal(stdout.trim(), await tokenOf('orders'));
    });
  });

  it('prints none where even a new one lives shorter than named, and says how long they live', async () => {
    const { environment: stock } = await open('stock');
    const before = (await run('', stock)).stdout.trim();
    await later(30, async () => {
      const { code, stdout, stderr } = await run('--min-lifetime 5000', stock);
      const sentence = 'No access token for stock lives another 5000 s: the server’s tokens live 90 s.\n';
      assert.deepEqual([code, stdout, stderr], [1, '', sentence]);
      // What can be had is asked for anew: the half of its life that is left would do without these words.
      const { stdout: newest } = await run('--min-lifetime 90', stock);
      assert.notEqual(newest.trim(), before);
      assert.match(newest, /^ey/);
    });
  });

  it('prints a fresh one when the terminal’s own has expired', async () => {
    const { environment: stock } = await open('stock');
    // The demo provider’s tokens for it live 90 seconds.
    const [printed, time] = await later(
      100,
      async () => [(await run('', stock)).stdout.trim(), Date.now() / 1000] as const,
    );
    assert.notEqual(printed, stock['ACCESS_TOKEN']);
    assert.ok(Number(decodeJwt(printed).exp) > time);
  });

  /** Has `action` happen so many seconds later, by the clock of this process and of the demo provider in it. */
  async function later<T>(seconds: number, action: () => Promise<T>): Promise<T> {
    const realNow = Date.now;
    Date.now = () => realNow() + seconds * 1000;
    try {
      return await action();
    } finally {
      Date.now = realNow;
    }
  }

  it('says what it is, and what it does not understand, without a token', async () => {
    const help = await run('--help');
    assert.equal(help.code, 0);
    assert.match(help.stdout, /^access-token \[--json\].*fresh access token for orders of ada@demo\.example/s);
    assert.ok(help.stdout.includes(`$(access-token)" '${decodeJwt(await tokenOf('orders')).iss ?? ''}/api/orders'`));
    const wrong = {
      '--profile other': 'access-token does not know the argument “--profile”.',
      stock: 'access-token does not know the argument “stock”.',
      '--json=yes': 'access-token does not know the argument “--json=yes”.',
      '--min-lifetime soon': '--min-lifetime takes whole seconds, at most 86400: not “soon”.',
      '--min-lifetime=-1': '--min-lifetime takes whole seconds, at most 86400: not “-1”.',
      '--min-lifetime': '--min-lifetime takes whole seconds, at most 86400: not “”.',
    };
    for (const [words, sentence] of Object.entries(wrong)) {
      assert.deepEqual(await run(words), { code: 2, stdout: '', stderr: `${sentence}\n\n${help.stdout}` }, words);
    }
  });

  it('is found in the environment of these terminals alone', () => {
    const [folder = '', ...path] = (environment['PATH'] ?? '').split(delimiter);
    assert.equal(path.join(delimiter), process.env['PATH']);
    assert.ok(!path.includes(folder));
    assert.ok(!Object.hasOwn(process.env, 'TOKEN_INSPECTOR_TERMINAL'));
  });

  it('is found where the settings have a PATH of their own for terminals', async () => {
    const platform = { darwin: 'osx', win32: 'windows' }[process.platform as string] ?? 'linux';
    const own = ['/opt/own/bin', process.env['PATH']].join(delimiter);
    const set = (value: object | undefined): Thenable<void> =>
      vscode.workspace
        .getConfiguration('terminal.integrated.env')
        .update(platform, value, vscode.ConfigurationTarget.Global);
    await set({ PATH: own });
    try {
      const { environment: other } = await open('stock');
      assert.ok(other['PATH']?.endsWith(`${delimiter}${own}`), String(other['PATH']));
      assert.equal((await run('', other)).code, 0);
    } finally {
      await set(undefined);
    }
  });

  it('gets nothing else when the profile is changed to mean another API', async () => {
    const issuer = decodeJwt(await tokenOf('orders')).iss;
    const set = (profiles: object | undefined): Thenable<void> =>
      vscode.workspace
        .getConfiguration('tokenInspector')
        .update('profiles', profiles, vscode.ConfigurationTarget.Global);
    const profile = (audience: string): object => ({
      again: { issuer, clientId: 'token-inspector-demo', apis: { orders: { audience } } },
    });
    await set(profile('https://orders.demo.example'));
    try {
      const { environment: again } = await open('again: orders');
      assert.equal(decodeJwt((await run('', again)).stdout.trim()).aud?.[0], 'https://orders.demo.example');
      await set(profile('https://stock.demo.example'));
      const { code, stdout, stderr } = await run('', again);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /^The profile again has changed or is gone/);
    } finally {
      await set(undefined);
    }
  });

  it('gets nothing by another secret', async () => {
    const own = JSON.parse(environment['TOKEN_INSPECTOR_TERMINAL']!) as { readonly secret: string };
    const secret = `${own.secret.slice(1)}A`;
    const guessed = { ...environment, TOKEN_INSPECTOR_TERMINAL: JSON.stringify({ ...own, secret }) };
    const { code, stdout, stderr } = await run('', guessed);
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^VS Code gives this terminal no token any more/);
  });

  it('gets nothing once its terminal is closed, while others go on', async () => {
    const other = await open('stock');
    const closed = new Promise<void>((resolve) => {
      const subscription = vscode.window.onDidCloseTerminal((one) => {
        if (one !== other.terminal) return;
        subscription.dispose();
        resolve();
      });
    });
    assert.equal((await run('', other.environment)).code, 0);
    other.terminal.dispose();
    await closed;
    const { code, stdout, stderr } = await run('', other.environment);
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /no token any more.*Open a new/);
    assert.equal((await run()).code, 0);
  });

  describe('where only a sign-in helps', () => {
    before(() => vscode.commands.executeCommand(commands.signOut, { profile: 'demo' }));

    it('says that VS Code asks, and why there is no token when the user declines', async () => {
      let ended: Finished | undefined;
      const { messages } = await answers({}, async () => {
        ended = await run();
      });
      assert.equal(messages.length, 1);
      assert.match(messages[0]!, /^A terminal asks for an access token for orders/);
      assert.deepEqual([ended?.code, ended?.stdout], [1, '']);
      assert.match(ended?.stderr ?? '', /answer in VS Code.*\n.*no token without a sign-in/s);
    });

    it('asks once for all that wait, in whichever terminal, and anew when they were interrupted', async function () {
      if (process.platform === 'win32') this.skip();
      const asked = await questionsDuring(async (standing) => {
        const first = [start(''), start('--min-lifetime 61', another)];
        const ends = first.map((child) => finished(child));
        await Promise.all(first.map((child) => once(child.stderr!, 'data')));
        assert.equal(standing(), 1);
        for (const child of first) child.kill('SIGINT');
        for (const { stdout } of await Promise.all(ends)) assert.equal(stdout, '');
        // The window learns of it a moment later.
        while (standing() === 1) await interrupted();
      });
      assert.equal(asked, 2);
    });

    it('waits for the sign-in and prints the token that came of it', async () => {
      let ended: Finished | undefined;
      await withBrowser(() =>
        answers({ buttons: ['Sign In'] }, async () => {
          ended = await run();
        }),
      );
      assert.equal(ended?.code, 0);
      assert.match(ended.stderr, /answer in VS Code/);
      assert.equal(decodeJwt(ended.stdout.trim()).sub, 'demo|ada');
    });

    async function interrupted(): Promise<void> {
      const child = start('');
      const end = finished(child);
      await once(child.stderr!, 'data');
      child.kill('SIGINT');
      await end;
    }

    /** How many questions stood on screen, which nobody answers. */
    async function questionsDuring(action: (standing: () => number) => Promise<void>): Promise<number> {
      const window = vscode.window as unknown as { showErrorMessage: unknown };
      const { showErrorMessage } = window;
      let standing = 0;
      window.showErrorMessage = () => {
        standing += 1;
        return new Promise(() => undefined);
      };
      try {
        await action(() => standing);
        return standing;
      } finally {
        window.showErrorMessage = showErrorMessage;
      }
    }
  });
});
