import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { listen } from '../../../src/oauth/loopback.ts';
import type { Listener } from '../../../src/oauth/loopback.ts';
import { failure } from './failures.ts';
import { page } from './profiles.ts';

const state = 'the-right-state';

describe('loopback listener', () => {
  let listener: Listener;
  const open = async (redirectUri: string) => (listener = await listen({ redirectUri, state, page }));
  afterEach(() => {
    listener.close();
  });

  const answerPath = `/callback?code=a-code&state=${state}`;
  const port = () => Number(new URL(listener.redirectUri).port);

  async function ask(
    path: string,
    options: { method?: string; headers?: Record<string, string>; host?: string } = {},
  ): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        {
          host: '127.0.0.1',
          port: port(),
          path,
          agent: false,
          setHost: options.headers?.['host'] === undefined,
          ...options,
        },
        (response) => {
          let body = '';
          response.on('data', (chunk) => (body += String(chunk)));
          response.on('error', reject);
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, body, headers: response.headers });
          });
        },
      );
      sent.on('error', reject);
      sent.end();
    });
  }

  async function reaches(host: string, at = port()): Promise<boolean> {
    const socket = connect(at, host);
    try {
      await Promise.race([
        once(socket, 'connect'),
        new Promise((_, reject) =>
          socket.setTimeout(1000, () => {
            reject(new Error('no answer'));
          }),
        ),
      ]);
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  }

  async function stillWaits(): Promise<void> {
    assert.equal((await ask(answerPath)).status, 200);
    assert.equal((await listener.awaited.answer).searchParams.get('code'), 'a-code');
  }

  it('opens a free port and answers with the redirect URI in use', async () => {
    await open('http://127.0.0.1/callback');
    assert.match(listener.redirectUri, /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    const { status, body, headers } = await ask(`${answerPath}&iss=https%3A%2F%2Flogin.example.com`);
    assert.equal(status, 200);
    assert.match(body, /You are signed in/);
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(String(headers['content-security-policy']), /^default-src 'none'/);
    assert.equal(
      (await listener.awaited.answer).href,
      `${listener.redirectUri}?code=a-code&state=${state}&iss=https%3A%2F%2Flogin.example.com`,
    );
  });

  it('sends the browser on to another request, and then waits for that one’s answer alone', async () => {
    const next = { url: 'https://login.example.com/authorize?state=the-next-state', state: 'the-next-state' };
    const judged: string[] = [];
    const sendOn = (answer: URL) => {
      judged.push(answer.search);
      return Promise.resolve(judged.length === 1 ? next : undefined);
    };
    listener = await listen({ redirectUri: 'http://127.0.0.1/callback', state, page, sendOn });
    const first = await ask(`/callback?error=login_required&state=${state}`);
    assert.deepEqual([first.status, first.headers['location'], first.body], [303, next.url, '']);
    assert.equal(first.headers['referrer-policy'], 'no-referrer');
    assert.equal(first.headers['cache-control'], 'no-store');
    assert.equal((await ask(answerPath)).status, 400, 'the first state is used up');
    assert.equal((await ask('/callback?code=b-code&state=the-next-state')).status, 200);
    assert.equal((await listener.awaited.answer).searchParams.get('code'), 'b-code');
    assert.deepEqual(judged, [`?error=login_required&state=${state}`, '?code=b-code&state=the-next-state']);
  });

  it('sends nobody on once it is closed', async () => {
    const next = { url: 'https://login.example.com/authorize', state: 'the-next-state' };
    const sendOn = () => {
      listener.close();
      return Promise.resolve(next);
    };
    listener = await listen({ redirectUri: 'http://127.0.0.1/callback', state, page, sendOn });
    const { status, headers } = await ask(`/callback?error=login_required&state=${state}`);
    assert.deepEqual([status, headers['location']], [410, undefined]);
  });

  for (const [registered, used] of [
    ['http://localhost', /^http:\/\/localhost:\d+$/],
    ['http://localhost:0/', /^http:\/\/localhost:\d+\/$/],
    ['http://127.0.0.1/a%20b?c=d', /^http:\/\/127\.0\.0\.1:\d+\/a%20b\?c=d$/],
  ] as const) {
    it(`keeps the spelling of ${registered}`, async () => {
      assert.match((await open(registered)).redirectUri, used);
    });
  }

  it('listens on 127.0.0.1 alone', async () => {
    await open('http://127.0.0.1/callback');
    assert.equal(await reaches('127.0.0.1'), true);
    const others = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    for (const { address, scopeid } of others.filter(({ internal, scopeid }) => !internal && !scopeid)) {
      assert.equal(await reaches(address), false, `${address} ${String(scopeid)}`);
    }
    assert.equal(await reaches('127.0.0.2'), false);
    assert.equal(await reaches('::1'), false);
  });

  it('listens on 127.0.0.1 and ::1 for localhost, on the same port', async () => {
    await open('http://localhost/callback');
    assert.equal(await reaches('127.0.0.1'), true);
    if (hasIpv6()) assert.equal(await reaches('::1'), true);
    assert.equal(await reaches('127.0.0.2'), false);
    const { status } = await ask(answerPath, {
      ...(hasIpv6() ? { host: '::1' } : {}),
      headers: { host: `localhost:${port()}` },
    });
    assert.equal(status, 200);
  });

  for (const host of ['127.0.0.1', '::1']) {
    it(`says which port is taken on ${host}, and takes no other`, async function () {
      if (host === '::1' && !hasIpv6()) return;
      listener = { ...listener, close: () => undefined };
      const other = createServer().listen(0, host);
      await once(other, 'listening');
      const taken = (other.address() as AddressInfo).port;
      const details = await failure(open(`http://localhost:${taken}/callback`), 'portInUse');
      assert.equal(details.port, taken);
      assert.equal(await reaches(host === '::1' ? '127.0.0.1' : '::1', taken), false, 'half of it was left open');
      other.close();
    });
  }

  it('refuses an address that is not this machine', async () => {
    for (const address of [
      'http://0.0.0.0/callback',
      'http://example.com/callback',
      'http://127.0.0.1.example.com/',
      'https://localhost/',
      'http://localhost@example.com/',
      'http://localhost:99999/',
    ]) {
      await failure(listen({ redirectUri: address, state, page }), 'listenerFailed');
    }
  });

  const harmless: [string, string, Parameters<typeof ask>[1], number][] = [
    ['a favicon', '/favicon.ico', {}, 404],
    ['another path', `/callback/?code=x&state=${state}`, {}, 404],
    ['a path that only means the same', `/%63allback?code=x&state=${state}`, {}, 404],
    ['a wrong state', '/callback?code=evil&state=wrong', {}, 400],
    ['no state', '/callback?code=evil', {}, 400],
    ['two states', `/callback?code=evil&state=${state}&state=wrong`, {}, 400],
    ['an error with a wrong state', '/callback?error=access_denied&state=wrong', {}, 400],
    ['neither code nor error', `/callback?state=${state}`, {}, 400],
    ['HEAD', answerPath, { method: 'HEAD' }, 405],
    ['OPTIONS', answerPath, { method: 'OPTIONS' }, 405],
    ['POST', answerPath, { method: 'POST' }, 405],
    ['a foreign Host', answerPath, { headers: { host: 'evil.example.com' } }, 421],
    ['localhost for 127.0.0.1', answerPath, { headers: { host: 'localhost' } }, 421],
    ['a prefetch', answerPath, { headers: { 'sec-purpose': 'prefetch;prerender' } }, 503],
    ['an image', answerPath, { headers: { 'sec-fetch-dest': 'image' } }, 503],
    ['a frame', answerPath, { headers: { 'sec-fetch-dest': 'iframe' } }, 503],
    ['1 MB of headers', answerPath, { headers: { 'x-large': 'x'.repeat(1_000_000) } }, 431],
  ];
  for (const [name, path, options, expected] of harmless) {
    it(`goes on waiting after ${name}`, async () => {
      await open('http://127.0.0.1/callback');
      // The server may hang up while a giant header is still being written.
      const refused = { status: 431, body: '', headers: {} };
      const answer = await ask(path, options).catch((): Awaited<ReturnType<typeof ask>> => refused);
      assert.equal(answer.status, expected);
      if (expected !== 431) assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/);
      await stillWaits();
    });
  }

  it('ends at once with an error that has the right state, and shows the words escaped', async () => {
    await open('http://127.0.0.1/callback');
    const { status, body } = await ask(`/callback?error=access_denied&error_description=%3Cb%3Eno&state=${state}`);
    assert.equal(status, 400);
    assert.match(body, /access_denied\n&lt;b&gt;no/);
    assert.equal((await listener.awaited.answer).searchParams.get('error'), 'access_denied');
  });

  it('takes one answer', async () => {
    await open('http://127.0.0.1/callback');
    await ask(answerPath);
    const second = await ask(`/callback?code=another&state=${state}`);
    assert.equal(second.status, 410);
    assert.equal((await listener.awaited.answer).searchParams.get('code'), 'a-code');
  });

  it('is reached through a forwarded port or a proxy that strips its prefix', async () => {
    for (const path of ['/callback', '/proxy/4711/callback']) {
      await open('http://127.0.0.1/callback');
      listener.useExternal('https://code.example.com/proxy/4711/callback');
      const headers = { host: 'code.example.com' };
      assert.equal((await ask('/elsewhere', { headers })).status, 404);
      assert.equal((await ask(answerPath, { headers: { host: 'evil.example.com' } })).status, 421);
      assert.equal((await ask(`${path}?code=x&state=${state}`, { headers })).status, 200);
      assert.equal(
        (await listener.awaited.answer).href,
        `https://code.example.com/proxy/4711/callback?code=x&state=${state}`,
      );
      listener.close();
    }
  });

  it('closes at once, and the port is free again', async () => {
    await open('http://localhost/callback');
    const address = listener.redirectUri;
    listener.close();
    assert.equal(await reaches('127.0.0.1'), false);
    assert.equal((await open(address)).redirectUri, address);
  });

  it('lets go of connections that open and never ask, however many', async () => {
    await open('http://127.0.0.1/callback');
    const sockets = Array.from({ length: 200 }, () => connect(port(), '127.0.0.1').on('error', () => undefined));
    // The oldest go first: the 72 that are too many.
    await Promise.all(sockets.slice(0, 72).map(closed));
    await stillWaits();
    for (const socket of sockets) socket.destroy();
  });

  for (const [name, start] of [
    ['nothing', ''],
    ['half a request', 'GET /callback HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '],
    ['half a body', 'POST /callback HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nx'],
  ] as const) {
    it(`hangs up on a connection that sends ${name}`, async () => {
      listener = await listen({ redirectUri: 'http://127.0.0.1/callback', state, page, patience: 50 });
      const socket = connect(port(), '127.0.0.1').on('error', () => undefined);
      socket.write(start);
      socket.resume();
      await closed(socket);
      await stillWaits();
    });
  }

  it('hangs up on a connection that sends a header one letter at a time', async () => {
    listener = await listen({ redirectUri: 'http://127.0.0.1/callback', state, page, patience: 100 });
    const socket = connect(port(), '127.0.0.1').on('error', () => undefined);
    socket.write('GET /callback HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
    const drip = setInterval(() => socket.write('x'), 10);
    socket.resume();
    await closed(socket);
    clearInterval(drip);
    await stillWaits();
  });

  it('is not kept busy by garbage', async () => {
    await open('http://127.0.0.1/callback');
    for (const garbage of [
      '\u0000\u0001\u0002\r\n\r\n',
      'GET\r\n\r\n',
      `GET ${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
      'CONNECT evil.example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n',
    ]) {
      const socket = connect(port(), '127.0.0.1').on('error', () => undefined);
      socket.end(garbage);
      socket.resume();
      await closed(socket);
    }
    await stillWaits();
  });
});

/** Resolves when the connection is gone, whether the other side ended it or cut it off. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
}

function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === '::1') ?? false);
}
