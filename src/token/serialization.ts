import { decodeBase64url, decodeUtf8 } from './base64url.ts';
import { decodeCompact } from './compact.ts';
import type { Decoded } from './decoded.ts';
import { encryptedText } from './encrypted.ts';
import { isJsonObject, parseJson } from './json.ts';
import type { JsonObject } from './json.ts';
import { text } from './text.ts';

/**
 * Reads a token in JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2); `undefined` when the text is none. It is shown as
 * its compact form would be, with the unprotected header parameters added; of several signatures or recipients the first.
 */
export function fromJsonSerialization(input: string): Decoded | undefined {
  if (!input.startsWith('{')) return undefined;
  const value = parseJson(input).document?.value;
  if (!isJsonObject(value)) return undefined;
  if (typeof value['ciphertext'] === 'string') return noted(encrypted(value));
  if (typeof value['payload'] !== 'string') return undefined;
  const { signatures } = value;
  const signature = Array.isArray(signatures) ? signatures[0] : value;
  if (!isJsonObject(signature) || typeof signature['signature'] !== 'string') return undefined;
  return noted(signed(member(signature, 'protected'), value['payload'], signature));
}

/** What every token without a protected header decodes as: an empty object in base64url. */
const emptyHeader = 'e30';

function signed(protectedHeader: string, payload: string, signature: JsonObject): Decoded {
  const rest = `.${payload}.${member(signature, 'signature')}`;
  const token = decodeCompact((protectedHeader === '' ? emptyHeader : protectedHeader) + rest);
  if (token.kind !== 'jwt' && token.kind !== 'jws') return token;
  return { ...token, raw: protectedHeader + rest, header: merge(signature['header'], token.header) };
}

function encrypted(value: JsonObject): Decoded {
  const { recipients } = value;
  const recipient = Array.isArray(recipients) && isJsonObject(recipients[0]) ? recipients[0] : value;
  const protectedHeader = parseHeader(member(value, 'protected'));
  const header = merge(merge(recipient['header'], value['unprotected']), protectedHeader);
  const parts = [member(value, 'protected'), member(recipient, 'encrypted_key')];
  for (const name of ['iv', 'ciphertext', 'tag']) parts.push(member(value, name));
  return { kind: 'jwe', raw: parts.join('.'), header, text: encryptedText(header), problems: [] };
}

function parseHeader(encoded: string): unknown {
  const { bytes } = decodeBase64url(encoded);
  return parseJson((bytes === undefined ? undefined : decodeUtf8(bytes)) ?? '').document?.value;
}

/** The members of both; the second, which the signature protects, wins. */
function merge(first: unknown, second: unknown): JsonObject {
  const merged = Object.create(null) as JsonObject;
  for (const part of [first, second]) if (isJsonObject(part)) Object.assign(merged, part);
  return merged;
}

function member(value: JsonObject, name: string): string {
  const found = value[name];
  return typeof found === 'string' ? found : '';
}

function noted(token: Decoded): Decoded {
  const problem = {
    code: 'serialization.json',
    text: text('This is written in JSON serialization. APIs expect the compact form, with dots.'),
  };
  return { ...token, problems: [...token.problems, problem] };
}
