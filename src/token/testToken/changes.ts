import type { JsonObject, JsonValue } from '../json.ts';
import type { TestToken } from './document.ts';

/** What testers want to know of an API: whether it refuses this. */
export type ChangeId =
  'timesFromNow' | 'expired' | 'notYetValid' | 'otherAudience' | 'otherIssuer' | 'noScopes' | 'noSignature';

/** One member that gets another value, or none. */
export interface MemberChange {
  readonly path: readonly ['header' | 'payload', string];
  readonly value: JsonValue | undefined;
}

/** Where servers say what a token may do; see docs/help/scopes.md. */
const scopeClaims = ['scope', 'scp', 'permissions', 'roles', 'realm_access', 'resource_access'];

/** Seconds that a token lives whose times say nothing else. */
const lifetime = 3600;

/**
 * The changes that make sense for a token, the likeliest first, each with what it does to the document.
 *
 * @param now seconds since the epoch.
 */
export function changesOf({ header, payload }: TestToken, now: number): ReadonlyMap<ChangeId, readonly MemberChange[]> {
  const scopes = scopeClaims.filter((name) => Object.hasOwn(payload, name));
  const changes: Readonly<Record<ChangeId, readonly MemberChange[]>> = {
    expired: times(payload, now - lifetimeOf(payload) - 600),
    timesFromNow: times(payload, now),
    notYetValid: [claim('nbf', now + 600), claim('exp', now + 600 + lifetimeOf(payload))],
    otherAudience: [claim('aud', likeBefore(payload['aud'], 'https://other-api.example.com'))],
    otherIssuer: [claim('iss', 'https://other-issuer.example.com')],
    noScopes: scopes.map((name) => claim(name, undefined)),
    noSignature: header['alg'] === 'none' ? [] : [{ path: ['header', 'alg'], value: 'none' }],
  };
  return new Map(
    (Object.entries(changes) as [ChangeId, readonly MemberChange[]][]).filter(([, all]) => all.length > 0),
  );
}

/** The token's times moved, its lifetime as it was. */
function times(payload: JsonObject, from: number): readonly MemberChange[] {
  return [
    claim('iat', from),
    ...(Object.hasOwn(payload, 'nbf') ? [claim('nbf', from)] : []),
    claim('exp', from + lifetimeOf(payload)),
  ];
}

function lifetimeOf({ iat, exp }: JsonObject): number {
  const seconds = typeof iat === 'number' && typeof exp === 'number' ? exp - iat : lifetime;
  return seconds > 0 && seconds < 1e9 ? Math.round(seconds) : lifetime;
}

function likeBefore(before: JsonValue | undefined, value: string): JsonValue {
  return Array.isArray(before) ? [value] : value;
}

function claim(name: string, value: JsonValue | undefined): MemberChange {
  return { path: ['payload', name], value };
}
