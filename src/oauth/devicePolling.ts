import { toFailure } from './classify.ts';
import { OAuthFailure } from './failure.ts';
import type { FailureCode } from './failure.ts';

/** Time, so that tests need not wait. */
export interface Clock {
  /** Seconds since the epoch. */
  now(): number;
  /** @throws {OAuthFailure} `cancelled` when the signal aborts. */
  wait(seconds: number, signal: AbortSignal): Promise<void>;
}

export interface Polling {
  /** Seconds between two questions, as the server wants it. */
  readonly interval: number;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Seconds that `slow_down` adds, for this and every later question (RFC 8628 §3.5). */
const slowDown = 5;
/** Seconds: what a server that wants less is asked. */
const shortestInterval = 1;
/** Seconds between two questions at a server that was not reached. */
const longestBackOff = 60;

/** Nobody has answered the question: the network is away, a captive portal is in between, the server is ill. */
const unanswered: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'offline',
  'dns',
  'connectionRefused',
  'tls',
  'requestTimedOut',
  'answerLost',
  'notJson',
  'serverError',
]);

/**
 * Asks until there is an answer (RFC 8628 §3.5), no more often than the server wants it. A question that gets lost is
 * asked again, each time after twice the wait: openid-client's own polling would end there.
 *
 * @param ask One request for the tokens.
 * @throws {OAuthFailure} `deviceCodeExpired`, `authorizationRefused` when the person declined, `cancelled`, and whatever
 *   else the server refuses with.
 */
export async function poll<T>(ask: () => Promise<T>, { expiresAt, clock, signal, ...wish }: Polling): Promise<T> {
  let interval = Math.max(shortestInterval, wish.interval);
  let next = interval;
  for (;;) {
    await clock.wait(Math.max(0, Math.min(next, expiresAt - clock.now())), signal);
    if (clock.now() >= expiresAt) {
      throw new OAuthFailure('deviceCodeExpired');
    }
    try {
      return await ask();
    } catch (error) {
      const failure = toFailure(error);
      const { error: word, retryAfter = 0 } = failure.details;
      if (word === 'authorization_pending') {
        next = interval;
      } else if (failure.code === 'rateLimited') {
        interval += slowDown;
        next = Math.max(interval, retryAfter);
      } else if (unanswered.has(failure.code)) {
        next = Math.max(Math.min(next * 2, longestBackOff), interval, retryAfter);
      } else if (word === 'access_denied') {
        throw new OAuthFailure('authorizationRefused', failure.details);
      } else {
        throw failure;
      }
    }
  }
}
