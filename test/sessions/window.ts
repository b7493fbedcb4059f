/**
 * One window: a process of its own, with its own view of SecretStorage. `windows.ts` starts it and talks to it.
 * A window that is to die does so at its n-th await point: the points before and after each thing it waits for.
 */
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import type { TokenSet } from '../../src/oauth/tokenSet.ts';
import type { Protocol } from '../../src/session/protocol.ts';
import type * as SessionsModule from '../../src/session/sessions.ts';
import type * as StoredSessionsModule from '../../src/session/storedSessions.ts';
import { profileOf } from './profileOf.ts';
import type { FromWindow, Order, ToWindow, WindowOptions } from './windows.ts';

const options = JSON.parse(process.argv[2]!) as WindowOptions;
const say = (message: FromWindow): void => void process.send!(message);

let points = 0;
let armed = false;
function point(): void {
  points += armed ? 1 : 0;
  if (armed && points === options.dieAt) {
    process.kill(process.pid, 'SIGKILL');
  }
}

function counted<A extends unknown[], R>(work: (...given: A) => PromiseLike<R>): (...given: A) => Promise<R> {
  return async (...given) => {
    point();
    const result = await work(...given);
    point();
    return result;
  };
}

if (options.dieAt !== undefined) {
  const names = [
    'mkdir',
    'open',
    'readdir',
    'readFile',
    'readlink',
    'rename',
    'stat',
    'unlink',
    'utimes',
    'writeFile',
  ] as const;
  const mutable = fs as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  for (const name of names) {
    mutable[name] = counted(mutable[name]!.bind(fs));
  }
  const open = fs.open;
  mutable['open'] = async (...given) => {
    const file = await open(...(given as Parameters<typeof open>));
    file.sync = counted(file.sync.bind(file));
    file.close = counted(file.close.bind(file));
    file.writeFile = counted(file.writeFile.bind(file));
    return file;
  };
  syncBuiltinESMExports();
}

const secrets = new Map(Object.entries(options.secrets));
const secretStore = {
  get: counted((key: string) => Promise.resolve(secrets.get(key))),
  store: counted((key: string, value: string) => {
    secrets.set(key, value);
    // VS Code writes later, and writes what this window believes to be all of it.
    setTimeout(() => {
      say({ type: 'stored', secrets: Object.fromEntries(secrets) });
    }, 100);
    return Promise.resolve();
  }),
  delete: () => Promise.resolve(),
};

/** A server of one line: for the windows that die, where the protocol is not what is tested. */
const plain: Protocol = {
  async refresh({ refreshToken }) {
    point();
    const response = await fetch(options.issuer, { method: 'POST', body: refreshToken });
    point();
    const answer = (await response.json()) as TokenSet | { error: string };
    point();
    if ('error' in answer) {
      const { OAuthFailure } = await import('../../src/oauth/failure.ts');
      throw new OAuthFailure('invalidGrant', { error: answer.error });
    }
    return answer;
  },
  clientToken: () => Promise.reject(new Error('there is no such profile')),
  revoke: () => Promise.resolve('notSupported'),
};
const real: Protocol = {
  refresh: async (request) => (await import('../../src/oauth/refreshToken.ts')).refresh(request),
  clientToken: () => Promise.reject(new Error('there is no such profile')),
  revoke: () => Promise.resolve('notSupported'),
};

const room = options.sessions ?? import.meta.resolve('../../src/session/sessions.ts');
const { Sessions } = (await import(room)) as typeof SessionsModule;
const { StoredSessions } = (await import(new URL('storedSessions.ts', room).href)) as typeof StoredSessionsModule;
const sessions = new Sessions({
  stored: new StoredSessions({ directory: options.directory, secrets: secretStore }),
  protocol: options.protocol === 'plain' ? plain : real,
});
const profile = profileOf(options.issuer, options.apis === undefined ? {} : { apis: options.apis });
const [api] = profile.apis;

async function obey(order: Order): Promise<{ value: string; expiresAt?: number }> {
  switch (order.call) {
    case 'accessToken':
      return sessions.accessToken(order.id, profile, profile.apis[order.api ?? 0] ?? api, {
        minimumLifetime: order.minimumLifetime ?? 0,
      });
    case 'add':
      return { value: (await sessions.add(order.tokenSet, profile, api)).id };
    case 'list':
      return { value: JSON.stringify(await sessions.list()) };
  }
}

process.on('message', (message: ToWindow) => {
  if (message.type === 'secret') {
    secrets.set(message.key, message.value);
    return;
  }
  if (message.type === 'close') {
    void sessions.settled().then(() => process.exit(0));
    return;
  }
  const { order, number } = message;
  void (async () => {
    await delay(Math.max(0, (order.at ?? 0) - Date.now()));
    const began = performance.now();
    armed = true;
    try {
      const { value, expiresAt } = await obey(order);
      armed = false;
      say({
        type: 'answer',
        number,
        value,
        ...(expiresAt !== undefined && { expiresAt }),
        points,
        took: performance.now() - began,
      });
    } catch (error) {
      armed = false;
      const { name, reason, code, message: text } = error as Error & { reason?: string; code?: string };
      say({
        type: 'answer',
        number,
        error: [name, reason ?? code ?? text].join(' '),
        points,
        took: performance.now() - began,
      });
    }
  })();
});
process.on('disconnect', () => process.exit(0));
say({ type: 'open' });
