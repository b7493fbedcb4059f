import type { Api, Profile } from '../profile/profile.ts';
import type { Decoded } from '../token/decoded.ts';
import type { FindingInput } from '../token/findingInput.ts';
import { compareIssuers } from '../token/issuer.ts';
import { strings } from '../token/lists.ts';
import type { Pasted } from '../token/pasted.ts';

/**
 * The profile that a pasted token is held against: one of the same issuer, where a slash at the end may differ, since
 * that is a thing to tell. Of several the one whose client it was issued to. Nobody may be asked on the word of this:
 * see `ownerOf` for whose token it is.
 */
export function profileFor(token: Decoded, profiles: readonly Profile[]): Profile | undefined {
  const issuer = issuerOf(token);
  if (issuer === undefined) return undefined;
  const same = profiles.filter((profile) => compareIssuers(profile.issuer, issuer) !== 'different');
  return same.find((profile) => isIssuedTo(token, profile)) ?? same[0];
}

/** What a pasted token is held against. */
export interface Against {
  readonly profile: Profile | undefined;
  /** Of the profile's issuer, where it is known. */
  readonly userinfoEndpoint?: string | undefined;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** What the rules get to know about a pasted token: the answer around it, and the profile that it is held against. */
export function pastedInput({ token, answer }: Pasted, { profile, userinfoEndpoint, now }: Against): FindingInput {
  const api = profile && apiFor(token, profile);
  return {
    token,
    use: answer === undefined ? 'unknown' : 'accessToken',
    profile: profile && {
      issuer: profile.issuer,
      clientId: profile.clientId,
      audience: api?.audience,
      resource: api?.resource,
      // What another client asked for is not known here.
      requestedScopes: isIssuedTo(token, profile) ? api?.scopes : undefined,
      grant: profile.grant,
      authorizationParameters: profile.authorizationParameters,
      userinfoEndpoint: userinfoEndpoint ?? profile.endpoints?.userinfo,
    },
    answer,
    now,
  };
}

/** The API that the token names, else the only one. */
function apiFor(token: Decoded, { apis }: Profile): Api | undefined {
  const audience = strings(claimOf(token, 'aud'));
  const named = apis.find((api) => [api.audience, ...api.resource].some((value) => value && audience.includes(value)));
  return named ?? (apis.length === 1 ? apis[0] : undefined);
}

function isIssuedTo(token: Decoded, { clientId }: Profile): boolean {
  return ['azp', 'client_id', 'cid', 'appid', 'aud'].some((name) => strings(claimOf(token, name)).includes(clientId));
}

/** Auth0 names itself in the header of a token that is encrypted. */
function issuerOf(token: Decoded): string | undefined {
  const issuer = token.kind === 'jwe' ? token.header['iss'] : claimOf(token, 'iss');
  return typeof issuer === 'string' ? issuer : undefined;
}

function claimOf(token: Decoded, name: string): unknown {
  return 'claims' in token ? token.claims[name] : undefined;
}
