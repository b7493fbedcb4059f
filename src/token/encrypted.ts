import { safeText } from './display.ts';
import type { JsonObject } from './json.ts';
import { text } from './text.ts';
import type { Text } from './text.ts';

/** Why a five-part token cannot be read here, and whom it is for as far as its header tells (RFC 7516 §4). */
export function encryptedText(header: JsonObject): Text {
  const issuer = header['iss'];
  if (header['alg'] === 'dir' && typeof issuer === 'string') {
    return text('Encrypted by {issuer} for itself: only the server that made it can read it.', {
      issuer: safeText(issuer),
    });
  }
  const key = header['kid'];
  if (typeof key === 'string') {
    return text('Encrypted for the holder of key {key}: it cannot be read here.', { key: safeText(key, 80) });
  }
  return text('Encrypted for the API that holds the key: it cannot be read here.');
}
