/** The root of the tree with many accounts: the product's own rows and store, in a real extension host. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { hasLeftLock } from '../../../src/session/leftLock.ts';
import { Sessions } from '../../../src/session/sessions.ts';
import { StoredSessions } from '../../../src/session/storedSessions.ts';
import { InspectedTokens } from '../../../src/view/inspected.ts';
import { IssuerFacts } from '../../../src/view/issuerFacts.ts';
import { toTreeItem } from '../../../src/view/node.ts';
import { Rows } from '../../../src/view/rows.ts';
import { median } from '../measure.ts';
import { heapUsed } from './memory.ts';

export interface Scale {
  readonly accounts: number;
  /** Milliseconds for all that activation does with the store. */
  readonly start: number;
  /** Milliseconds from an empty memory to the rows of the tree's root. */
  readonly first: number;
  /** Milliseconds to draw them again. */
  readonly again: number;
  /** Bytes of heap that the rows and what is kept for them take. */
  readonly heap: number;
}

const scopes = ['openid', 'offline_access', 'read:orders'];
const profile: Profile = {
  ...{ name: 'integration', issuer: 'https://login.example.com/', clientId: 'abc123', origin: 'settings' },
  ...{ redirectUri: 'http://127.0.0.1/callback', grant: 'authorizationCode', clientAuthentication: 'none' },
  ...{ scopes, apis: [{ name: 'orders', audience: 'https://orders.example.com', resource: [], scopes }] },
  ...{ authorizationParameters: {}, tokenParameters: {} },
};

export async function scale(): Promise<Scale[]> {
  const results: Scale[] = [];
  for (const accounts of [1, 10, 100, 1000]) results.push(await withAccounts(accounts));
  return results;
}

async function withAccounts(accounts: number): Promise<Scale> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  const secrets = new Map<string, string>();
  const open = (): Sessions =>
    new Sessions({
      stored: new StoredSessions({
        directory,
        secrets: {
          get: (key) => Promise.resolve(secrets.get(key)),
          store: (key, value) => Promise.resolve(void secrets.set(key, value)),
          delete: (key) => Promise.resolve(void secrets.delete(key)),
        },
      }),
      protocol: {
        refresh: () => Promise.reject(new Error('Nothing is refreshed here.')),
        clientToken: () => Promise.reject(new Error('there is no such profile')),
        revoke: () => Promise.resolve('notSupported'),
      },
    });
  try {
    const writer = open();
    for (let account = 0; account < accounts; account++) await writer.add(tokenSet(account), profile, profile.apis[0]);
    const [starts, firsts, agains] = [[] as number[], [] as number[], [] as number[]];
    const before = heapUsed();
    const kept: unknown[] = [];
    for (let round = 0; round < 7; round++) {
      starts.push(await timed(() => hasLeftLock(directory)));
      const rows = rowsOf(open());
      firsts.push(await timed(() => draw(rows)));
      agains.push(await timed(async () => kept.push(await draw(rows))));
      if (round === 0) kept.push(rows);
      else kept.length = 2;
    }
    const heap = heapUsed() - before;
    return {
      accounts,
      start: median(starts),
      first: median(firsts),
      again: median(agains),
      heap: kept.length > 0 ? heap : NaN,
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

function rowsOf(sessions: Sessions): Rows {
  const settings = { profiles: () => [profile], problems: () => [], minimumLifetime: () => 60 };
  const none = (): Promise<[]> => Promise.resolve([]);
  return new Rows(settings, sessions, new IssuerFacts(() => undefined), new InspectedTokens(), none);
}

async function draw(rows: Rows): Promise<unknown> {
  return (await rows.roots()).map(toTreeItem);
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task();
  return performance.now() - began;
}

function tokenSet(account: number): TokenSet {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const subject = `auth0|${String(account)}`;
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: profile.issuer,
    sub: subject,
    aud: 'https://orders.example.com',
    exp: now + 3600,
    iat: now,
    scope: scopes.join(' '),
  };
  const token = `${encode({ alg: 'RS256', kid: 'k1' })}.${encode(claims)}.${Buffer.alloc(256, 7).toString('base64url')}`;
  return {
    ...{ issuer: profile.issuer, clientId: profile.clientId, subject, accessToken: token, tokenType: 'Bearer' },
    ...{ receivedAt: now, expiresAt: now + 3600, requestedScopes: scopes, refreshToken: `refresh-${String(account)}` },
    ...{ idToken: token, idTokenClaims: claims },
  };
}
