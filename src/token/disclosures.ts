import type { Disclosure, SdJwt } from './decoded.ts';
import { safeValue } from './display.ts';
import { isJsonObject } from './json.ts';

/** The hash functions of `_sd_alg` (RFC 9901 §4.1.1) by the names that Web Crypto has for them. */
const hashes: Readonly<Record<string, string>> = { 'sha-256': 'SHA-256', 'sha-384': 'SHA-384', 'sha-512': 'SHA-512' };

export interface DisclosureCheck {
  /** Those that no digest names, neither in what the issuer signed nor in another disclosure that one names. */
  readonly unnamed: readonly Disclosure[];
  /** `_sd_alg`, where it is none that can be computed here; nothing was compared then. */
  readonly unknownHash?: string;
}

/**
 * Holds the disclosures against the digests in `_sd` and `{"...": …}` (RFC 9901 §7.1 (3)). What no digest names was not
 * signed by the issuer: whoever passed the token on may have written it. Takes time in proportion to the token.
 *
 * What is *not* checked: that no digest stands twice, and that no disclosed name hides a claim.
 */
export async function checkDisclosures({ claims, disclosures }: SdJwt): Promise<DisclosureCheck> {
  const named = claims['_sd_alg'] ?? 'sha-256';
  const hash = typeof named === 'string' && Object.hasOwn(hashes, named) ? hashes[named] : undefined;
  if (disclosures.length === 0) return { unnamed: [] };
  if (hash === undefined) return { unnamed: [], unknownHash: safeValue(named) };

  const byDigest = new Map<string, Disclosure>();
  for (const disclosure of disclosures) byDigest.set(await digest(disclosure.raw, hash), disclosure);
  const reached = new Set<Disclosure>();
  const values: unknown[] = [claims];
  for (let value = values.pop(); value !== undefined; value = values.pop()) {
    for (const name of digestsIn(value)) {
      const disclosure = byDigest.get(name);
      if (disclosure === undefined || reached.has(disclosure)) continue;
      reached.add(disclosure);
      values.push(disclosure.value);
    }
  }
  // A disclosure that stands twice is one.
  const raws = new Set([...reached].map(({ raw }) => raw));
  return { unnamed: disclosures.filter(({ raw }) => !raws.has(raw)) };
}

/** RFC 9901 §4.2.3: over the characters of the disclosure, not over what they stand for. */
async function digest(raw: string, hash: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest(hash, new TextEncoder().encode(raw)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The digests at every level of a value, which is nested no deeper than `nestingLimit`. */
function* digestsIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* digestsIn(item);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === '_sd' && Array.isArray(inner)) yield* inner.filter((item) => typeof item === 'string');
    else if (name === '...' && typeof inner === 'string') yield inner;
    else yield* digestsIn(inner);
  }
}
