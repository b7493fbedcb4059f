/** One refresh of one session, under its lock. docs/sessions.md has the table of what each crash leaves. */
import { OAuthFailure, ofProfile, type FailureCode } from '../oauth/failure.ts';
import type { TokenSet } from '../oauth/tokenSet.ts';
import type { Api, Profile, Subject } from '../profile/profile.ts';
import { accessTokenFor, accessTokenOf, extraScopesOf, isFresh, withScopes } from './accessTokens.ts';
import { afterRefusal } from './granted.ts';
import { LockLost, takeLock, type Lock } from './lock.ts';
import { afterRefresh, withExchanged, without, wrongAudience } from './merge.ts';
import type { Protocol } from './protocol.ts';
import type { SessionFiles } from './sessionFiles.ts';
import type { AccessToken, Session } from './session.ts';
import { belongsTo } from './sessionsOf.ts';
import { SignInNeeded } from './signInNeeded.ts';
import { StoreFailure } from './storeFailure.ts';
import { isProblem } from './storedSessions.ts';
import { lossOf, usableToken } from './usableToken.ts';
import { withLock } from './withLock.ts';

export interface RefreshContext {
  readonly files: SessionFiles;
  readonly protocol: Protocol;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly log: (message: string) => void;
  /** The session's file was written. */
  readonly changed: () => void;
  /** An access token was replaced by a newer one. */
  readonly replaced: (token: AccessToken) => void;
}

export interface RefreshQuestion {
  readonly id: string;
  readonly profile: Profile;
  readonly api: Api;
  /** Asked for besides the API's own in an exchange, where the API had wanted them. */
  readonly scopes?: readonly string[] | undefined;
  /** Whether a token that is already there will do. Asked once more when the lock is held: another window may have been quicker. */
  readonly accept: (token: AccessToken) => boolean;
}

/** Nothing was sent, or the server said that it did nothing: the refresh token is as good as before. */
const unspent: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'offline',
  'dns',
  'connectionRefused',
  'portBlocked',
  'tls',
  'insecure',
  'noDiscovery',
  'issuerMismatch',
  'issuerSlash',
  'endpointMissing',
  'notJson',
  'serverError',
  'rateLimited',
  'invalidClient',
  'invalidScope',
  'invalidTarget',
  'tokenRequestRefused',
  'secretMissing',
]);

/** The server looked at the request, and some look at the refresh token first: one that rotates may be used up then. */
const mayUseUp: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'invalidScope',
  'invalidTarget',
  'tokenRequestRefused',
]);

/** A gateway says these when it lost the server behind it, which may have acted all the same (RFC 9110 §15.6). */
const gatewayStatuses: readonly unknown[] = [502, 504];

/** Seconds that a token must still live to be sent in an exchange. */
const exchangeWithin = 30;

/** Errors of the token endpoint by which the server refuses this API, or any refresh, but not the refresh token. */
const refusals: readonly unknown[] = [
  'access_denied',
  'unauthorized_client',
  'unsupported_grant_type',
  'interaction_required',
  'consent_required',
  'login_required',
];

/**
 * Answers the question with a token that is there by now, or refreshes once.
 *
 * @throws {SignInNeeded} @throws {StoreFailure} @throws {OAuthFailure}
 */
export function refreshSession(context: RefreshContext, question: RefreshQuestion): Promise<AccessToken> {
  // A lock lost after something was sent is dealt with in `#commit`.
  return withLock(context.files.directory, question.id, (lock) => new Refresh(context, question, lock).run());
}

/** The session for this profile. @throws {SignInNeeded} `unknownSession` @throws {StoreFailure} */
export async function readSession(files: SessionFiles, id: string, profile: Profile): Promise<Session> {
  const reading = await files.read(id);
  if (isProblem(reading)) {
    throw new StoreFailure(reading.kind);
  }
  if (reading === undefined || !belongsTo(reading, profile)) {
    throw new SignInNeeded('unknownSession');
  }
  return reading;
}

class Refresh {
  readonly #context: RefreshContext;
  readonly #question: RefreshQuestion;
  readonly #lock: Lock;

  constructor(context: RefreshContext, question: RefreshQuestion, lock: Lock) {
    this.#context = context;
    this.#question = question;
    this.#lock = lock;
  }

  async run(): Promise<AccessToken> {
    const { profile, api, accept } = this.#question;
    const session = await this.#read();
    const token = accessTokenFor(session, profile, api);
    if (token !== undefined && accept(token)) return token;
    if (profile.subject !== undefined) return this.#exchange(profile.subject);
    return session.client === true ? this.#askAgain(session) : this.#refresh(session, true);
  }

  /**
   * Exchanges a token of the same session (RFC 8693), which is refreshed first where it is too old. All under the one lock:
   * whoever waits for it finds the new token. What the server refuses here says nothing about the session.
   */
  async #exchange({ profile: owner, api: ownersApi }: Subject): Promise<AccessToken> {
    const { id, profile, api } = this.#question;
    const accept = (token: AccessToken): boolean => isFresh(token, exchangeWithin, this.#context.now());
    const question = { id, profile: owner, api: ownersApi, accept };
    const { value } = await new Refresh(this.#context, question, this.#lock).run().catch((error: unknown) => {
      throw ofProfile(error, owner.name);
    });
    const session = await this.#read();
    const request = { profile, api: this.#wanted(session), subjectToken: value };
    const answer = await this.#context.protocol.clientToken(request);
    const before = accessTokenFor(session, profile, api);
    await this.#commit(session.refreshToken?.value, (current) => withExchanged(current, answer, profile, api));
    if (before !== undefined) this.#context.replaced(before);
    return accessTokenFor(withExchanged(session, answer, profile, api), profile, api) as AccessToken;
  }

  /** The client asks for itself (RFC 6749 §4.4). That uses nothing up, so nothing can get lost and no person is needed. */
  async #askAgain(session: Session): Promise<AccessToken> {
    const request = { profile: this.#question.profile, api: this.#wanted(session) };
    return this.#accept(await this.#context.protocol.clientToken(request), undefined);
  }

  /** The API with the scopes that it had wanted besides. */
  #wanted(session: Session): Api {
    const { profile, api, scopes } = this.#question;
    return withScopes(api, scopes ?? extraScopesOf(session, profile, api));
  }

  async #refresh(session: Session, mayRepeat: boolean): Promise<AccessToken> {
    const { profile } = this.#question;
    const { value: refreshToken, dpopKey } = usableToken(session, profile, this.#question.api);
    const bound = dpopKey === undefined ? {} : { dpopKey };
    // The mark goes first: whoever dies before the answer is stored leaves word of it.
    const marked = { ...session, answerLost: session.answerLost ?? { at: Math.floor(this.#context.now()) } };
    await this.#context.files.write(marked, this.#lock);
    const api = this.#wanted(session);
    const expected = session.subject === '' ? {} : { subject: session.subject };
    let answer: TokenSet;
    try {
      answer = await this.#context.protocol.refresh({ profile, api, refreshToken, ...bound, expected });
    } catch (error) {
      const next = await this.#afterFailure(error, session, marked, mayRepeat);
      return this.#refresh(next, false);
    }
    return this.#accept(answer, refreshToken);
  }

  /** @param sent the refresh token; a client, which has none, has no other way to ask for the right audience either. */
  async #accept(answer: TokenSet, sent: string | undefined): Promise<AccessToken> {
    const { profile, api } = this.#question;
    const actual = sent === undefined ? undefined : wrongAudience(answer, profile, api);
    let before: AccessToken | undefined;
    const subject = await this.#commit(sent, (session) => {
      before = accessTokenFor(session, profile, api);
      const token = accessTokenOf(answer, profile, api, session.subject);
      return afterRefresh(session, answer, actual === undefined ? token : undefined);
    });
    if (before !== undefined && actual === undefined) {
      this.#context.replaced(before);
    }
    if (actual !== undefined) {
      throw new SignInNeeded('wrongAudience', { expected: api.audience ?? api.resource.join(' '), actual });
    }
    return accessTokenOf(answer, profile, api, subject);
  }

  /** Returns the session to try once more with; otherwise throws what the caller is to know. */
  async #afterFailure(error: unknown, before: Session, marked: Session, mayRepeat: boolean): Promise<Session> {
    if (!(error instanceof OAuthFailure)) {
      throw error;
    }
    // Its details are the server's words: support asks for the correlation id in them.
    this.#context.log(`refresh of ${before.id.slice(0, 8)}: ${error.message}`);
    const { profile, api } = this.#question;
    const token = usableToken(before, profile, api);
    const sent = token.value;
    const unmarked = (session: Session): Session =>
      before.answerLost === undefined ? without(session, 'answerLost') : session;
    if (error.code === 'invalidGrant') {
      const current = await this.#read();
      if (current.refreshToken?.value !== sent) {
        return current;
      }
      await this.#commit(sent, (session) => ({ ...unmarked(session), ended: this.#ending(error) }));
      throw new SignInNeeded('sessionEnded', { ...error.details, ...lossOf(before) }, { cause: error });
    }
    if (error.code === 'answerLost' && mayRepeat) {
      return marked;
    }
    if (unspent.has(error.code) && !gatewayStatuses.includes(error.details.status)) {
      await this.#commit(sent, (session) => {
        const kept = unmarked(session);
        return mayUseUp.has(error.code) ? afterRefusal(kept, token, api, Math.floor(this.#context.now()), error) : kept;
      });
    }
    if (isRefusal(error)) {
      throw new SignInNeeded('refreshNotAllowed', error.details, { cause: error });
    }
    throw error;
  }

  #ending(error: OAuthFailure): NonNullable<Session['ended']> {
    const { error: code, description } = error.details;
    return {
      at: Math.floor(this.#context.now()),
      ...(code !== undefined && { error: code }),
      ...(description !== undefined && { description }),
    };
  }

  /**
   * Stores what a request made of the session, and returns the subject. If the lock was taken over meanwhile (this
   * process slept or hung), it is taken again, and what was learnt counts only if the session still has the token that was sent.
   */
  async #commit(sent: string | undefined, change: (session: Session) => Session): Promise<string> {
    const { files, changed } = this.#context;
    const { id } = this.#question;
    let own: Lock | undefined;
    try {
      for (let lock = this.#lock; ; lock = own = await takeLock(files.directory, id)) {
        const session = await this.#read();
        try {
          if (session.refreshToken?.value === sent) {
            await files.write(change(session), lock);
            changed();
          }
          return session.subject;
        } catch (error) {
          if (!(error instanceof LockLost)) {
            throw error;
          }
          await own?.release();
        }
      }
    } finally {
      await own?.release();
    }
  }

  #read(): Promise<Session> {
    return readSession(this.#context.files, this.#question.id, this.#question.profile);
  }
}

function isRefusal(error: OAuthFailure): boolean {
  return error.code === 'invalidTarget' || error.code === 'invalidScope' || refusals.includes(error.details.error);
}
