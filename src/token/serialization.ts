import { decodeCompact, damaged } from './compact.ts';
import type { Decoded } from './decoded.ts';
import { isJsonObject, parseJson } from './json.ts';
import type { JsonObject } from './json.ts';
import { text } from './text.ts';

/**
 * Reads a token in JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2); `undefined` when the text is none. What it has
 * in common with the compact form is shown; of several signatures the first.
 */
export function fromJsonSerialization(input: string): Decoded | undefined {
  if (!input.startsWith('{')) return undefined;
  const value = parseJson(input).document?.value;
  if (!isJsonObject(value)) return undefined;
  if (typeof value['ciphertext'] === 'string') return encrypted(value);
  if (typeof value['payload'] !== 'string') return undefined;
  const signatures = value['signatures'];
  const signature = Array.isArray(signatures) ? signatures[0] : value;
  if (!isJsonObject(signature) || typeof signature['signature'] !== 'string') return undefined;
  const protectedHeader = signature['protected'];
  if (typeof protectedHeader !== 'string') {
    return damaged(
      '',
      'serialization.unprotected',
      text('The header of this signed content is not protected by the signature.'),
    );
  }
  return noted(decodeCompact(`${protectedHeader}.${value['payload']}.${signature['signature']}`));
}

function encrypted(value: JsonObject): Decoded {
  const part = (name: string): string => {
    const member = value[name];
    return typeof member === 'string' ? member : '';
  };
  const parts = ['protected', 'encrypted_key', 'iv', 'ciphertext', 'tag'];
  return noted(decodeCompact(parts.map(part).join('.')));
}

function noted(token: Decoded): Decoded {
  const problem = {
    code: 'serialization.json',
    text: text('This is written in JSON serialization. APIs expect the compact form, with dots.'),
  };
  return { ...token, problems: [...token.problems, problem] };
}
