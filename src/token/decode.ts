import { unwrap } from './clean.ts';
import { damaged, decodeCompact, isEncodedObject } from './compact.ts';
import type { Decoded } from './decoded.ts';
import { extract } from './extract.ts';
import type { Found } from './extract.ts';
import { fromJsonSerialization } from './serialization.ts';
import { text } from './text.ts';

/** Characters that are read at all; a token is a few kilobytes. */
const sizeLimit = 8_000_000;

/** Characters that a bearer token consists of (RFC 6750 §2.1), and `|`, `!`, `*`, `:` of some that stray. */
const opaqueCharacters = /^[A-Za-z0-9\-._~+/=|!*:$]+$/;

/**
 * Reads whatever was pasted: a token of any kind, alone or inside a header, a token answer, an HTTP message, a command
 * or a line of settings, line-wrapped or percent-encoded. Never throws; takes time in proportion to the input.
 *
 * Nothing is verified here: whoever wrote the token chose every word of it.
 */
export function decode(input: string): Decoded {
  if (input.length > sizeLimit) {
    return damaged('', 'size', text('This is {size} characters long, too long to be a token.', { size: input.length }));
  }
  const alone = unwrap(input);
  if (alone === '') return damaged('', 'empty', text('There is no token here: the text is empty.'));
  const serialized = fromJsonSerialization(alone);
  if (serialized !== undefined) return serialized;
  if (isEncodedObject(alone) && !/\s/.test(alone)) return decodeCompact(alone);

  const found = extract(input);
  const best = choose(found);
  if (best?.name !== undefined) return decodeCompact(unwrap(best.token));
  if (opaqueCharacters.test(alone)) return decodeCompact(alone);
  if (best !== undefined) return decodeCompact(unwrap(best.token));
  return isEncodedObject(alone)
    ? decodeCompact(alone)
    : damaged('', 'noToken', text('No token was found in this text.'));
}

/** The access token where there are several: that is what people ask about. */
function choose(found: readonly Found[]): Found | undefined {
  return found.find(({ name }) => name !== undefined && /access_?token$|^Authorization$/i.test(name)) ?? found[0];
}
