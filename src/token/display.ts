import type { JsonValue } from './json.ts';

/** UTF-16 units of one value that a person gets to see. */
const defaultLimit = 200;

/** Combining marks on one base character; more than that is a text that climbs over its neighbours. */
const marksInARow = 4;

/**
 * Everything that does not show, shows as something else or turns the direction of what follows: controls, formats
 * (bidirectional ones included), separators, unassigned and private characters, lone surrogates, fillers and every
 * space but the plain one.
 */
const invisible = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

const stackedMarks = new RegExp(`(?<=\\p{M}{${marksInARow}})\\p{M}`, 'gu');

/**
 * A value from a token as text that may stand beside trusted text: invisible and direction-changing characters become
 * `⟨U+202E⟩`, and what is longer than `limit` UTF-16 units ends in `…`. The result is text, not Markdown.
 */
export function safeText(value: string, limit: number = defaultLimit): string {
  const cut = value.length > limit;
  const head = cut ? value.slice(0, splitsPair(value, limit) ? limit - 1 : limit) : value;
  return head.replace(invisible, show).replace(stackedMarks, show) + (cut ? '…' : '');
}

function show(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

function splitsPair(value: string, at: number): boolean {
  const before = value.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff;
}

/** Levels of a value that are written out; a claim that is nested deeper shows `…`. */
const depthLimit = 20;

/**
 * A value of any shape as compact JSON that is safe to show, at most `limit` UTF-16 units and then `…`. The work is
 * bounded by `limit`, not by the size of the value.
 */
export function safeJson(value: unknown, limit: number = defaultLimit): string {
  let json = '';
  for (const piece of pieces(value, 0, limit)) {
    json += piece;
    if (json.length > limit) break;
  }
  return safeText(json, limit);
}

function* pieces(value: unknown, depth: number, limit: number): Generator<string> {
  if (typeof value === 'string') {
    yield JSON.stringify(value.length > limit ? value.slice(0, limit + 1) : value);
  } else if (typeof value !== 'object' || value === null) {
    yield String(value);
  } else if (depth >= depthLimit) {
    yield '…';
  } else if (Array.isArray(value)) {
    yield '[';
    for (const [index, item] of value.entries()) {
      if (index > 0) yield ',';
      yield* pieces(item, depth + 1, limit);
    }
    yield ']';
  } else {
    yield '{';
    let first = true;
    for (const key in value) {
      if (!Object.hasOwn(value, key)) continue;
      if (!first) yield ',';
      first = false;
      yield JSON.stringify(key.length > limit ? key.slice(0, limit + 1) : key) + ':';
      yield* pieces((value as Record<string, unknown>)[key], depth + 1, limit);
    }
    yield '}';
  }
}

/** A claim's value for one line of the tree: strings without quotes, lists of plain values separated by commas, else JSON. */
export function safeValue(value: unknown, limit: number = defaultLimit): string {
  if (typeof value === 'string') return safeText(value, limit);
  if (Array.isArray(value) && value.length > 0 && value.slice(0, limit).every((item) => typeof item === 'string')) {
    return safeText(value.slice(0, limit).join(', '), limit);
  }
  return safeJson(value, limit);
}

/**
 * A value as JSON on several lines, whole, in which everything that does not show is escaped (RFC 8259 §7): it means what
 * the value means, and shows all of it.
 */
export function visibleJson(value: JsonValue): string {
  // Line breaks between the members are the only ones: inside strings they are escaped already.
  return JSON.stringify(value, undefined, 2).replace(invisible, (character) =>
    character === '\n' ? character : escape(character),
  );
}

function escape(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
