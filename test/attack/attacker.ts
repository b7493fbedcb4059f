/**
 * A hostile program on the same computer, as a process of its own: `node attacker.ts REDIRECT_URI STATE`. Knows even the
 * state, so that everything else must hold it off. Floods until it is killed, and reports what it was answered.
 */
import { request } from 'node:http';
import { connect } from 'node:net';

const redirectUri = new URL(process.argv[2] ?? '');
const state = process.argv[3] ?? '';
const { hostname: host, pathname } = redirectUri;
const port = Number(redirectUri.port);
const answer = `${pathname}?code=evil&state=${state}`;
const huge = { 'x-large': 'x'.repeat(1_000_000) };

interface Shot {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

const shots: readonly Shot[] = [
  { path: '/favicon.ico' },
  { path: `/other?code=evil&state=${state}` },
  { path: `${pathname}/?code=evil&state=${state}` },
  { path: `${pathname}?code=evil&state=wrong` },
  { path: `${pathname}?code=evil` },
  { path: `${pathname}?code=evil&state=${state}&state=wrong` },
  { path: `${pathname}?error=access_denied&state=wrong` },
  { path: `${pathname}?state=${state}` },
  { path: answer, method: 'POST' },
  { path: answer, method: 'HEAD' },
  { path: answer, method: 'OPTIONS' },
  { path: answer, headers: { host: 'evil.example.com' } },
  { path: answer, headers: { host: 'localhost' } },
  { path: answer, headers: { 'sec-purpose': 'prefetch;prerender' } },
  { path: answer, headers: { 'sec-fetch-dest': 'image' } },
  { path: answer, headers: { 'sec-fetch-dest': 'iframe' } },
];

const counts: Record<string, number> = {};
let total = 0;

function count(outcome: string): void {
  counts[outcome] = (counts[outcome] ?? 0) + 1;
  if (++total % 100 === 0) process.send?.({ total, counts });
}

function shoot({ path, method = 'GET', headers = {} }: Shot): Promise<void> {
  return new Promise((resolve) => {
    const done = (outcome: string) => {
      count(outcome);
      resolve();
    };
    const sent = request(
      { host, port, path, method, agent: false, headers: { host: redirectUri.host, ...headers } },
      (response) => {
        response.resume();
        response.on('end', () => {
          done(String(response.statusCode));
        });
        response.on('error', () => {
          done('hung up');
        });
      },
    );
    // It hangs up while a giant header is still being written.
    sent.on('error', () => {
      done('hung up');
    });
    sent.end();
  });
}

/** A connection that says nothing, half a request, or one letter at a time; a new one whenever it is hung up on. */
function linger(start: string, drip: boolean): void {
  const socket = connect(port, host);
  socket.on('error', () => undefined);
  socket.resume();
  if (start !== '') socket.write(start);
  const timer = drip ? setInterval(() => socket.write('x'), 100) : undefined;
  socket.on('close', () => {
    clearInterval(timer);
    count('lingered');
    setTimeout(() => {
      linger(start, drip);
    }, 50);
  });
}

const half = `GET ${answer} HTTP/1.1\r\nHost: ${redirectUri.host}\r\nX-Slow: `;
for (let i = 0; i < 60; i++) linger(['', half, half][i % 3] ?? '', i % 3 === 2);
for (let worker = 0; worker < 30; worker++) {
  void (async () => {
    for (let i = worker; ; i++) {
      const shot = i % 100 === 0 ? { path: answer, headers: huge } : (shots[i % shots.length] ?? { path: '/' });
      await shoot(shot);
    }
  })();
}
