import { decodeBase64url, decodeUtf8 } from './base64url.ts';
import type { Base64Stray } from './base64url.ts';
import type { Damaged, Decoded, Jws, Jwt, Problem } from './decoded.ts';
import { safeText } from './display.ts';
import { isJsonObject, nestingLimit, parseJson } from './json.ts';
import type { JsonDocument, JsonError, JsonObject } from './json.ts';
import { encryptedText } from './encrypted.ts';
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
  const meantAsToken = isEncodedObject(raw);
  const head = readPart(parts[0] ?? '', 0, 'header');
  if (head.damage !== undefined || !isJsonObject(head.document?.value)) {
    if (!meantAsToken || parts.length < 2)
      return meantAsToken ? cutHeader(raw, parts.length, head) : { kind: 'opaque', raw, problems: [] };
    if (head.damage !== undefined) return damaged(raw, head.damage.code, head.damage.text, head.damage);
    return damaged(raw, 'header.notObject', text('The header is JSON but not an object.'));
  }
  const header = head.document.value;
  if (raw.includes('~')) return decodeSdJwt(raw, decodeCompact);
  if (parts.length === 5 && (typeof header['enc'] === 'string' || parts[1] === '' || !('alg' in header))) {
    return { kind: 'jwe', raw, header, text: encryptedText(header), problems: head.problems };
  }
  if (parts.length === 3) return decodeSigned(raw, parts as [string, string, string], header, head.problems);
  return damaged(raw, 'parts', wrongParts(parts.length), { header });
}

function cutHeader(raw: string, count: number, head: Part): Damaged {
  const header = head.document?.value;
  return damaged(raw, 'parts', wrongParts(count), isJsonObject(header) ? { header } : {});
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
  if (payload.damage !== undefined)
    return damaged(raw, payload.damage.code, payload.damage.text, { ...payload.damage, header });

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
  if (content.damage !== undefined && saysJwt(header)) {
    return damaged(raw, content.damage.code, content.damage.text, { header });
  }
  if (content.damage !== undefined) problems.push(content.damage);
  else if (second === '')
    problems.push({
      code: 'payload.detached',
      text: text('The payload is empty, or it is sent apart from the token.'),
    });
  else
    problems.push({
      code: 'payload.notObject',
      text: text('The payload is JSON but not a set of claims, so this is no JWT.'),
    });
  const written = decodeUtf8(payload.bytes);
  return {
    kind: 'jws',
    raw,
    header,
    payload: payload.bytes,
    ...(written !== undefined && { text: written }),
    ...(value !== undefined && { json: value }),
    signature: signature.bytes,
    problems,
  } satisfies Jws;
}

/** `typ` or `cty` promises claims (RFC 7519 §5.1, RFC 9068 §2.1). */
function saysJwt(header: JsonObject): boolean {
  return typeof header['typ'] === 'string' && /jwt$/i.test(header['typ']);
}

type PartName = 'header' | 'payload' | 'signature';

type Bytes =
  | { readonly bytes: Uint8Array; readonly problems: Problem[]; readonly damage?: undefined }
  | { readonly damage: Problem; readonly problems: Problem[] };

interface Part {
  readonly document?: JsonDocument;
  readonly damage?: Problem;
  readonly problems: Problem[];
}

function readPart(encoded: string, offset: number, part: PartName): Part {
  const read = readBytes(encoded, offset, part);
  if (read.damage !== undefined) return read;
  const content = readJson(read.bytes, part);
  return { ...content, problems: [...read.problems, ...content.problems] };
}

const notBase64: Record<PartName, string> = {
  header: text('The header is not base64url at character {position}.').message,
  payload: text('The payload is not base64url at character {position}.').message,
  signature: text('The signature is not base64url at character {position}.').message,
};
const cutPart: Record<PartName, string> = {
  header: text('The header is cut off: base64url of {length} characters cannot be complete.').message,
  payload: text('The payload is cut off: base64url of {length} characters cannot be complete.').message,
  signature: text('The signature is cut off: base64url of {length} characters cannot be complete.').message,
};
const strays: Record<Base64Stray, Text> = {
  padding: text('A part ends in “=”. Tokens are base64url without padding, and strict APIs refuse this one.'),
  standardAlphabet: text(
    'A part uses “+” or “/”. Tokens are base64url, with “-” and “_”, and strict APIs refuse this one.',
  ),
  trailingBits: text('The last character of a part carries bits that mean nothing. Strict APIs refuse such a token.'),
};

function readBytes(encoded: string, offset: number, part: PartName): Bytes {
  const read = decodeBase64url(encoded);
  if (read.bytes === undefined) {
    const at = offset + read.at;
    const cut = read.at >= encoded.length;
    const message = cut ? text(cutPart[part], { length: encoded.length }) : text(notBase64[part], { position: at + 1 });
    return { damage: { code: cut ? `${part}.cut` : `${part}.base64`, text: message, at }, problems: [] };
  }
  const problems: Problem[] =
    read.stray === undefined ? [] : [{ code: `base64.${read.stray}`, text: strays[read.stray], at: offset }];
  return { bytes: read.bytes, problems };
}

const jsonErrors: Record<JsonError['reason'], string> = {
  end: text('The {part} is not JSON: it ends too early, after {position} characters.').message,
  character: text('The {part} is not JSON: character {position} does not belong there.').message,
  control: text('The {part} is not JSON: character {position} is a control character inside a string.').message,
  escape: text('The {part} is not JSON: the escape at character {position} is not one.').message,
  number: text('The {part} is not JSON: the number at character {position} is not written as JSON has it.').message,
  trailing: text('The {part} is not JSON: something follows its end, at character {position}.').message,
};

function readJson(bytes: Uint8Array, part: PartName): Part {
  const source = decodeUtf8(bytes);
  if (source === undefined) {
    return { damage: { code: `${part}.utf8`, text: text('The {part} is not UTF-8 text.', { part }) }, problems: [] };
  }
  const { document, ...failure } = parseJson(source);
  if (document === undefined) {
    const { error } = failure as { error: JsonError };
    const position = error.reason === 'end' ? error.at : error.at + 1;
    return { damage: { code: `${part}.json`, text: text(jsonErrors[error.reason], { part, position }) }, problems: [] };
  }
  return { document, problems: jsonProblems(document, part) };
}

function jsonProblems(document: JsonDocument, part: PartName): Problem[] {
  const problems: Problem[] = document.duplicates.map((name) => ({
    code: `${part}.duplicate`,
    text: text('“{name}” stands twice in the {part}. The last one is shown; an API may read the first.', {
      name: safeText(name, 60),
      part,
    }),
  }));
  if (document.cut) {
    problems.push({
      code: `${part}.nesting`,
      text: text('The {part} nests {depth} levels deep. What is below level {limit} is not shown.', {
        part,
        depth: document.depth,
        limit: nestingLimit,
      }),
    });
  }
  if (document.inexact) {
    problems.push({
      code: `${part}.number`,
      text: text('The {part} holds a number with more digits than most programs keep.', { part }),
    });
  }
  return problems;
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
