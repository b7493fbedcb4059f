import { createHash } from 'node:crypto';

/** Tokens that are remembered; the oldest go first. */
const limit = 50;

/** When tokens were copied in this window. Only their hashes are kept, in memory. */
export class CopiedTokens {
  readonly #times = new Map<string, number>();

  note(token: string): void {
    const key = hash(token);
    this.#times.delete(key);
    this.#times.set(key, Date.now() / 1000);
    const [oldest] = this.#times.keys();
    if (this.#times.size > limit && oldest !== undefined) this.#times.delete(oldest);
  }

  /** When the token was last copied, in seconds since the epoch. */
  at(token: string): number | undefined {
    return this.#times.get(hash(token));
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
