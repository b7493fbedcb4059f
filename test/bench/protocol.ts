/** Sign-in and refresh, beside the least that `openid-client` needs for them, against one real authorization server. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  type Configuration,
  type TokenEndpointResponse,
} from 'openid-client';
import type { Profile } from '../../src/profile/profile.ts';
import { signIn } from '../../src/oauth/authorizationCode.ts';
import { refresh } from '../../src/oauth/refreshToken.ts';
import type { TokenSet } from '../../src/oauth/tokenSet.ts';
import { Sessions } from '../../src/session/sessions.ts';
import { StoredSessions } from '../../src/session/storedSessions.ts';
import { Browser } from '../unit/demo/browser.ts';
import { race } from './measure.ts';
import { ms, type Row, type Section } from './report.ts';

interface Demo {
  readonly issuer: string;
  readonly profile: Profile;
}

/** @param rounds of each; 1 counts requests and times nothing worth reading */
export async function protocol(rounds: number): Promise<Section> {
  const server = fork(join(import.meta.dirname, 'server.ts'));
  const [demo] = (await once(server, 'message')) as [Demo];
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the server is on this machine
    const options = { execute: [allowInsecureRequests, enableNonRepudiationChecks] };
    const configuration = await discovery(new URL(demo.issuer), demo.profile.clientId, undefined, undefined, options);
    const api = demo.profile.apis[0];
    const tokens = await signInOurs(demo);
    const { refreshToken } = tokens;
    if (refreshToken === undefined) throw new Error('The demo server gave no refresh token.');
    const sessions = new Sessions({
      stored: new StoredSessions({ directory, secrets: keyring() }),
      protocol: {
        refresh,
        clientToken: () => Promise.reject(new Error('there is no such profile')),
        revoke: () => Promise.resolve('notSupported'),
      },
    });
    const session = await sessions.add(tokens, demo.profile, api);
    const tasks = {
      refresh: () => refresh({ profile: demo.profile, api, refreshToken, expected: { subject: tokens.subject } }),
      session: () => sessions.refresh(session.id, demo.profile, api),
      script: () => refreshTokenGrant(configuration, refreshToken, target(demo)),
      signIn: () => signInOurs(demo),
      scriptSignIn: () => signInBare(demo, configuration),
    };
    // The second of each is counted: what is asked for once is known then.
    for (const task of Object.values(tasks)) await task();
    const requests: Partial<Record<keyof typeof tasks, number>> = {};
    for (const [name, task] of Object.entries(tasks)) {
      const before = await served(server);
      await task();
      requests[name as keyof typeof tasks] = (await served(server)) - before;
    }
    const {
      refresh: ours,
      session: kept,
      script,
    } = await race({ refresh: tasks.refresh, session: tasks.session, script: tasks.script }, rounds);
    const signedIn = await race({ signIn: tasks.signIn, scriptSignIn: tasks.scriptSignIn }, Math.ceil(rounds / 4));
    return {
      title: 'Protocol; beside it a script of a few lines with openid-client',
      rows: [
        { what: 'refresh', ours: ms(ours), beside: ms(script), ratio: ours / script, limit: 1.1 },
        {
          what: 'refresh under the lock between windows, sealed and stored',
          ours: ms(kept),
          beside: ms(script),
          ratio: kept / script,
        },
        {
          what: 'sign-in, the browser’s part included',
          ours: ms(signedIn.signIn),
          beside: ms(signedIn.scriptSignIn),
          ratio: signedIn.signIn / signedIn.scriptSignIn,
        },
        count('requests of a refresh', requests.session, requests.script),
        count('requests of a sign-in, the browser’s included', requests.signIn, requests.scriptSignIn),
      ],
    };
  } finally {
    server.disconnect();
    await rm(directory, { recursive: true });
  }
}

function count(what: string, ours = NaN, beside = NaN): Row {
  return { what, ours: String(ours), beside: String(beside), holds: ours === beside };
}

/** Requests that the server has seen. */
async function served(server: ChildProcess): Promise<number> {
  server.send('requests?');
  const [requests] = (await once(server, 'message')) as [number];
  return requests;
}

function keyring(): {
  get(key: string): Promise<string | undefined>;
  store(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
} {
  const values = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(values.get(key)),
    store: (key, value) => Promise.resolve(void values.set(key, value)),
    delete: (key) => Promise.resolve(void values.delete(key)),
  };
}

/** What a person does in a browser that nobody is signed in with. @returns the address it ends at */
async function choose(url: string): Promise<string> {
  const browser = new Browser();
  const callback = await browser.press(await browser.open(url), { account: 'demo|ada' });
  return callback.url;
}

const pageText = { title: '', body: '' };

function signInOurs({ profile }: Demo): Promise<TokenSet> {
  return signIn({
    profile,
    api: profile.apis[0],
    openBrowser: async (url) => (await fetch(await choose(url))).ok,
    signal: new AbortController().signal,
    timeout: 60,
    page: { language: 'en', signedIn: pageText, refused: pageText, unexpected: pageText },
  });
}

/** What names the API in a request. */
function target({ profile }: Demo): Record<string, string> {
  const [{ audience = '', scopes }] = profile.apis;
  return { audience, scope: scopes.join(' ') };
}

async function signInBare(demo: Demo, configuration: Configuration): Promise<TokenEndpointResponse> {
  const server = createServer();
  const redirectUri = await listen(server);
  try {
    const pkceCodeVerifier = randomPKCECodeVerifier();
    const expectedState = randomState();
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      ...target(demo),
      state: expectedState,
      code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const answer = new Promise<URL>((resolve) => {
      server.once('request', (request, response) => {
        response.end('Done.');
        resolve(new URL(request.url ?? '/', redirectUri));
      });
    });
    await fetch(await choose(url.href));
    return await authorizationCodeGrant(configuration, await answer, { pkceCodeVerifier, expectedState });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/callback`;
}
