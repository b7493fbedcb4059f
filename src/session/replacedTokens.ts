import type { AccessToken } from './session.ts';

/** Tokens that are kept; the oldest go first. */
const limit = 20;

/** The access token of each API from before the last refresh that this window did. In memory only: it is for comparing. */
export class ReplacedTokens {
  readonly #tokens = new Map<string, AccessToken>();

  keep(token: AccessToken): void {
    this.#tokens.delete(token.cacheKey);
    this.#tokens.set(token.cacheKey, token);
    const [oldest] = this.#tokens.keys();
    if (this.#tokens.size > limit && oldest !== undefined) this.#tokens.delete(oldest);
  }

  /** What `token` took the place of. */
  before(token: AccessToken): AccessToken | undefined {
    const before = this.#tokens.get(token.cacheKey);
    return before === undefined || before.value === token.value ? undefined : before;
  }
}
