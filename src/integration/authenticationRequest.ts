import type { Api, Profile } from '../profile/profile.ts';

/** What the scopes of `vscode.authentication.getSession` say: which token is wanted, and what it must allow. */
export interface AuthenticationRequest {
  /** Name of a profile. */
  readonly profile?: string;
  /** Name of an API. */
  readonly api?: string;
  /** OAuth scopes that the token must have (RFC 6749 §3.3). */
  readonly scopes: readonly string[];
}

/** One API of one profile. */
export interface WantedApi {
  readonly profile: Profile;
  readonly api: Api;
}

/**
 * Reads the scopes of a request: `profile:NAME` and `api:NAME` choose, everything else is an OAuth scope. A scope that
 * begins in one of these ways itself is written `scope:api:read`. The last word counts where one is said twice.
 */
export function readRequest(entries: readonly string[]): AuthenticationRequest {
  let profile: string | undefined;
  let api: string | undefined;
  const scopes: string[] = [];
  for (const entry of entries) {
    const [, word, name = ''] = /^(profile|api|scope):([^]+)$/.exec(entry) ?? [];
    if (word === 'profile') profile = name;
    else if (word === 'api') api = name;
    else scopes.push(word === 'scope' ? name : entry);
  }
  return { ...(profile !== undefined && { profile }), ...(api !== undefined && { api }), scopes: [...new Set(scopes)] };
}

/**
 * The APIs that a request may mean. Where names leave several, those count that ask for the wanted scopes anyway; where
 * none does, any of them may be asked for more.
 */
export function apisFor({ profile, api, scopes }: AuthenticationRequest, profiles: readonly Profile[]): WantedApi[] {
  const named = profiles
    .filter(({ name }) => profile === undefined || name === profile)
    .flatMap((one) =>
      one.apis.filter(({ name }) => api === undefined || name === api).map((each) => ({ profile: one, api: each })),
    );
  const asking = named.filter((one) => scopes.every((scope) => one.api.scopes.includes(scope)));
  return asking.length > 0 ? asking : named;
}
