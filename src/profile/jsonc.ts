/**
 * Finds places in a settings file without reading it whole into values: settings are JSON with comments and trailing
 * commas, and what matters here is where a key stands. Offsets are UTF-16 code units from the start.
 */

/** Where the key at the end of `path` stands; undefined when the file has no such key. */
export function offsetOfKey(source: string, path: readonly string[]): number | undefined {
  let depth = 0;
  let matched = 0;
  for (const { offset, kind, value } of tokens(source)) {
    if (kind === 'open') depth++;
    else if (kind === 'close') depth--;
    else if (kind === 'key') {
      // A key at the level of one that matched, or above, ends what belonged to that one.
      matched = Math.min(matched, Math.max(depth - 1, 0));
      if (matched !== depth - 1 || value !== path[matched]) continue;
      matched++;
      if (matched === path.length) return offset;
    }
  }
  return undefined;
}

/** Where a first member of the file's object can be inserted, and whether others follow; undefined without an object. */
export function startOfObject(source: string): { offset: number; empty: boolean } | undefined {
  const [first, second] = tokens(source);
  if (first?.kind !== 'open' || source[first.offset] !== '{') return undefined;
  return { offset: first.offset + 1, empty: second === undefined || second.kind === 'close' };
}

/** Where the value of the key at the end of `path` begins and ends; undefined when the file has no such key. */
export function valueOfKey(source: string, path: readonly string[]): { start: number; end: number } | undefined {
  const offset = offsetOfKey(source, path);
  const all = tokens(source);
  const first = all.findIndex((token) => token.offset === offset) + 1;
  const value = first === 0 ? undefined : all[first];
  if (value === undefined) return undefined;
  let depth = 0;
  for (const { kind, end } of all.slice(first)) {
    if (kind === 'open') depth++;
    else if (kind === 'close') depth--;
    if (depth <= 0) return depth < 0 ? undefined : { start: value.offset, end };
  }
  return undefined;
}

/** The end of the last value inside the object at `start`, and whether a comma follows it; undefined in an empty object. */
export function lastMember(source: string, start: number, end: number): { end: number; comma: boolean } | undefined {
  const last = tokens(source).findLast((token) => token.offset > start && token.offset < end - 1);
  if (last === undefined) return undefined;
  return { end: last.end, comma: /,/.test(withoutComments(source.slice(last.end, end))) };
}

function withoutComments(source: string): string {
  return source.replace(/\/\/[^\n]*|\/\*[^]*?\*\//g, '');
}

interface JsonToken {
  readonly offset: number;
  readonly end: number;
  readonly kind: 'open' | 'close' | 'key' | 'value';
  /** What a key reads. */
  readonly value?: string;
}

const pattern =
  /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|(?<string>"(?:[^"\\\n]|\\.)*"?)|(?<bracket>[{}[\]])|(?<other>[^\s"{}[\],:/]+)/g;

/** The colon behind a key. A comment ends at its first end, or many of them could be read in more ways than there is time for. */
const colon = /^(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*:/;

function tokens(source: string): JsonToken[] {
  const found: JsonToken[] = [];
  for (const match of source.matchAll(pattern)) {
    const { string, bracket, other } = match.groups ?? {};
    const offset = match.index;
    const end = offset + match[0].length;
    if (bracket !== undefined) found.push({ offset, end, kind: /[{[]/.test(bracket) ? 'open' : 'close' });
    else if (string !== undefined) {
      const isKey = colon.test(source.slice(offset + string.length, offset + string.length + 500));
      found.push(isKey ? { offset, end, kind: 'key', value: unquote(string) } : { offset, end, kind: 'value' });
    } else if (other !== undefined) found.push({ offset, end, kind: 'value' });
  }
  return found;
}

function unquote(string: string): string {
  try {
    return String(JSON.parse(string));
  } catch {
    return string;
  }
}
