import type { JsonObject } from '../token/json.ts';
import type { Verification } from '../token/verification.ts';

/** What one endpoint said, or the sentence for why it said nothing. */
export type Said =
  | { readonly claims: JsonObject; readonly signature?: Verification }
  | { readonly claims?: undefined; readonly reason: string };

/** What a server said about a token. */
export interface ServerAnswer {
  /** Whose server it is: a profile's name. */
  readonly profile: string;
  readonly introspection: Said;
  readonly userinfo: Said;
}

/** Answers that are kept; the oldest go first. */
const limit = 100;

/** What servers said about tokens that only they can read, since this window opened. Nothing is asked but on demand. */
export class ServerAnswers {
  readonly #answers = new Map<string, ServerAnswer | 'asking'>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  of(token: string): ServerAnswer | 'asking' | undefined {
    return this.#answers.get(token);
  }

  /** Shows that `ask` is under way, then what it brought. */
  async fetch(token: string, ask: () => Promise<ServerAnswer>): Promise<void> {
    this.#set(token, 'asking');
    try {
      this.#set(token, await ask());
    } catch (error) {
      this.#answers.delete(token);
      this.#changed();
      throw error;
    }
  }

  #set(token: string, answer: ServerAnswer | 'asking'): void {
    this.#answers.delete(token);
    this.#answers.set(token, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > limit && oldest !== undefined) this.#answers.delete(oldest);
    this.#changed();
  }
}
