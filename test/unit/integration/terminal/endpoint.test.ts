import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { lstat, stat } from 'node:fs/promises';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { Endpoint, type Caller, type Reply } from '../../../../src/integration/terminal/endpoint.ts';

/** Milliseconds. Short, so that a test sees the end of it. */
const patience = 200;

describe('where programs in terminals ask', () => {
  let endpoint: Endpoint;
  /** What the answers were asked, by whose right. */
  let asked: { right: string; args: readonly string[] }[];

  beforeEach(async () => {
    endpoint = await Endpoint.open(patience);
    asked = [];
  });
  afterEach(() => endpoint.dispose());

  const grant = (right: string, reply: Reply = { exitCode: 0, stdout: `token of ${right}\n` }) =>
    endpoint.grant((args) => {
      asked.push({ right, args });
      return Promise.resolve(reply);
    });

  /** What comes back, or nothing where it hangs up. */
  async function ask(secret: string | undefined, { method = 'GET', path = '/' } = {}): Promise<string> {
    const headers = secret === undefined ? {} : { Authorization: `Bearer ${secret}` };
    const request = get({ socketPath: endpoint.address, method, path, headers, agent: false });
    const [response] = (await once(request, 'response').catch(() => [])) as [NodeJS.ReadableStream?];
    return response === undefined ? '' : text(response);
  }

  /** Sends bytes as they are. Resolves with what came back by the time that the other side has hung up. */
  async function send(...bytes: string[]): Promise<string> {
    const socket = connect(endpoint.address);
    for (const part of bytes) socket.write(part);
    return answerOf(socket);
  }

  async function answerOf(socket: Socket): Promise<string> {
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    // Hung up on in the middle of a word.
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('close', resolve));
    return answer;
  }

  it('answers whoever knows a secret, with what that secret is for', async () => {
    const [orders, stock] = [grant('orders'), grant('stock')];
    assert.match(await ask(stock.secret, { path: '/?argument=--json&argument=a%20b' }), /"token of stock\\n"/);
    assert.match(await ask(orders.secret), /"token of orders\\n"/);
    assert.deepEqual(asked, [
      { right: 'stock', args: ['--json', 'a b'] },
      { right: 'orders', args: [] },
    ]);
  });

  it('makes secrets that nobody guesses', () => {
    const secrets = Array.from({ length: 20 }, () => grant('orders').secret);
    assert.equal(new Set(secrets).size, 20);
    for (const secret of secrets) assert.match(secret, /^[\w-]{43}$/);
  });

  it('hangs up, without a word, on whoever knows none', async () => {
    const { secret } = grant('orders');
    const other = `${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`;
    const wrong = ['', other, secret.slice(0, -1), `${secret}A`, secret.toLowerCase(), `Bearer ${secret}`, undefined];
    for (const guess of wrong) assert.equal(await ask(guess), '', String(guess));
    assert.deepEqual(asked, []);
  });

  it('takes no other method, and no secret in the address', async () => {
    const { secret } = grant('orders');
    for (const method of ['POST', 'OPTIONS', 'CONNECT']) assert.equal(await ask(secret, { method }), '', method);
    assert.equal(await ask(undefined, { path: `/?secret=${secret}&authorization=Bearer+${secret}` }), '');
    assert.deepEqual(asked, []);
  });

  it('knows a secret no more once it is revoked, not even for a program that waits', async () => {
    const caller = new EventEmitter<{ asks: [Caller]; answered: [Reply] }>();
    const right = endpoint.grant(async (_args, who) => {
      caller.emit('asks', who);
      const [reply] = (await once(caller, 'answered')) as [Reply];
      return reply;
    });
    const asks = once(caller, 'asks');
    const waiting = ask(right.secret);
    const [{ signal }] = (await asks) as [Caller];
    right.revoke();
    caller.emit('answered', { exitCode: 0, stdout: 'too late' });
    assert.equal(await waiting, '');
    assert.equal(signal.aborted, true);
    assert.equal(await ask(right.secret), '');
  });

  it('tells a waiting program why, waits longer than for a request, and notices when it goes', async () => {
    let gone: Promise<unknown> = Promise.resolve();
    const right = endpoint.grant((_args, caller) => {
      gone = once(caller.signal, 'abort');
      caller.say('Sign in first.');
      return new Promise(() => undefined);
    });
    const request = get({
      socketPath: endpoint.address,
      headers: { Authorization: `Bearer ${right.secret}` },
      agent: false,
    });
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    const [line] = (await once(response, 'data')) as [Buffer];
    assert.deepEqual(JSON.parse(line.toString()), { stderr: 'Sign in first.\n' });
    // Somebody who says nothing has been hung up on by now; the program has not.
    await send('');
    assert.equal(request.destroyed, false);
    request.on('error', () => undefined).destroy();
    await gone;
  });

  it('hangs up on garbage, on too much, on half a request and on silence', async () => {
    const { secret } = grant('orders');
    const head = `GET / HTTP/1.1\r\nHost: x\r\n`;
    const bad: Record<string, string[]> = {
      garbage: ['\u0000\u0001\u0002 access-token please\r\n\r\n'],
      'a JSON request': [`{"secret":"${secret}"}\n`],
      'too long': [head, `Authorization: Bearer ${'A'.repeat(100_000)}\r\n\r\n`],
      'too many arguments': [`GET /?${'argument=a&'.repeat(10_000)} HTTP/1.1\r\n\r\n`],
      'half a request': [head, `Authorization: Bearer ${secret}\r\n`],
      'two lengths': [head, `Authorization: Bearer ${secret}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`],
      silence: [],
    };
    for (const [name, bytes] of Object.entries(bad)) assert.doesNotMatch(await send(...bytes), / 200 |token/, name);
    assert.deepEqual(asked, []);
    assert.match(await ask(secret), /token of orders/, 'it serves others as before');
  });

  it('is not kept from serving by whoever opens hundreds of connections', async () => {
    const { secret } = grant('orders');
    const sockets = Array.from({ length: 400 }, () => connect(endpoint.address).on('error', () => undefined));
    assert.match(await ask(secret), /token of orders/);
    for (const socket of sockets) socket.destroy();
  });

  it('lets no other user of the computer near, and leaves nothing behind', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = dirname(endpoint.address);
    assert.equal((await lstat(folder)).mode & 0o777, 0o700);
    assert.ok((await stat(endpoint.address)).isSocket());
    assert.ok(Buffer.byteLength(endpoint.address) <= 103, endpoint.address);
    await endpoint.dispose();
    await assert.rejects(stat(folder), { code: 'ENOENT' });
  });

  it('fits where the folder for temporary files has a long name', async function () {
    if (process.platform === 'win32') this.skip();
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = `/tmp/${'long/'.repeat(20)}`;
    try {
      const other = await Endpoint.open(patience);
      assert.ok(Buffer.byteLength(other.address) <= 103, other.address);
      await other.dispose();
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });

  it('answers nobody once it is closed, not even who waits', async () => {
    const asks = new EventEmitter();
    const right = endpoint.grant((_args, caller) => {
      asks.emit('one', caller);
      return new Promise(() => undefined);
    });
    const one = once(asks, 'one');
    const waiting = ask(right.secret);
    await one;
    await endpoint.dispose();
    assert.equal(await waiting, '');
    assert.equal(await ask(right.secret), '');
  });
});
