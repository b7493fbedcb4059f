/** Many windows that ask at the same moments: one refresh for each expiry, no reuse, nothing lost. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Profile } from '../../src/profile/profile.ts';
import { startAuthorizationServer } from './authorizationServer.ts';
import { Desktop, type Answer, type Propagation, type Window } from './windows.ts';

export interface ContentionOptions {
  readonly windows: number;
  readonly expiries: number;
  readonly propagation: Propagation;
  /** Before each expiry one window closes and another one opens. */
  readonly comeAndGo?: boolean;
  /** Half of the windows ask for another API of the same session. */
  readonly twoApis?: boolean;
  /** How long access tokens live, in seconds. */
  readonly lifetime?: number;
  readonly sessions?: string;
}

export interface Contention {
  readonly refreshes: number;
  readonly reuses: number;
  /** Expiries after which not exactly one refresh for each API was sent, or not every window had its token. */
  readonly wrongRounds: number;
  readonly errors: readonly string[];
  /** Milliseconds: the longest that any window waited for its token. */
  readonly slowest: number;
}

const scopes = ['openid', 'offline_access'];
const twoApis: Profile['apis'] = [
  { name: 'whole', resource: [], scopes },
  { name: 'part', resource: [], scopes: scopes.slice(1) },
];

export async function contend(options: ContentionOptions): Promise<Contention> {
  const server = await startAuthorizationServer(options.lifetime ?? 2);
  const desktop = new Desktop(options.propagation);
  const open = (): Promise<Window> =>
    desktop.open({
      issuer: server.issuer,
      protocol: 'real',
      ...(options.twoApis === true && { apis: twoApis }),
      ...(options.sessions !== undefined && { sessions: options.sessions }),
    });
  try {
    // The first sign-in makes the key; windows that open later read it from SecretStorage.
    const first = await open();
    const signedIn = await first.order({ call: 'add', tokenSet: await server.signIn('ada') });
    const id = signedIn === 'died' ? '' : (signedIn.value ?? '');
    await delay(300);
    const windows = [first, ...(await Promise.all(Array.from({ length: options.windows - 1 }, open)))];
    const errors: string[] = [];
    let wrongRounds = 0;
    let slowest = 0;
    for (let round = 1; round <= options.expiries; round += 1) {
      if (options.comeAndGo === true) {
        const closing = windows.splice(round % windows.length, 1)[0]!.close();
        windows.push(await open());
        await closing;
      }
      const before = server.refreshes();
      const at = Date.now() + 20;
      const apis = options.twoApis === true ? 2 : 1;
      const answers = await Promise.all(
        windows.map((window, index) => window.order({ call: 'accessToken', id, at, api: index % apis })),
      );
      const given = answers.filter((answer): answer is Answer => answer !== 'died');
      errors.push(...given.flatMap(({ error }) => error ?? []));
      const tokens = new Set(given.map(({ value }) => value));
      const isRight = server.refreshes() - before === apis && tokens.size === apis && given.length === windows.length;
      wrongRounds += isRight ? 0 : 1;
      slowest = Math.max(slowest, ...given.map(({ took }) => took));
      const expiresAt = Math.max(...given.map((answer) => answer.expiresAt ?? 0));
      await delay(Math.max(0, expiresAt * 1000 - Date.now()));
    }
    return { refreshes: server.refreshes(), reuses: server.reuses(), wrongRounds, errors, slowest };
  } finally {
    await desktop.close();
    await server.close();
  }
}
