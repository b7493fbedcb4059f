import type { Profile } from '../profile/profile.ts';
import { unlessAborted } from './abort.ts';
import { endpoint } from './endpoint.ts';
import { OAuthFailure } from './failure.ts';
import { Http } from './http.ts';
import { discover } from './metadata.ts';
import type { DiscoverOptions, Server } from './metadata.ts';

/** A JSON Web Key Set (RFC 7517 §5), its keys not yet looked at. */
export interface KeySet {
  readonly keys: readonly unknown[];
}

/** Milliseconds that the keys stand for what the server publishes now. */
const shownFor = 10 * 60_000;
/** Milliseconds that a key which was there may check a token that came straight from the server. */
const checkedFor = 12 * 3600_000;
/** Milliseconds between two requests for a key that was not there. */
const cooldown = 60_000;

const cache = new WeakMap<Server, { readonly at: number; readonly keys: Promise<KeySet> }>();

/**
 * The issuer's keys, from the `jwks_uri` of its metadata and nowhere else: never from a token's `jku`, `jwk` or `x5u`.
 * Kept for ten minutes.
 *
 * @param options.fresh A key was not among them: ask again, unless that was done within the last minute.
 * @throws {OAuthFailure} as `discover`, `endpointMissing` where the server publishes no keys, `malformedAnswer`.
 */
export async function serverKeys(
  profile: Profile,
  options: DiscoverOptions & { readonly fresh?: boolean } = {},
): Promise<KeySet> {
  return keysOf(await discover(profile, options), options.fresh === true ? cooldown : shownFor, options);
}

/**
 * The keys to check an answer of the token endpoint with: kept for hours, but asked for again when the one that is
 * needed is not among them.
 */
export async function keysForCheck(server: Server, kid: string | undefined, options: DiscoverOptions): Promise<KeySet> {
  const kept = await keysOf(server, checkedFor, options);
  return hasKey(kept, kid) ? kept : keysOf(server, cooldown, options);
}

async function keysOf(server: Server, maximumAge: number, options: DiscoverOptions): Promise<KeySet> {
  let entry = cache.get(server);
  if (entry === undefined || Date.now() - entry.at >= maximumAge) {
    // As in `discover`: shared, so no caller's signal ends it.
    const created = { at: Date.now(), keys: load(server, new Http({ fetch: options.fetch })) };
    entry = created;
    cache.set(server, created);
    created.keys.catch(() => {
      if (cache.get(server) === created) {
        cache.delete(server);
      }
    });
  }
  return unlessAborted(entry.keys, options.signal);
}

/** Whether a token that names the key `kid` could be checked with them. Without a name any key may be the one. */
function hasKey({ keys }: KeySet, kid: string | undefined): boolean {
  return (
    kid === undefined || keys.some((key) => typeof key === 'object' && key !== null && 'kid' in key && key.kid === kid)
  );
}

async function load(server: Server, http: Http): Promise<KeySet> {
  const url = endpoint(server, 'jwks_uri');
  const response = await http.send(url, { method: 'GET', headers: { accept: 'application/json' } });
  const set: unknown = await response.json().catch(() => undefined);
  if (!response.ok || typeof set !== 'object' || set === null || !('keys' in set) || !Array.isArray(set.keys)) {
    throw new OAuthFailure('malformedAnswer', { reason: 'keys', endpoint: 'jwks', status: response.status });
  }
  return { keys: set.keys.filter((key: unknown) => typeof key === 'object' && key !== null) };
}
