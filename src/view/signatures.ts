import type { Profile } from '../profile/profile.ts';
import type { Decoded } from '../token/decoded.ts';
import type { Verification } from '../token/verification.ts';

/** Verdicts that are kept; the oldest go first. */
const limit = 500;

/**
 * Whether tokens are genuine. A verdict needs the issuer's keys, so it is asked for when somebody opens a token's rows,
 * arrives later, and is kept: drawing the tree again costs nothing.
 */
export class Signatures {
  readonly #verdicts = new Map<string, Verification>();
  readonly #pending = new Set<string>();
  readonly #arrived: () => void;

  /** @param arrived called when a verdict arrived that `verdict` was asked for. */
  constructor(arrived: () => void) {
    this.#arrived = arrived;
  }

  /** The verdict on a token of `profile`; `undefined` while it is being worked on. */
  verdict(token: Decoded, profile: Profile): Verification | undefined {
    const known = this.#verdicts.get(token.raw);
    if (known === undefined && !this.#pending.has(token.raw)) void this.#ask(token, profile);
    return known;
  }

  async #ask(token: Decoded, profile: Profile): Promise<void> {
    this.#pending.add(token.raw);
    try {
      this.#keep(token.raw, await verifyWithServerKeys(token, profile));
    } finally {
      this.#pending.delete(token.raw);
    }
    this.#arrived();
  }

  #keep(raw: string, verdict: Verification): void {
    // An issuer that did not answer may answer the next time: a minute later is soon enough.
    if (verdict.state === 'notVerifiable' && verdict.reason === 'issuerUnreachable') {
      setTimeout(() => this.#verdicts.delete(raw), 60_000).unref();
    }
    this.#verdicts.set(raw, verdict);
    const [oldest] = this.#verdicts.keys();
    if (this.#verdicts.size > limit && oldest !== undefined) this.#verdicts.delete(oldest);
  }
}

async function verifyWithServerKeys(token: Decoded, profile: Profile): Promise<Verification> {
  const [{ verify }, { serverKeys }] = await Promise.all([import('../token/verify.ts'), import('../oauth/keys.ts')]);
  const withKeys = async (fresh: boolean): Promise<Verification> => {
    try {
      const keys = await serverKeys(profile, { fresh });
      return await verify(token, { keys: { keys: keys.keys.filter(isKey) }, issuer: profile.issuer });
    } catch {
      return verify(token, { keys: undefined, keysProblem: 'issuerUnreachable', issuer: profile.issuer });
    }
  };
  const verdict = await withKeys(false);
  const keyIsNew = verdict.state === 'notVerifiable' && verdict.reason === 'keyUnknown';
  return keyIsNew ? withKeys(true) : verdict;
}

function isKey(key: unknown): key is Record<string, unknown> & { kty: string } {
  return typeof key === 'object' && key !== null && 'kty' in key && typeof key.kty === 'string';
}
