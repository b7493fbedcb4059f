/** One challenge of a `WWW-Authenticate` header (RFC 9110 §11.6.1). */
export interface Challenge {
  /** In lower case; empty for parameters that were copied without their scheme. */
  readonly scheme: string;
  /** Names in lower case; of a name that occurs twice the first counts (RFC 6750 §3: must not occur twice). */
  readonly parameters: ReadonlyMap<string, string>;
}

const challengeLimit = 100;
const parameterLimit = 50;

/** Schemes that are told apart from words of a sentence. */
const schemes = new Set(['aws4-hmac-sha256', 'basic', 'bearer', 'digest', 'dpop', 'negotiate', 'ntlm', 'pop', 'uma']);

/** `token` of RFC 9110 §5.6.2. */
const name = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
/** `token68` of RFC 9110 §11.2, up to the comma or the end that must follow. */
const token68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
const plainValue = /[^\s,]*/y;

/**
 * The challenges of a header's value, several of them and quoted strings included. Takes what servers send against the
 * grammar as well: parameters without commas between them, and a quoted string that never ends.
 */
export function parseChallenges(value: string): readonly Challenge[] {
  return new Reader(value).challenges();
}

class Reader {
  readonly #text: string;
  #at = 0;
  readonly #found: { readonly scheme: string; readonly parameters: Map<string, string> }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  challenges(): readonly Challenge[] {
    while (this.#found.length <= challengeLimit && this.#step());
    return this.#found
      .slice(0, challengeLimit)
      .filter(({ scheme, parameters }) => schemes.has(scheme) || parameters.size > 0);
  }

  /** Reads a parameter or the beginning of a challenge, whichever comes next. */
  #step(): boolean {
    this.#skip(/[\s,;]*/y);
    if (this.#at >= this.#text.length) return false;
    const word = this.#take(name);
    if (word === '') {
      this.#at++;
      return true;
    }
    this.#skip(/[ \t]*/y);
    if (this.#text[this.#at] === '=') this.#parameter(word.toLowerCase());
    else this.#challenge(word.toLowerCase());
    return true;
  }

  #challenge(scheme: string): void {
    this.#found.push({ scheme, parameters: new Map() });
    if (schemes.has(scheme)) this.#take(token68);
  }

  #parameter(key: string): void {
    this.#at++;
    this.#skip(/[ \t]*/y);
    const value = this.#text[this.#at] === '"' ? this.#quoted() : this.#take(plainValue);
    if (this.#found.length === 0) this.#found.push({ scheme: '', parameters: new Map() });
    const parameters = this.#found.at(-1)?.parameters;
    if (parameters !== undefined && parameters.size < parameterLimit && !parameters.has(key)) {
      parameters.set(key, value);
    }
  }

  /** `quoted-string` of RFC 9110 §5.6.4. */
  #quoted(): string {
    let value = '';
    let start = ++this.#at;
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at];
      if (character === '"') {
        value += this.#text.slice(start, this.#at++);
        return value;
      }
      if (character === '\\') {
        value += this.#text.slice(start, this.#at++);
        start = this.#at;
      }
    }
    return value + this.#text.slice(start);
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += match.length;
    return match;
  }

  #skip(pattern: RegExp): void {
    this.#take(pattern);
  }
}
