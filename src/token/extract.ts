/** A token found in a text. */
export interface Found {
  readonly token: string;
  /** Index of its first character in the text, and of the first one after it. */
  readonly start: number;
  readonly end: number;
  /** What the text calls it: `access_token`, `Authorization`, the name of a variable. */
  readonly name?: string;
}

/** Tokens that are listed; a log file can hold thousands. */
const foundLimit = 100;

/** Characters of a compact token, percent-encoded ones included. */
const run = /[A-Za-z0-9_\-.~+/=%]{20,}/g;

/** Where a base64url-encoded JSON object begins: `{"`, `{ `, or `{` and a line break. */
const objectStart = /(?<![A-Za-z0-9_-])(?:eyJ|eyA|ewo|ew0|ewk)|(?<=%(?:20|22|27|3[AaDd]))eyJ/;

/** `…token": "value`, `…TOKEN=value`. What stands before `token` is read backwards, so that no word is looked at twice. */
const namedValue = /token["']?\s{0,20}[:=]\s{0,20}["']?(?![{[])([^\s"'&,;<>\\]{8,})/gi;
const schemeValue = /\b(?:Bearer|DPoP)(?:\s{1,20}|%20|\+)(?!ey|ew)([A-Za-z0-9\-._~+/%]{8,}=*)/gi;

/**
 * Finds the tokens in any text: a JSON token answer, an HTTP request or response, a curl command, a line of a `.env`
 * file or a log, a redirect address. JWTs are found by their shape, opaque tokens by the name or scheme before them.
 * Each is found once, in the order of the text.
 */
export function extract(input: string): readonly Found[] {
  const found: Found[] = [];
  for (const match of input.matchAll(run)) {
    if (found.length >= foundLimit) break;
    const offset = match[0].search(objectStart);
    if (offset < 0 || !match[0].includes('.', offset)) continue;
    const token = withoutPunctuation(match[0].slice(offset));
    add(found, input, token, match.index + offset);
  }
  for (const pattern of [namedValue, schemeValue]) {
    for (const match of input.matchAll(pattern)) {
      if (found.length >= foundLimit) break;
      const token = match[1] ?? '';
      const start = match.index + match[0].length - token.length;
      if (!/^(?:Bearer|DPoP)$/i.test(token) && !covered(found, start)) add(found, input, token, start);
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

function add(found: Found[], input: string, token: string, start: number): void {
  const name = nameBefore(input, start);
  found.push({ token, start, end: start + token.length, ...(name !== undefined && { name }) });
}

/** The end of a sentence is not the end of a token; a `~` may be (RFC 9901 §4). */
function withoutPunctuation(token: string): string {
  return '.+/%'.includes(token.slice(-1)) && !token.endsWith('..') && countDots(token) > 2 ? token.slice(0, -1) : token;
}

function countDots(token: string): number {
  return token.split('.', 5).length - 1;
}

function covered(found: readonly Found[], at: number): boolean {
  return found.some(({ start, end }) => at >= start && at < end);
}

/** The name in `"name": "…`, `name=…`, or `Authorization` after a scheme, read from the 80 characters before the token. */
function nameBefore(input: string, start: number): string | undefined {
  const before = input.slice(Math.max(0, start - 80), start);
  if (/\b(?:Bearer|DPoP)(?:\s+|%20|\+)$/i.test(before)) return 'Authorization';
  return /([A-Za-z_][\w.-]*)["']?\s*(?:[:=]|%3[AaDd])\s*["']?$/.exec(before)?.[1];
}
