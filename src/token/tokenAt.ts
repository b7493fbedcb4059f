import { decode } from './decode.ts';
import type { Decoded } from './decoded.ts';
import { extract } from './extract.ts';
import { isLikely } from './likely.ts';
import { mayHoldToken, reach } from './mayHoldToken.ts';

/** A token in a line of text. */
export interface TokenAt {
  readonly token: Decoded;
  /** Index in the line of its first character, and of the first one after it. */
  readonly start: number;
  readonly end: number;
  /** Whether it goes on beyond what was looked at. */
  readonly cut: boolean;
}

/**
 * The token at one place of a line. Looks at no more than `reach` characters on each side, whatever the line's length.
 *
 * @param column index of the character, counted from 0
 */
export function tokenAt(line: string, column: number): TokenAt | undefined {
  if (!mayHoldToken(line, column)) return undefined;
  const from = Math.max(0, column - reach);
  const seen = line.slice(from, column + reach);
  const found = extract(seen).find(({ start, end }) => from + start <= column && column <= from + end);
  if (found === undefined) return undefined;
  const token = decode(found.token);
  const cut = found.end === seen.length && from + found.end < line.length;
  return isLikely(token) || cut ? { token, start: from + found.start, end: from + found.end, cut } : undefined;
}
