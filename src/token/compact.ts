import { decodeUtf8 } from './base64url.ts';
import type { Damaged, Decoded, Jws, Jwt, Problem } from './decoded.ts';
import { encryptedText } from './encrypted.ts';
import { isJsonObject } from './json.ts';
import type { JsonObject } from './json.ts';
import { readBytes, readJson, readPart } from './part.ts';
import type { Part } from './part.ts';
import { decodeSdJwt } from './sdJwt.ts';
import { text } from './text.ts';
import type { Text } from './text.ts';

/** Whether the text begins as base64url of a JSON object does, which is what makes it a JOSE token or a damaged one. */
export function isEncodedObject(value: string): boolean {
  return /^(?:eyJ|eyA|ewo|ew0|ewk)/.test(value);
}

/** Reads one token in compact serialization (RFC 7515 §7.1, RFC 7516 §7.1, RFC 9901 §4) or says that it is opaque. */
export function decodeCompact(raw: string): Decoded {
  const parts = raw.split('.', 8);
  const head = readPart(parts[0] ?? '', 0, 'header');
  const header = head.document?.value;
  if (!isJsonObject(header)) return withoutHeader(raw, parts.length, head);
  if (raw.includes('~')) return decodeSdJwt(raw, decodeCompact);
  if (parts.length === 5 && (typeof header['enc'] === 'string' || parts[1] === '' || !('alg' in header))) {
    return { kind: 'jwe', raw, header, text: encryptedText(header), problems: head.problems };
  }
  if (parts.length === 3) return decodeSigned(raw, parts as [string, string, string], header, head.problems);
  return damaged(raw, 'parts', wrongParts(parts.length), { header });
}

function withoutHeader(raw: string, count: number, { damage }: Part): Decoded {
  if (!isEncodedObject(raw)) return { kind: 'opaque', raw, problems: [] };
  if (count === 1) return damaged(raw, 'parts', wrongParts(count));
  if (damage !== undefined) return damaged(raw, damage.code, damage.text, damage);
  return damaged(raw, 'header.notObject', text('The header is JSON but not an object.'));
}

function wrongParts(count: number): Text {
  if (count > 7) return text('A JWT has three parts separated by dots; this has more than seven.');
  if (count === 1)
    return text('A JWT has three parts separated by dots; this is one part only. The end may not have been copied.');
  if (count === 2) return text('The signature is missing: a JWT has three parts separated by dots, this has two.');
  return text('A JWT has three parts separated by dots (an encrypted one five); this has {count}.', { count });
}

function decodeSigned(
  raw: string,
  [first, second, third]: [string, string, string],
  header: JsonObject,
  headProblems: readonly Problem[],
): Decoded {
  const problems = [...headProblems];
  const signatureAt = first.length + second.length + 2;
  const signature = readBytes(third, signatureAt, 'signature');
  // An unencoded payload (RFC 7797) is text as it stands.
  const unencoded = header['b64'] === false;
  const payload = unencoded
    ? { bytes: new TextEncoder().encode(second), problems: [] }
    : readBytes(second, first.length + 1, 'payload');
  problems.push(...payload.problems, ...signature.problems);
  if (payload.damage !== undefined) {
    return damaged(raw, payload.damage.code, payload.damage.text, { ...payload.damage, header });
  }

  const content = readJson(payload.bytes, 'payload');
  problems.push(...content.problems);
  const value = content.document?.value;
  if (signature.damage !== undefined) {
    return damaged(raw, signature.damage.code, signature.damage.text, {
      ...signature.damage,
      header,
      ...(isJsonObject(value) && { claims: value }),
    });
  }
  if (isJsonObject(value)) {
    return { kind: 'jwt', raw, header, claims: value, signature: signature.bytes, problems } satisfies Jwt;
  }
  const problem = notClaims(second, content);
  if (content.damage !== undefined && saysJwt(header)) return damaged(raw, problem.code, problem.text, { header });
  const written = decodeUtf8(payload.bytes);
  return {
    kind: 'jws',
    raw,
    header,
    payload: payload.bytes,
    ...(written !== undefined && { payloadText: written }),
    ...(value !== undefined && { json: value }),
    signature: signature.bytes,
    problems: [...problems, problem],
  } satisfies Jws;
}

/** Why the signed content is not a set of claims. */
function notClaims(encoded: string, { damage }: Part): Problem {
  if (encoded === '') {
    return { code: 'payload.detached', text: text('The payload is empty, or it is sent apart from the token.') };
  }
  if (damage !== undefined) return damage;
  const message = text('The payload is JSON but not a set of claims, so this is no JWT.');
  return { code: 'payload.notObject', text: message };
}

/** Whether `typ` promises claims (RFC 7519 §5.1, RFC 9068 §2.1). */
function saysJwt(header: JsonObject): boolean {
  return typeof header['typ'] === 'string' && /jwt$/i.test(header['typ']);
}

/** A damaged token, with what could be read of it. */
export function damaged(
  raw: string,
  code: string,
  message: Text,
  read: { at?: number; header?: JsonObject; claims?: JsonObject } = {},
): Damaged {
  const { at, header, claims } = read;
  return {
    kind: 'damaged',
    raw,
    code,
    text: message,
    ...(at !== undefined && { at }),
    ...(header !== undefined && { header }),
    ...(claims !== undefined && { claims }),
    problems: [],
  };
}
