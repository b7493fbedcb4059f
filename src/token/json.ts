/** A JSON value. Objects have no prototype, so a member named `__proto__` is a member like any other. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [name: string]: JsonValue;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface JsonDocument {
  readonly value: JsonValue;
  /** Names that occur twice in one object (RFC 8725 §2.4), each once; the last value counts, as in `JSON.parse`. */
  readonly duplicates: readonly string[];
  /** Levels of nesting as written. */
  readonly depth: number;
  /** Whether levels below `nestingLimit` were left out of `value`. */
  readonly cut: boolean;
  /** Whether an integer was written that JavaScript cannot hold exactly (RFC 8259 §6). */
  readonly inexact: boolean;
}

/** What is wrong, and the index of the character where reading stopped. */
export interface JsonError {
  readonly at: number;
  readonly reason: 'end' | 'character' | 'control' | 'escape' | 'number' | 'trailing';
}

export type JsonResult =
  { readonly document: JsonDocument } | { readonly document?: undefined; readonly error: JsonError };

/** Levels that are kept. A token nests three or four; what is deeper stands as `…` so that whoever walks the value is safe. */
export const nestingLimit = 64;

/** Duplicate names that are told apart; more than that is one finding all the same. */
const duplicatesKept = 10;

/**
 * Reads JSON as RFC 8259 has it, in one pass and without recursion, and reports what `JSON.parse` hides: names that
 * occur twice, deep nesting, numbers that lose digits.
 */
export function parseJson(source: string): JsonResult {
  return new Parser(source).parse();
}

/** An open array or object; `name` is the member whose value comes next, `value` undefined below the nesting limit. */
interface Frame {
  readonly array: boolean;
  readonly value: JsonValue[] | JsonObject | undefined;
  name: string;
}

class Stop extends Error {
  readonly at: number;
  readonly reason: JsonError['reason'];

  constructor(at: number, reason: JsonError['reason']) {
    super(reason);
    this.at = at;
    this.reason = reason;
  }
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** What ends a string's plain text: an escape, or a control character, which must not be there (RFC 8259 §7). */
const special = /[\u0000-\u001f\\]/;
const literals = new Map<string, [word: string, value: JsonValue]>([
  ['t', ['true', true]],
  ['f', ['false', false]],
  ['n', ['null', null]],
]);
const escapes = new Map(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }),
);

class Parser {
  readonly #source: string;
  #at = 0;
  readonly #stack: Frame[] = [];
  readonly #duplicates = new Set<string>();
  #depth = 0;
  #inexact = false;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): JsonResult {
    try {
      const value = this.#document();
      return {
        document: {
          value,
          duplicates: [...this.#duplicates],
          depth: this.#depth,
          cut: this.#depth > nestingLimit,
          inexact: this.#inexact,
        },
      };
    } catch (error) {
      if (error instanceof Stop) return { error: { at: error.at, reason: error.reason } };
      throw error;
    }
  }

  #document(): JsonValue {
    for (;;) {
      let value = this.#startValue();
      if (value === undefined) continue;
      // A value is complete: hand it to what encloses it, and close what closes.
      for (;;) {
        const frame = this.#stack.at(-1);
        if (frame === undefined) {
          this.#skipSpace();
          if (this.#at < this.#source.length) throw new Stop(this.#at, 'trailing');
          return value;
        }
        this.#add(frame, value);
        const closed = this.#afterMember(frame);
        if (closed === undefined) break;
        value = closed;
      }
    }
  }

  /** Reads a plain value or an empty container, or opens a container and answers `undefined`. */
  #startValue(): JsonValue | undefined {
    this.#skipSpace();
    const character = this.#source[this.#at];
    if (character === undefined) throw new Stop(this.#at, 'end');
    if (character === '"') return this.#string();
    if (character === '{' || character === '[') return this.#open(character === '[');
    const literal = literals.get(character);
    if (literal === undefined) return this.#number();
    if (!this.#source.startsWith(literal[0], this.#at)) throw new Stop(this.#at, 'character');
    this.#at += literal[0].length;
    return literal[1];
  }

  #open(array: boolean): JsonValue | undefined {
    this.#at++;
    const level = this.#stack.length + 1;
    this.#depth = Math.max(this.#depth, level);
    const container: JsonValue[] | JsonObject | undefined =
      level > nestingLimit ? undefined : array ? [] : (Object.create(null) as JsonObject);
    this.#skipSpace();
    if (this.#source[this.#at] === (array ? ']' : '}')) {
      this.#at++;
      return container ?? '…';
    }
    const frame = { array, value: container, name: '' };
    this.#stack.push(frame);
    if (!array) this.#memberName(frame);
    return undefined;
  }

  /** After a member: the next one (`undefined`), or the end of the container (its value). */
  #afterMember(frame: Frame): JsonValue | undefined {
    this.#skipSpace();
    const character = this.#source[this.#at];
    if (character === undefined) throw new Stop(this.#at, 'end');
    if (character === ',') {
      this.#at++;
      this.#skipSpace();
      if (!frame.array) this.#memberName(frame);
      return undefined;
    }
    if (character !== (frame.array ? ']' : '}')) throw new Stop(this.#at, 'character');
    this.#at++;
    this.#stack.pop();
    return frame.value ?? '…';
  }

  #memberName(frame: Frame): void {
    const character = this.#source[this.#at];
    if (character !== '"') throw new Stop(this.#at, character === undefined ? 'end' : 'character');
    frame.name = this.#string();
    this.#skipSpace();
    const colon = this.#source[this.#at];
    if (colon !== ':') throw new Stop(this.#at, colon === undefined ? 'end' : 'character');
    this.#at++;
    if (
      frame.value !== undefined &&
      !frame.array &&
      frame.name in frame.value &&
      this.#duplicates.size < duplicatesKept
    ) {
      this.#duplicates.add(frame.name);
    }
  }

  #add(frame: Frame, value: JsonValue): void {
    if (frame.value === undefined) return;
    if (Array.isArray(frame.value)) frame.value.push(value);
    else frame.value[frame.name] = value;
  }

  #number(): number {
    numberPattern.lastIndex = this.#at;
    const match = numberPattern.exec(this.#source)?.[0];
    if (match === undefined) throw new Stop(this.#at, 'character');
    const next = this.#at + match.length;
    // `01`, `1.`, `1e`: the pattern stops early and what follows still belongs to the number.
    if (/[\w.+-]/.test(this.#source[next] ?? '')) throw new Stop(next, 'number');
    this.#at = next;
    const value = Number(match);
    if (!Number.isFinite(value) || (/^-?\d+$/.test(match) && !Number.isSafeInteger(value))) this.#inexact = true;
    return value;
  }

  #string(): string {
    const source = this.#source;
    let start = ++this.#at;
    // Most strings hold nothing that has to be looked at: those end at the next quotation mark.
    const end = source.indexOf('"', start);
    if (end >= 0) {
      const plain = source.slice(start, end);
      if (!special.test(plain)) {
        this.#at = end + 1;
        return plain;
      }
    }
    let result = '';
    for (;;) {
      const code = source.charCodeAt(this.#at);
      if (Number.isNaN(code)) throw new Stop(this.#at, 'end');
      if (code === 0x22) {
        result += source.slice(start, this.#at++);
        return result;
      }
      if (code < 0x20) throw new Stop(this.#at, 'control');
      if (code === 0x5c) {
        result += source.slice(start, this.#at) + this.#escape();
        start = this.#at;
      } else {
        this.#at++;
      }
    }
  }

  #escape(): string {
    const letter = this.#source[this.#at + 1];
    if (letter === 'u') {
      const hex = this.#source.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw new Stop(this.#at, 'escape');
      this.#at += 6;
      return String.fromCharCode(parseInt(hex, 16));
    }
    const plain = letter === undefined ? undefined : escapes.get(letter);
    if (plain === undefined) throw new Stop(this.#at, letter === undefined ? 'end' : 'escape');
    this.#at += 2;
    return plain;
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#source.charCodeAt(this.#at);
      if (code > 0x20) return;
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }
}
