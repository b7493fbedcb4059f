/** A window that is killed at every await point of a refresh and of a store, and what the next window finds. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TokenSet } from '../../src/oauth/tokenSet.ts';
import type { Sessions } from '../../src/session/sessions.ts';
import { Desktop, type Answer } from './windows.ts';

type Listing = Awaited<ReturnType<Sessions['list']>>;

export interface Kills {
  readonly kills: number;
  /** Milliseconds: the longest that the next window was kept waiting. */
  readonly slowest: number;
  /** Kills after which the session was lost: the server had replaced the token, and the answer was not yet stored. */
  readonly lost: number;
  /** What must not be: something else lost, a loss that nobody was told of, a damaged file, another error. */
  readonly wrong: readonly string[];
}

/** Rotates, without grace: an old refresh token ends the session. */
class StrictServer {
  current = '';
  count = 0;
  #http: Server;
  url = '';

  constructor() {
    this.#http = createServer((request, response) => {
      let sent = '';
      request.on('data', (chunk: Buffer) => (sent += chunk.toString()));
      request.on('end', () => {
        const isGood = sent === this.current;
        this.current = isGood ? `refresh ${(this.count += 1)}` : 'none';
        response.end(JSON.stringify(isGood ? this.answer() : { error: 'invalid_grant' }));
      });
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
    return this;
  }

  signIn(subject = 'ada'): TokenSet {
    this.current = `refresh ${(this.count += 1)}`;
    return { ...this.answer(), subject, expiresAt: 0 };
  }

  answer(): TokenSet {
    const receivedAt = Date.now() / 1000;
    const issuer = this.url;
    const common = { issuer, clientId: 'editor', subject: 'ada', tokenType: 'Bearer', requestedScopes: [] };
    return {
      ...common,
      accessToken: `access ${this.count}`,
      receivedAt,
      expiresAt: receivedAt + 60,
      refreshToken: this.current,
    };
  }

  close(): void {
    this.#http.close().closeAllConnections();
  }
}

/** `every`: kill at each n-th await point only. Of `sessions` that were broken on purpose the first thing wrong is enough. */
export async function killRefreshes({
  every = 1,
  sessions,
}: { every?: number; sessions?: string } = {}): Promise<Kills> {
  const server = await new StrictServer().start();
  const desktop = new Desktop('atOnce');
  const broken = sessions === undefined ? {} : { sessions };
  const options = { issuer: server.url, protocol: 'plain', ...broken } as const;
  const wrong: string[] = [];
  let [kills, lost, slowest] = [0, 0, 0];
  try {
    const witness = await desktop.open(options);
    for (let dieAt = 1; ; dieAt += every) {
      const id = answered(await witness.order({ call: 'add', tokenSet: server.signIn() })).value!;
      await delay(kills === 0 ? 300 : 0);
      const before = server.current;
      const victim = await desktop.open({ ...options, dieAt });
      const isEnough = sessions !== undefined && wrong.length > 0;
      if (isEnough || (await victim.order({ call: 'accessToken', id })) !== 'died') {
        await victim.close();
        return { kills, slowest, lost, wrong };
      }
      kills += 1;
      const hadRotated = server.current !== before;
      const listing = JSON.parse(answered(await witness.order({ call: 'list' })).value!) as Listing;
      const [session] = listing.sessions;
      const isStored = session?.refreshToken?.value === server.current;
      const next = answered(await witness.order({ call: 'accessToken', id }));
      slowest = Math.max(slowest, next.took);
      if (next.took > 5000) {
        wrong.push(`point ${dieAt}: the next window waited ${next.took} ms`);
      }
      if (session === undefined || listing.problems.length > 0) {
        wrong.push(`point ${dieAt}: the session cannot be read`);
      }
      if (next.error !== undefined) {
        lost += 1;
        if (next.error !== 'SignInNeeded sessionEnded' || !hadRotated || isStored) {
          wrong.push(`point ${dieAt}: ${next.error}`);
        }
        const after = JSON.parse(answered(await witness.order({ call: 'list' })).value!) as Listing;
        if (session?.answerLost === undefined || after.sessions[0]?.answerLost === undefined) {
          wrong.push(`point ${dieAt}: nobody was told that an answer was lost`);
        }
      }
    }
  } finally {
    await desktop.close();
    server.close();
  }
}

/** Signs Bob in and dies, with Ada's session beside it. `withKey: false`: it is the first sign-in ever, which makes the key. */
export async function killStores({ every = 1, withKey }: { every?: number; withKey: boolean }): Promise<Kills> {
  const server = await new StrictServer().start();
  const wrong: string[] = [];
  let [kills, slowest] = [0, 0];
  let desktop = new Desktop('late');
  const options = { issuer: server.url, protocol: 'plain' } as const;
  try {
    for (let dieAt = 1; ; dieAt += every) {
      if (!withKey || kills === 0) {
        await desktop.close();
        desktop = new Desktop('late');
      }
      let witness = await desktop.open(options);
      if (withKey && kills === 0) {
        await witness.order({ call: 'add', tokenSet: server.signIn('ada') });
        await delay(300);
      }
      const victim = await desktop.open({ ...options, dieAt });
      const outcome = await victim.order({ call: 'add', tokenSet: server.signIn('bob') });
      if (outcome !== 'died') {
        return { kills, slowest, lost: 0, wrong };
      }
      kills += 1;
      const next = answered(await witness.order({ call: 'add', tokenSet: server.signIn('bob') }));
      slowest = Math.max(slowest, next.took);
      if (next.error !== undefined || next.took > 5000) {
        wrong.push(`point ${dieAt}: ${next.error ?? 'waited'} ${Math.round(next.took)} ms`);
      }
      await delay(withKey ? 0 : 300);
      // A window that opens now must find the same as the one that was there.
      const opened = await desktop.open(options);
      for (const window of [witness, opened]) {
        const { sessions, problems } = JSON.parse(answered(await window.order({ call: 'list' })).value!) as Listing;
        if (sessions.length !== (withKey ? 2 : 1) || problems.length > 0) {
          wrong.push(`point ${dieAt}: ${sessions.length} sessions, ${problems.map(({ kind }) => kind).join(' ')}`);
        }
      }
      await witness.close();
      witness = opened;
      await opened.close();
    }
  } finally {
    await desktop.close();
    server.close();
  }
}

function answered(answer: Answer | 'died'): Answer {
  if (answer === 'died') {
    throw new Error('a window died that should not');
  }
  return answer;
}
