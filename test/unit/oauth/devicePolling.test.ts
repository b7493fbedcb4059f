import assert from 'node:assert/strict';
import { OAuthFailure } from '../../../src/oauth/failure.ts';
import type { FailureCode, FailureDetails } from '../../../src/oauth/failure.ts';
import { poll } from '../../../src/oauth/devicePolling.ts';
import { FastClock } from './fastClock.ts';
import { failure } from './failures.ts';

const life = 600;
const pending = (): OAuthFailure => new OAuthFailure('tokenRequestRefused', { error: 'authorization_pending' });
const slower = (details: FailureDetails = {}): OAuthFailure =>
  new OAuthFailure('rateLimited', { error: 'slow_down', ...details });

describe('polling for the answer to a device code', () => {
  let clock: FastClock;
  let asked: number[];
  beforeEach(() => {
    clock = new FastClock();
    asked = [];
  });

  /** Polls with these answers, then `tokens`. */
  function run(answers: readonly OAuthFailure[], { interval = 5, signal = new AbortController().signal } = {}) {
    const start = clock.now();
    const left = [...answers];
    const ask = (): Promise<string> => {
      asked.push(clock.now() - start);
      const next = left.shift();
      return next === undefined ? Promise.resolve('tokens') : Promise.reject(next);
    };
    return poll(ask, { interval, expiresAt: start + life, clock, signal });
  }

  it('waits before the first question and between two, as long as the server wants', async () => {
    assert.equal(await run([pending(), pending()], { interval: 7 }), 'tokens');
    assert.deepEqual(asked, [7, 14, 21]);
  });

  it('waits five seconds more after slow_down, and keeps to it', async () => {
    await run([pending(), slower(), pending(), slower(), pending()]);
    assert.deepEqual(asked, [5, 10, 20, 30, 45, 60]);
  });

  it('waits for what Retry-After says, once', async () => {
    await run([slower({ retryAfter: 30 }), pending()]);
    assert.deepEqual(asked, [5, 35, 45]);
  });

  for (const code of ['offline', 'answerLost', 'requestTimedOut', 'notJson', 'serverError', 'tls'] as const) {
    it(`goes on after ${code}, less and less often, and at the old pace once there is an answer`, async () => {
      const lost = new OAuthFailure(code);
      await run([lost, lost, lost, lost, lost, pending(), pending()]);
      assert.deepEqual(asked, [5, 15, 35, 75, 135, 195, 200, 205]);
    });
  }

  it('asks no server more than once a second', async () => {
    await run([pending(), pending()], { interval: 0.001 });
    assert.deepEqual(asked, [1, 2, 3]);
  });

  it('ends when the code expires, and not before', async () => {
    const start = clock.now();
    await failure(run(Array.from({ length: 1000 }, pending)), 'deviceCodeExpired');
    assert.equal(clock.now() - start, life);
    assert.equal(asked.at(-1), life - 5);
  });

  it('ends when the code expires though the server wants to be asked in a year', async () => {
    await failure(run([], { interval: 365 * 86400 }), 'deviceCodeExpired');
    assert.deepEqual(asked, []);
  });

  it('ends at once when it is cancelled while waiting', async () => {
    const stop = new AbortController();
    clock.onWait = () => {
      if (asked.length === 2) stop.abort();
    };
    await failure(run([pending(), pending(), pending()], { signal: stop.signal }), 'cancelled');
    assert.equal(asked.length, 2);
  });

  const ends: [FailureCode, FailureDetails, FailureCode][] = [
    ['deviceCodeExpired', { error: 'expired_token' }, 'deviceCodeExpired'],
    ['tokenRequestRefused', { error: 'access_denied' }, 'authorizationRefused'],
    ['invalidGrant', { error: 'invalid_grant' }, 'invalidGrant'],
    ['tokenRequestRefused', { error: 'unauthorized_client' }, 'tokenRequestRefused'],
    ['malformedAnswer', { reason: 'access_token' }, 'malformedAnswer'],
    ['idTokenInvalid', { reason: 'signature' }, 'idTokenInvalid'],
  ];
  for (const [code, details, end] of ends) {
    it(`ends at ${code} (${details.error ?? details.reason ?? ''})`, async () => {
      assert.deepEqual(await failure(run([pending(), new OAuthFailure(code, details), pending()]), end), details);
      assert.equal(asked.length, 2);
    });
  }
});
