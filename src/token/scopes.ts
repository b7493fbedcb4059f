import type { JsonObject } from './json.ts';
import { words } from './lists.ts';
import { text } from './text.ts';
import type { Text } from './text.ts';

/** One scope, and how what was asked for compares with what came. */
export interface Scope {
  readonly name: string;
  readonly state: 'granted' | 'missing' | 'unrequested';
  readonly reason?: Text;
}

export interface ScopeInput {
  /** What the request asked for; absent for a token from elsewhere. */
  readonly requested?: readonly string[] | undefined;
  /** `scope` of the token answer; absent means "as requested" (RFC 6749 §5.1). */
  readonly granted?: readonly string[] | undefined;
  readonly claims?: JsonObject | undefined;
  /** Whether a refresh token came or is kept, which answers `offline_access`. */
  readonly refreshToken?: boolean | undefined;
}

/** Where a token itself says what it may do. */
const scopeClaims = ['scope', 'scp', 'scopes'] as const;

/** The scopes that the token carries: `scope` (RFC 8693 §4.2) or `scp`, string or array; `undefined` when it has neither. */
export function tokenScopes(claims: JsonObject): readonly string[] | undefined {
  const present = scopeClaims.filter((name) => claims[name] !== undefined);
  return present.length === 0 ? undefined : [...new Set(present.flatMap((name) => words(claims[name])))];
}

/** Scopes that are answered by something else than the access token, which servers therefore may not repeat in it. */
const answeredElsewhere = new Map<string, Text>([
  ['openid', text('answered by an ID token; not repeated for the API')],
  ['profile', text('answered by the ID token and userinfo; not repeated for the API')],
  ['email', text('answered by the ID token and userinfo; not repeated for the API')],
  ['address', text('answered by the ID token and userinfo; not repeated for the API')],
  ['phone', text('answered by the ID token and userinfo; not repeated for the API')],
]);

/**
 * Holds the scopes that were asked for against those that were granted: the token answer's word counts, then the
 * token's own. The order is the request's, then what nobody asked for.
 */
export function scopes({ requested, granted, claims, refreshToken }: ScopeInput): readonly Scope[] {
  const carried = claims === undefined ? undefined : tokenScopes(claims);
  const given = granted ?? carried ?? requested ?? [];
  const all = new Set([...given, ...(carried ?? [])]);
  const rights = new Set(claims === undefined ? [] : [...words(claims['permissions']), ...words(claims['roles'])]);

  const listed = (requested ?? []).map((name) => compare(name, all, rights, refreshToken));
  const asked = new Set(requested);
  const shortened = new Set([...asked].map(shortName));
  const rest = [...all].filter((name) => !asked.has(name) && !shortened.has(name));
  if (requested === undefined) return rest.map((name) => ({ name, state: 'granted' }));
  return [...unique(listed), ...rest.map((name) => unrequested(name))];
}

function compare(name: string, all: ReadonlySet<string>, rights: ReadonlySet<string>, refreshToken?: boolean): Scope {
  if (all.has(name) || all.has(shortName(name))) return { name, state: 'granted' };
  if (name.endsWith('/.default')) {
    return { name, state: 'granted', reason: text('stands for everything the application was given for this API') };
  }
  if (rights.has(name)) {
    return { name, state: 'missing', reason: text('not a scope of this token, but in its permissions or roles') };
  }
  // A server that repeats `openid` repeats the others as well, so that one which is missing there was not granted.
  const elsewhere = all.has('openid') ? undefined : answeredElsewhere.get(name);
  if (elsewhere !== undefined) return { name, state: 'granted', reason: elsewhere };
  if (name === 'offline_access') {
    return refreshToken === true
      ? { name, state: 'granted', reason: text('answered by a refresh token; not repeated for the API') }
      : {
          name,
          state: 'missing',
          reason: text(
            'no refresh token came: the server may want “prompt=consent” for it, or the API or the client does not allow it',
          ),
        };
  }
  return { name, state: 'missing', reason: text('not granted by the server, though asked for') };
}

function unrequested(name: string): Scope {
  return { name, state: 'unrequested', reason: text('not asked for with this API; the server added it') };
}

/** Entra ID is asked for `api://…/Orders.Read` and answers `Orders.Read`. */
function shortName(name: string): string {
  return name.includes('://') ? name.slice(name.lastIndexOf('/') + 1) : name;
}

function unique(listed: readonly Scope[]): readonly Scope[] {
  return [...new Map(listed.map((scope) => [scope.name, scope])).values()];
}
