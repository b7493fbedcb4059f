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

const namedValue = /([\w.-]{0,40}token)["']?\s{0,20}[:=]\s{0,20}["']?((?![{[])[^\s"'&,;<>\\]{8,})/gi;
const schemeValue = /\b(Bearer|DPoP)(?:\s{1,20}|%20|\+)((?!ey|ew)[A-Za-z0-9\-._~+/%]{8,}=*)/gi;

/**
 * Finds the tokens in any text: a JSON token answer, an HTTP request or response, a curl command, a line of a `.env`
 * file or a log, a redirect address. JWTs are found by their shape, opaque tokens by the name or scheme before them.
 * Each is found once, in the order of the text.
 */
export function extract(input: string): readonly Found[] {
  const found = new Map<number, Found>();
  for (const match of input.matchAll(run)) {
    if (found.size >= foundLimit) break;
    const offset = match[0].search(objectStart);
    if (offset < 0 || !match[0].slice(offset).includes('.')) continue;
    const token = match[0].slice(offset).replace(/[.~+/%]$/, (last) => (last === '~' ? last : ''));
    const start = match.index + offset;
    const name = nameBefore(input, start);
    found.set(start, { token, start, end: start + token.length, ...(name !== undefined && { name }) });
  }
  for (const pattern of [namedValue, schemeValue]) {
    for (const match of input.matchAll(pattern)) {
      if (found.size >= foundLimit) break;
      const [whole, name = '', token = ''] = match;
      const start = match.index + whole.length - token.length;
      if (/^(?:Bearer|DPoP)$/i.test(token) || covered(found, start)) continue;
      found.set(start, {
        token,
        start,
        end: start + token.length,
        name: pattern === schemeValue ? 'Authorization' : name,
      });
    }
  }
  return [...found.values()].sort((one, other) => one.start - other.start);
}

function covered(found: ReadonlyMap<number, Found>, at: number): boolean {
  for (const { start, end } of found.values()) if (at >= start && at < end) return true;
  return false;
}

/** The name in `"name": "…`, `name=…`, or `Authorization` after a scheme, read from the 80 characters before the token. */
function nameBefore(input: string, start: number): string | undefined {
  const before = input.slice(Math.max(0, start - 80), start);
  if (/\b(?:Bearer|DPoP)(?:\s+|%20|\+)$/i.test(before)) return 'Authorization';
  return /([A-Za-z_][\w.-]*)["']?\s*(?:[:=]|%3[AaDd])\s*["']?$/.exec(before)?.[1];
}
