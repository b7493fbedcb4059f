/** Every account that is signed in, kept fresh, shared with the other windows. docs/sessions.md has the design. */
import { OAuthFailure } from '../oauth/failure.ts';
import type { TokenSet } from '../oauth/tokenSet.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { accessTokenFor, isFresh, remaining } from './accessTokens.ts';
import { cacheKey } from './cacheKey.ts';
import type { Lock } from './lock.ts';
import { withTrueMark } from './lostAnswer.ts';
import { afterSignIn } from './merge.ts';
import { keyForWriting } from './newKey.ts';
import type { Protocol } from './protocol.ts';
import { readSession, refreshSession, type RefreshContext, type RefreshQuestion } from './refresh.ts';
import { sessionId } from './sealing.ts';
import type { AccessToken, Session } from './session.ts';
import { SessionFiles } from './sessionFiles.ts';
import { belongsTo, isForClient } from './sessionsOf.ts';
import { StoreFailure, type StoreProblem } from './storeFailure.ts';
import { isProblem, type SessionList, type StoredSessions } from './storedSessions.ts';
import { withLock } from './withLock.ts';

export interface SessionsOptions {
  /** Where they are kept. */
  readonly stored: StoredSessions;
  readonly protocol: Protocol;
  /** Seconds since the epoch. */
  readonly now?: () => number;
  /** An access token that a refresh in this window has just replaced. */
  readonly onReplaced?: (token: AccessToken) => void;
  /** Receives codes, the server's words and beginnings of ids, never a secret. */
  readonly log?: (message: string) => void;
}

export interface AccessTokenOptions {
  /** Seconds that the token must still live. Of a server whose tokens never do, the token may be in the first half of its life. */
  readonly minimumLifetime: number;
  /** Ends the waiting, not the refresh: an answer on its way is not thrown away. */
  readonly signal?: AbortSignal;
}

export interface RefreshOptions {
  readonly scopes?: readonly string[];
  readonly signal?: AbortSignal;
}

export type Revocation = 'revoked' | 'notSupported' | 'failed' | 'nothingToRevoke';

/** Problems over which a new sign-in may write: what the file held can never be read again. */
const beyondRepair: readonly StoreProblem['kind'][] = ['keyForgotten', 'damaged'];

export class Sessions {
  readonly #stored: StoredSessions;
  readonly #protocol: Protocol;
  readonly #now: () => number;
  readonly #log: (message: string) => void;
  readonly #replaced: (token: AccessToken) => void;
  readonly #files: SessionFiles;
  readonly #flights = new Map<string, Promise<AccessToken>>();

  constructor(options: SessionsOptions) {
    this.#stored = options.stored;
    this.#protocol = options.protocol;
    this.#now = options.now ?? (() => Date.now() / 1000);
    this.#log = options.log ?? (() => undefined);
    this.#replaced = options.onReplaced ?? (() => undefined);
    this.#files = new SessionFiles(options.stored);
  }

  /** Own changes at once, other windows' soon. Says only that something changed: `list` again. */
  onDidChange(listener: () => void): { dispose(): void } {
    return this.#stored.onDidChange(listener);
  }

  /** Every session, oldest sign-in first, and every file that cannot be read now. */
  async list(): Promise<SessionList> {
    const { sessions, problems } = await this.#stored.list();
    return { sessions: await Promise.all(sessions.map((session) => withTrueMark(session, this.#files))), problems };
  }

  /**
   * Makes sure that a sign-in could be kept; worth asking before a browser opens. The first call ever makes the key.
   *
   * @throws {StoreFailure} `keyInAnotherWindow` (this window must be reloaded first), `unreadable`, `notWritable`, `busy`
   */
  async prepare(): Promise<void> {
    await keyForWriting(this.#stored.keys);
  }

  /**
   * Keeps the result of a sign-in.
   *
   * @throws {StoreFailure} also when the account's file is a newer version's or needs another window's key: it is left alone.
   */
  async add(tokenSet: TokenSet, profile: Profile, api: Api): Promise<Session> {
    const id = sessionId(profile, tokenSet.subject ?? '', isForClient(profile));
    const session = await this.#locked(id, async (lock) => {
      const reading = await this.#files.read(id);
      if (isProblem(reading) && !beyondRepair.includes(reading.kind)) {
        throw new StoreFailure(reading.kind);
      }
      const merged = afterSignIn(isProblem(reading) ? undefined : reading, tokenSet, profile, api);
      await this.#files.write(merged, lock);
      return merged;
    });
    this.#stored.changed();
    return session;
  }

  /**
   * An access token for the API: the one that is there if it fits and lives long enough, else a new one by one refresh,
   * however many callers and windows ask. A new token is returned even if it lives shorter than asked: see `expiresAt`.
   *
   * @throws {SignInNeeded} when only a person can get it
   * @throws {StoreFailure} `busy` when another window holds the session; then nothing was sent
   * @throws {OAuthFailure} when the server did not answer well; the session is as before. `cancelled` by the signal
   */
  async accessToken(id: string, profile: Profile, api: Api, options: AccessTokenOptions): Promise<AccessToken> {
    const { minimumLifetime, signal } = options;
    const seen = accessTokenFor(await readSession(this.#files, id, profile), profile, api);
    const isGood = (token: AccessToken): boolean => isFresh(token, minimumLifetime, this.#now());
    if (seen !== undefined && isGood(seen)) {
      return seen;
    }
    const accept = (token: AccessToken): boolean => isGood(token) || this.#isNewer(token, seen);
    return this.#share({ id, profile, api, accept }, `at least ${minimumLifetime}`, signal);
  }

  /**
   * A new access token, however fresh the old one is. Throws as `accessToken` does.
   *
   * @param options.scopes asked for besides the API's own, where the token comes in exchange for another.
   */
  async refresh(id: string, profile: Profile, api: Api, options: RefreshOptions = {}): Promise<AccessToken> {
    const seen = accessTokenFor(await readSession(this.#files, id, profile), profile, api);
    const accept = (token: AccessToken): boolean => this.#isNewer(token, seen);
    const { scopes, signal } = options;
    return this.#share({ id, profile, api, scopes, accept }, ['new', ...(scopes ?? [])].join(' '), signal);
  }

  /**
   * Forgets the session here, then asks the server to revoke its refresh token (RFC 7009). A profile for another issuer
   * or client, or none, leaves nothing to ask with.
   *
   * @throws {StoreFailure} when the file could not be read or removed
   */
  async signOut(id: string, profile?: Profile): Promise<{ revoked: Revocation }> {
    const session = await this.#locked(id, async (lock) => {
      const reading = await this.#files.read(id);
      if (isProblem(reading)) {
        throw new StoreFailure(reading.kind);
      }
      await this.#files.remove(id, lock);
      return reading;
    });
    this.#stored.changed();
    if (session?.refreshToken === undefined || session.ended !== undefined) {
      return { revoked: 'nothingToRevoke' };
    }
    if (profile === undefined || !belongsTo(session, profile)) {
      return { revoked: 'failed' };
    }
    try {
      return { revoked: await this.#protocol.revoke({ profile, refreshToken: session.refreshToken.value }) };
    } catch (error) {
      this.#log(`revocation for ${id.slice(0, 8)}: ${error instanceof OAuthFailure ? error.message : 'unexpected'}`);
      return { revoked: 'failed' };
    }
  }

  /** Removes a file that cannot be read, on the user's word. Does nothing when it can be read by now. */
  async removeProblem(problem: StoreProblem): Promise<void> {
    await this.#locked(problem.id, async (lock) => {
      if (isProblem(await this.#files.read(problem.id))) {
        await this.#files.remove(problem.id, lock);
      }
    });
    this.#stored.changed();
  }

  /** Resolves when every refresh on its way has been stored: a window that closes waits for this, so that no answer is lost. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#flights.values()]);
  }

  #isNewer(token: AccessToken, seen: AccessToken | undefined): boolean {
    return token.value !== seen?.value && remaining(token, this.#now()) > 0;
  }

  #share(question: RefreshQuestion, want: string, signal: AbortSignal | undefined): Promise<AccessToken> {
    const { id, profile, api } = question;
    const name = JSON.stringify([id, want, cacheKey(profile, '', api)]);
    let flight = this.#flights.get(name);
    if (flight === undefined) {
      flight = refreshSession(this.#context(), question).finally(() => this.#flights.delete(name));
      this.#flights.set(name, flight);
    }
    return abortable(flight, signal);
  }

  #context(): RefreshContext {
    return {
      files: this.#files,
      protocol: this.#protocol,
      now: this.#now,
      log: this.#log,
      replaced: this.#replaced,
      changed: () => {
        this.#stored.changed();
      },
    };
  }

  #locked<T>(id: string, work: (lock: Lock) => Promise<T>): Promise<T> {
    return withLock(this.#stored.directory, id, work);
  }
}

async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = (): void => {
      reject(new OAuthFailure('cancelled'));
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) {
      stop();
    }
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop as () => void);
  }
}
