/** What an answer of the token endpoint makes of a session. Pure. */
import type { TokenSet } from '../oauth/tokenSet.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { scopes } from '../token/scopes.ts';
import { accessTokenFor, accessTokenOf, scopesBeyond } from './accessTokens.ts';
import { withoutRefusal } from './granted.ts';
import { audiencesOf, payloadOf } from './payload.ts';
import { sessionId } from './sealing.ts';
import type { AccessToken, RefreshToken, Session } from './session.ts';
import { isForClient } from './sessionsOf.ts';

/**
 * The account's session after a sign-in. Other APIs' tokens stay, and so does an older refresh token when none came,
 * unless the server has refused it.
 */
export function afterSignIn(before: Session | undefined, tokenSet: TokenSet, profile: Profile, api: Api): Session {
  const subject = tokenSet.subject ?? '';
  const client = isForClient(profile);
  const kept = before && without(before, 'ended', 'answerLost', 'refreshToken', 'wantsConsent');
  const older = before?.ended === undefined ? before?.refreshToken : undefined;
  const refreshToken = newRefreshToken(tokenSet) ?? older;
  // With other scopes than this time it has another key, and stood for the same API.
  const replaced = before && accessTokenFor(before, profile, api);
  // What was exchanged came from the sign-in before, and may lack what this one is for.
  const others = kept?.accessTokens.filter((token) => token !== replaced && token.exchanged !== true) ?? [];
  const token = accessTokenOf(tokenSet, profile, api, subject, grantedBeyond(tokenSet, api));
  const cameAlone = tokenSet.refreshToken === undefined && !client;
  return {
    ...kept,
    id: sessionId(profile, subject, client),
    issuer: tokenSet.issuer,
    clientId: tokenSet.clientId,
    ...(profile.endpoints !== undefined && { endpoints: profile.endpoints }),
    subject,
    label: client ? profile.clientId : labelOf(tokenSet, kept?.label ?? (subject || profile.name)),
    ...(client && { client }),
    profile: profile.name,
    ...(profile.origin === 'demo' && { demo: true as const }),
    signedInAt: tokenSet.receivedAt,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(tokenSet.idToken !== undefined && { idToken: tokenSet.idToken }),
    ...(tokenSet.clockSkew !== undefined && { clockSkew: tokenSet.clockSkew }),
    ...(wantsConsent(before, tokenSet) && { wantsConsent: true as const }),
    accessTokens: withToken(others, { ...token, ...(cameAlone && { cameAlone }) }),
  };
}

/** The session after a refresh was answered. The refresh token is replaced when a new one came and kept when none did. */
export function afterRefresh(before: Session, tokenSet: TokenSet, token: AccessToken | undefined): Session {
  const kept = without(before, 'answerLost', 'ended');
  const newer = newRefreshToken(tokenSet);
  const older = before.refreshToken;
  const rotates = newer !== undefined && newer.value !== older?.value;
  const resources = newer?.resources ?? older?.resources;
  return {
    ...kept,
    ...(older !== undefined && { refreshToken: withoutRefusal(older) }),
    ...(newer !== undefined && {
      refreshToken: {
        ...newer,
        ...(resources !== undefined && { resources }),
        rotates: rotates || older?.rotates === true,
      },
    }),
    ...(tokenSet.idToken !== undefined && { idToken: tokenSet.idToken }),
    ...(tokenSet.clockSkew !== undefined && { clockSkew: tokenSet.clockSkew }),
    accessTokens: token === undefined ? kept.accessTokens : withToken(kept.accessTokens, token),
  };
}

/**
 * The audience that the token is for, when that is not what was asked: a server may answer for its default audience,
 * or for another of the profile's APIs, without saying so. A resource may be mapped to an audience of another name
 * (RFC 8707 §2), and an opaque token tells nothing: neither is held against it.
 */
export function wrongAudience(tokenSet: TokenSet, profile: Profile, api: Api): string | undefined {
  const audiences = audiencesOf(tokenSet.accessToken);
  const asked = targets(api);
  if (audiences === undefined || asked.length === 0 || audiences.some((audience) => asked.includes(audience))) {
    return undefined;
  }
  const others = profile.apis.filter((other) => other.name !== api.name).flatMap(targets);
  const isAnothers = audiences.some((audience) => others.includes(audience));
  return api.audience !== undefined || isAnothers ? audiences.join(' ') : undefined;
}

/** The session without these of its parts; whatever a newer version keeps in it stays. */
export function without<K extends 'answerLost' | 'ended' | 'refreshToken' | 'wantsConsent'>(
  session: Session,
  ...parts: K[]
): Omit<Session, K> {
  const kept = { ...session };
  for (const part of parts) {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- one of four names
    delete kept[part];
  }
  return kept;
}

function targets(api: Api): string[] {
  return [...(api.audience === undefined ? [] : [api.audience]), ...api.resource];
}

/** The session with one more access token, which came without a word about the session itself (RFC 8693). */
export function withExchanged(before: Session, tokenSet: TokenSet, profile: Profile, api: Api): Session {
  const token = accessTokenOf(tokenSet, profile, api, before.subject, grantedBeyond(tokenSet, api));
  return { ...before, accessTokens: withToken(before.accessTokens, token) };
}

/** A scope that the server has just refused is not asked for again by each refresh, which might be refused for it. */
function grantedBeyond(tokenSet: TokenSet, api: Api): readonly string[] {
  const { grantedScopes, accessToken } = tokenSet;
  const requested = scopesBeyond(tokenSet, api);
  const compared = scopes({ requested, granted: grantedScopes, claims: payloadOf(accessToken), refreshToken: true });
  return requested.filter((scope) => !compared.some(({ name, state }) => name === scope && state === 'missing'));
}

/** A sign-in with consent shows nothing about those without. */
function wantsConsent(before: Session | undefined, { consent, refreshToken, requestedScopes }: TokenSet): boolean {
  if (consent === true || !requestedScopes.includes('offline_access')) return before?.wantsConsent === true;
  return refreshToken === undefined;
}

function newRefreshToken(tokenSet: TokenSet): RefreshToken | undefined {
  return tokenSet.refreshToken === undefined
    ? undefined
    : {
        value: tokenSet.refreshToken,
        receivedAt: tokenSet.receivedAt,
        ...(tokenSet.resources !== undefined && { resources: tokenSet.resources }),
        ...(tokenSet.dpopKey !== undefined && { dpopKey: tokenSet.dpopKey }),
      };
}

function labelOf(tokenSet: TokenSet, otherwise: string): string {
  const claims = tokenSet.idTokenClaims ?? {};
  const names = [claims['email'], claims['preferred_username']];
  return names.find((name): name is string => typeof name === 'string' && name !== '') ?? otherwise;
}

function withToken(tokens: readonly AccessToken[], token: AccessToken): readonly AccessToken[] {
  return [...tokens.filter((other) => other.cacheKey !== token.cacheKey), token];
}
