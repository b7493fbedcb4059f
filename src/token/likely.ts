import type { Decoded } from './decoded.ts';
import { opaqueReason } from './opaque.ts';

/**
 * Whether something that was found without anybody pointing at it is really a token. Text that looks like one is
 * everywhere: other base64, session cookies, names of variables, words.
 */
export function isLikely(token: Decoded): boolean {
  switch (token.kind) {
    case 'jwt':
    case 'jws':
    case 'sdJwt':
    case 'damaged':
      return typeof token.header?.['alg'] === 'string';
    case 'jwe':
      return true;
    case 'opaque':
      return isRandom(token.raw) || (token.raw.length >= 20 && opaqueReason(token.raw).code !== 'unknown');
  }
}

/** Long, and not what a person would write: letters with several digits among them. */
function isRandom(value: string): boolean {
  if (value.length < 20 || value.length > 10_000 || !/^[A-Za-z0-9\-._~+/=|]+$/.test(value)) return false;
  // Dates, version numbers, paths and addresses have digits too, but also many separators.
  const digits = value.replace(/[^0-9]/g, '').length;
  const letters = value.replace(/[^A-Za-z]/g, '').length;
  const others = value.length - digits - letters;
  return digits >= 3 && letters >= 6 && others <= value.length / 8;
}
