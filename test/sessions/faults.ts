/** Everything that can go wrong with a refresh, many times over, through the real protocol: no session may end. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refresh } from '../../src/oauth/refreshToken.ts';
import type * as SessionsModule from '../../src/session/sessions.ts';
import { StoredSessions } from '../../src/session/storedSessions.ts';
import { profileOf } from './profileOf.ts';

interface Fault {
  /** What the caller must be told: one of these codes or reasons. */
  readonly expected: readonly string[];
  readonly answer?: (response: ServerResponse) => void;
  /** The error code of a request that cannot be made to fail like this on a machine that has a network. */
  readonly network?: string;
  readonly endpoint?: string;
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const html = (status: number) => (response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'text/html' }).end('<html>Please log in to the network</html>');

export const faults: Readonly<Record<string, Fault>> = {
  offline: { expected: ['offline'], network: 'ENETUNREACH' },
  'no such host': { expected: ['dns'], network: 'ENOTFOUND' },
  'connection refused': { expected: ['connectionRefused'], endpoint: 'http://127.0.0.1:CLOSED/token' },
  'TLS fails': { expected: ['tls'], endpoint: 'https://127.0.0.1:PORT/token' },
  'connection reset': { expected: ['answerLost'], answer: (response) => response.destroy() },
  'answer cut short': {
    expected: ['answerLost'],
    answer: (response) => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
        .write('{"access_token":');
      setTimeout(() => response.destroy(), 2);
    },
  },
  'time-out': { expected: ['requestTimedOut'], answer: () => undefined },
  'proxy page, 200': { expected: ['notJson'], answer: html(200) },
  'proxy page, 403': { expected: ['notJson'], answer: html(403) },
  '500': { expected: ['serverError'], answer: json(500, { error: 'server_error' }) },
  '502 page': { expected: ['serverError'], answer: html(502) },
  '503': { expected: ['serverError'], answer: html(503) },
  '429': { expected: ['rateLimited'], answer: json(429, {}, { 'retry-after': '7' }) },
  invalid_client: { expected: ['invalidClient'], answer: json(401, { error: 'invalid_client' }) },
  invalid_scope: { expected: ['refreshNotAllowed'], answer: json(400, { error: 'invalid_scope' }) },
  'other error': { expected: ['tokenRequestRefused'], answer: json(400, { error: 'out_of_cheese' }) },
  redirect: { expected: ['malformedAnswer'], answer: json(302, {}, { location: 'https://elsewhere.example/' }) },
  'answer without a token': { expected: ['malformedAnswer'], answer: json(200, {}) },
  'answer of wrong types': { expected: ['malformedAnswer'], answer: json(200, { access_token: 7, token_type: [] }) },
  nonsense: { expected: ['malformedAnswer', 'notJson'], answer: (response) => response.end('['.repeat(100_000)) },
};

export interface FaultCount {
  readonly injected: number;
  readonly ended: number;
  readonly wrong: readonly string[];
}

/**
 * Injects the fault `count` times, each followed by a look at what is stored, and ends with a refresh that works.
 *
 * @param broken another `sessions.ts` to try: one that was broken on purpose
 */
export async function inject(name: string, count: number, broken?: string): Promise<FaultCount> {
  const fault = faults[name]!;
  const { Sessions } = (await import(broken ?? '../../src/session/sessions.ts')) as typeof SessionsModule;
  let isGood = false;
  let injected = 0;
  const http = createServer((request, response) => {
    request.resume().on('end', () => {
      if (isGood) {
        const tokens = { access_token: 'new', token_type: 'Bearer', expires_in: 60, refresh_token: 'second' };
        json(200, tokens)(response);
      } else {
        fault.answer?.(response);
      }
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const port = String((http.address() as AddressInfo).port);
  const closed = await closedPort();
  const root = mkdtempSync(join(tmpdir(), 'token-inspector-faults-'));
  const secrets = new Map<string, string>();
  const good = `http://127.0.0.1:${port}/token`;
  const profile = profileOf(`http://127.0.0.1:${port}`, {
    scopes: [],
    apis: [{ name: 'default', resource: [], scopes: [] }],
  });
  const stored = new StoredSessions({
    directory: join(root, 'sessions'),
    secrets: {
      get: (key) => Promise.resolve(secrets.get(key)),
      store: (key, value) => Promise.resolve(void secrets.set(key, value)),
      delete: () => Promise.resolve(),
    },
  });
  const sessions = new Sessions({
    stored,
    protocol: {
      refresh: (request) => {
        const token = isGood ? good : (fault.endpoint?.replace('PORT', port).replace('CLOSED', closed) ?? good);
        const options = {
          ...request,
          profile: { ...profile, endpoints: { token } },
          // Not part of a refresh's own options: its requests are given as long as they need.
          ...(name === 'time-out' && !isGood && { requestTimeout: 5 }),
          ...(fault.network !== undefined && !isGood && { fetch: () => fails(fault.network!) }),
        };
        return refresh(options);
      },
      clientToken: () => Promise.reject(new Error('there is no such profile')),
      revoke: () => Promise.resolve('notSupported'),
    },
  });
  const wrong: string[] = [];
  let ended = 0;
  try {
    const receivedAt = Date.now() / 1000;
    const account = { issuer: profile.issuer, clientId: profile.clientId, subject: 'ada' };
    const tokens = { accessToken: 'old', tokenType: 'Bearer', refreshToken: 'first', requestedScopes: [], receivedAt };
    const { id } = await sessions.add({ ...account, ...tokens, expiresAt: receivedAt }, profile, profile.apis[0]);
    const attempt = async (): Promise<string> => {
      try {
        await sessions.refresh(id, profile, profile.apis[0]);
        return 'a token';
      } catch (error) {
        const { code, reason, name } = error as Error & { code?: string; reason?: string };
        return code ?? reason ?? name;
      }
    };
    for (; injected < count; injected += 1) {
      const outcome = await attempt();
      const [session] = (await sessions.list()).sessions;
      ended += session?.ended === undefined && session?.refreshToken?.value === 'first' ? 0 : 1;
      if (!fault.expected.includes(outcome)) {
        wrong.push(outcome);
      }
    }
    isGood = true;
    const outcome = await attempt();
    const [session] = (await sessions.list()).sessions;
    if (outcome !== 'a token' || session?.refreshToken?.value !== 'second' || session.answerLost !== undefined) {
      wrong.push(`afterwards: ${outcome}`);
    }
    return { injected, ended, wrong };
  } finally {
    stored.dispose();
    http.close().closeAllConnections();
    rmSync(root, { recursive: true, force: true });
  }
}

function fails(code: string): Promise<never> {
  return Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));
}

/** A port that nobody listens on. */
async function closedPort(): Promise<string> {
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  await new Promise((resolve) => http.close(resolve));
  return String(port);
}
