/** What a refresh token may be asked for. Pure. */
import type { OAuthFailure } from '../oauth/failure.ts';
import { takesAnyResource } from '../oauth/resources.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { accessTokenFor } from './accessTokens.ts';
import type { RefreshToken, Session } from './session.ts';

/**
 * Whether a refresh may ask for this API: for a resource that the sign-in named (RFC 8707 §2.2). A server that replaces
 * its refresh tokens may use the old one up before it looks at the resource, and then a refusal costs the session.
 */
export function isGrantedFor(session: Session, profile: Profile, { resource }: Api): boolean {
  if (takesAnyResource(profile)) return true;
  const granted = session.refreshToken?.resources;
  if (resource.length > 0) return resource.every((one) => (granted ?? likelyResources(session)).includes(one));
  // Without a word the server would have to choose one of several, and may refuse to.
  return granted === undefined || granted.length < 2;
}

/** Those of the profile's APIs that the refresh token may be asked for. */
export function grantedApis(session: Session, profile: Profile): readonly Api[] {
  return profile.apis.filter((api) => isGrantedFor(session, profile, api));
}

/**
 * Whether the API's token is one without a refresh token: the account has none, or the sign-in that brought the token
 * brought none and the one that is kept is for other APIs.
 */
export function standsAlone(session: Session, profile: Profile, api: Api): boolean {
  if (session.refreshToken === undefined) return true;
  return accessTokenFor(session, profile, api)?.cameAlone === true && !isGrantedFor(session, profile, api);
}

/** The refresh token after the server refused it for an API, and did not say that it is at an end. */
export function afterRefusal(
  session: Session,
  token: RefreshToken,
  api: Api,
  at: number,
  error: OAuthFailure,
): Session {
  const granted = token.resources ?? likelyResources(session);
  return {
    ...session,
    refreshToken: {
      ...token,
      ...(error.code === 'invalidTarget' &&
        api.resource.length > 0 && { resources: granted.filter((one) => !api.resource.includes(one)) }),
      refused: { at, api: api.name, ...(error.details.error !== undefined && { error: error.details.error }) },
    },
  };
}

/** The refresh token once an answer showed that it was as good as ever. */
export function withoutRefusal(token: RefreshToken): RefreshToken {
  const { refused, ...kept } = token;
  return refused === undefined ? token : kept;
}

/**
 * Of a refresh token that an older version kept, which asked for one API at a time: the resources of the token that came
 * with it, or of all tokens where they never were for different ones.
 */
function likelyResources({ accessTokens, refreshToken }: Session): readonly string[] {
  const own = accessTokens.filter(({ exchanged }) => exchanged !== true);
  const together = own.filter(({ receivedAt }) => receivedAt === refreshToken?.receivedAt);
  const candidates = together.length > 0 ? together : own;
  const [first, ...others] = candidates.map(({ resource }) => resource);
  const isOne = others.every((other) => [...other].sort().join(' ') === [...(first ?? [])].sort().join(' '));
  return first !== undefined && isOne ? first : [];
}
