import { isFresh } from '../session/accessTokens.ts';
import type { AccessToken } from '../session/session.ts';

/** A stale token is still good, but not handed out as it is. */
export type Age = 'fresh' | 'stale' | 'expired';

/**
 * The same wherever a token's age is shown. High-contrast themes have few colours: the shape says it as well. (`clock` would
 * not: VS Code draws it as it does `history`.)
 */
export const ageIcons: Readonly<Record<Age, string>> = { fresh: 'key', stale: 'watch', expired: 'history' };

/**
 * @param minimumLifetime seconds that a token must still live when it is handed out
 * @param now seconds since the epoch
 */
export function ageOf(token: AccessToken, minimumLifetime: number, now: number): Age {
  if (token.expiresAt !== undefined && token.expiresAt <= now) return 'expired';
  return isFresh(token, minimumLifetime, now) ? 'fresh' : 'stale';
}
