import type { Decoded } from '../decoded.ts';
import { visibleJson } from '../display.ts';
import { isJsonObject, parseJson, type JsonError, type JsonObject } from '../json.ts';
import { text, type Text } from '../text.ts';

/** What a person wrote down to be signed. */
export interface TestToken {
  /** What the header says that it is signed with. */
  readonly alg: string;
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** The payload to the letter, without blanks and comments: digits and names that occur twice are kept. */
  readonly payloadText: string;
}

/** What is wrong with the document, and where: an index of a UTF-16 unit from the start. */
export interface TestTokenFault {
  readonly at: number;
  readonly text: Text;
}

/** Characters that are read; no API takes a token of that size. */
const sizeLimit = 500_000;

/** Reads `{ "header": {…}, "payload": {…} }`, with comments and trailing commas where there are some. */
export function readTestToken(source: string): TestToken | TestTokenFault {
  if (source.length > sizeLimit) return { at: 0, text: text('This is too long for a token.') };
  const plain = source.replace(comment, blank).replace(lastComma, blank);
  const { document, error } = readAll(plain);
  if (error !== undefined) return { at: error.at, text: reasons[error.reason] };
  const { value } = document;
  if (!isJsonObject(value)) return { at: 0, text: shape };
  const places = members(plain);
  const [header, payload] = [value['header'], value['payload']];
  if (!isJsonObject(header)) return { at: places.get('header')?.at ?? 0, text: shape };
  if (!isJsonObject(payload)) return { at: places.get('payload')?.at ?? 0, text: shape };
  const { alg } = header;
  if (typeof alg !== 'string') {
    const missing = text(
      'The header must say how the token is signed: “alg” with “ES256”, “RS256”, “none” or another.',
    );
    return { at: places.get('header')?.at ?? 0, text: missing };
  }
  return { alg, header, payload, payloadText: places.get('payload')?.json ?? '' };
}

/**
 * The document for a token that can be read, to be changed and signed.
 *
 * @param notes sentences above it, in the user's language.
 * @returns undefined for a token without a header and claims.
 */
export function testTokenDocument(token: Decoded, notes: readonly string[]): string | undefined {
  if (token.kind !== 'jwt' && token.kind !== 'sdJwt') return undefined;
  return documentOf(token.header, token.claims, notes);
}

/**
 * The document where there is no token to begin from.
 *
 * @param known claims that are known all the same.
 * @param now seconds since the epoch.
 */
export function sampleDocument(known: JsonObject, now: number, notes: readonly string[]): string {
  const claims = {
    ...{ iss: 'https://login.example.com', sub: 'ada', aud: 'https://orders.example.com', client_id: 'abc123' },
    ...known,
    ...{ iat: now, exp: now + 3600 },
  };
  return documentOf({ alg: 'ES256', typ: 'at+jwt' }, claims, notes);
}

function documentOf(header: JsonObject, payload: JsonObject, notes: readonly string[]): string {
  const comments = notes.map((note) => `// ${note}\n`).join('');
  return `${comments}${visibleJson({ header, payload })}\n`;
}

const shape = text('A test token is an object with two objects in it: “header” and “payload”.');

const reasons: Readonly<Record<JsonError['reason'], Text>> = {
  end: text('The JSON ends too early: a bracket or a quotation mark is missing.'),
  character: text(
    'This is not what JSON has here: a comma, a colon, a quotation mark or a value is missing or too many.',
  ),
  control: text('A string has a line break or another control character in it.'),
  escape: text('A string has a backslash in it that JSON does not know.'),
  number: text('This is no number as JSON writes it.'),
  trailing: text('Something follows after the end of the JSON.'),
};

/** Strings, which stay, and comments. Each of the two patterns reads every character once: a line of slashes is no riddle. */
const comment = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g;
/** Strings, and commas before a closing bracket, where no comments are left. */
const lastComma = /"(?:[^"\\\n]|\\.)*"?|,(?=\s*[}\]])/g;

/** As many blanks, so that places stay the same. */
function blank(match: string): string {
  return match.startsWith('"') ? match : ' '.repeat(match.length);
}

function readAll(
  source: string,
): { document: { value: unknown }; error?: undefined } | { document?: undefined; error: JsonError } {
  const result = parseJson(source);
  return result.document === undefined ? { error: result.error } : { document: result.document };
}

interface Member {
  /** Where its name stands. */
  readonly at: number;
  /** Its value without blanks. */
  readonly json: string;
}

/** The members of an object, by name; of those that occur twice the last. @param source JSON without a fault */
function members(source: string): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>();
  let depth = 0;
  let name: { readonly text: string; readonly at: number } | undefined;
  let json = '';
  for (const { 0: word, index } of source.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    if (word === '}' || word === ']') depth--;
    if (name !== undefined && depth === (word === ',' ? 1 : 0)) {
      found.set(name.text, { at: name.at, json });
      name = undefined;
      json = '';
    } else if (name === undefined) {
      if (depth === 1 && word.startsWith('"')) name = { text: JSON.parse(word) as string, at: index };
    } else if (json !== '' || word !== ':') json += word;
    if (word === '{' || word === '[') depth++;
  }
  return found;
}
