import { isFresh, lowest } from '../session/accessTokens.ts';
import type { AccessToken } from '../session/session.ts';
import { untilRedraw } from '../token/time.ts';

/**
 * Seconds until what is said of a token's lifetime changes, in words or in colour; `undefined` where it never will, since
 * its expiry is not known or has passed.
 *
 * @param minimumLifetime seconds that a token must still live when it is handed out
 * @param now seconds since the epoch
 */
export function untilNextChange(token: AccessToken, minimumLifetime: number, now: number): number | undefined {
  if (token.expiresAt === undefined || token.expiresAt <= now) return undefined;
  const untilOther = untilRedraw(token.expiresAt, now);
  if (!isFresh(token, minimumLifetime, now)) return untilOther;
  // A little later than the last moment of freshness, so that it has passed.
  return Math.min(token.expiresAt - lowest(token, minimumLifetime) - now + 0.1, untilOther);
}
