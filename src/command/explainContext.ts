import type { Api, Profile } from '../profile/profile.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import { standsAlone } from '../session/granted.ts';
import type { Session } from '../session/session.ts';
import { sessionsOf } from '../session/sessionsOf.ts';
import { decode } from '../token/decode.ts';
import type { ExplainContext, HeldToken, KnownApi } from '../token/explain/explanation.ts';
import { safeText } from '../token/display.ts';
import { apiLabel } from '../view/apiText.ts';
import type { InspectContext } from './context.ts';

/** The accounts that are signed in, by the name of the profile. */
type ByProfile = ReadonlyMap<string, readonly Session[]>;

/** Every access token of every account, and every API that the profiles can get one for. */
export async function explainContext(context: InspectContext): Promise<ExplainContext> {
  const { sessions } = await context.sessions.list();
  const profiles = context.settings.profiles();
  const accounts: ByProfile = new Map(profiles.map((profile) => [profile.name, sessionsOf(profile, sessions)]));
  const tokens = profiles.flatMap((profile) => {
    const userinfoEndpoint = context.issuer.userinfoEndpoint(profile);
    return (accounts.get(profile.name) ?? []).flatMap((session) =>
      profile.apis.flatMap((api) => heldToken(profile, session, api, userinfoEndpoint)),
    );
  });
  // Profiles of the same issuer and client share their accounts, and with them the tokens.
  const unique = [...new Map(tokens.map((held) => [held.token.raw, held])).values()];
  return {
    tokens: unique.map((held) => ({
      ...held,
      label: labelAmong(unique, held, accounts),
      copiedAt: context.copied.at(held.token.raw),
    })),
    apis: profiles.flatMap((profile) => knownApis(profile, accounts.get(profile.name) ?? [])),
    now: Date.now() / 1000,
  };
}

/** Names of APIs repeat from profile to profile; whose token it is matters where several are signed in at the profile. */
function labelAmong(tokens: readonly HeldToken[], { label, target }: HeldToken, profiles: ByProfile): string {
  const accounts = profiles.get(target.profile) ?? [];
  const account = accounts.length > 1 ? accounts.find(({ id }) => id === target.account) : undefined;
  const isElsewhere = tokens.some((other) => other.label === label && other.target.profile !== target.profile);
  const which = [...(isElsewhere ? [target.profile] : []), ...(account === undefined ? [] : [account.label])];
  return which.length === 0 ? label : `${label} (${which.map((name) => safeText(name, 60)).join(', ')})`;
}

function heldToken(
  profile: Profile,
  session: Session,
  api: Api,
  userinfoEndpoint: string | undefined,
): readonly HeldToken[] {
  const token = accessTokenFor(session, profile, api);
  if (token === undefined) return [];
  return [
    {
      id: JSON.stringify([profile.name, api.name, session.id]),
      target: { profile: profile.name, api: api.name, account: session.id },
      label: apiLabel(api),
      token: decode(token.value),
      profile: {
        issuer: profile.issuer,
        clientId: profile.clientId,
        audience: api.audience,
        resource: api.resource,
        requestedScopes: token.requestedScopes,
        grant: profile.grant,
        authorizationParameters: profile.authorizationParameters,
        userinfoEndpoint,
      },
      answer: { ...token, refreshToken: !standsAlone(session, profile, api) },
      ...(profile.subject === undefined && { session: { subject: session.subject } }),
      clockSkew: session.clockSkew,
    },
  ];
}

/** Once for each account, or once where nobody is signed in. */
function knownApis(profile: Profile, accounts: readonly Session[]): readonly KnownApi[] {
  const names = accounts.length === 0 ? [undefined] : accounts.map(({ id }) => id);
  return names.flatMap((account) =>
    profile.apis.map((api) => ({
      target: { profile: profile.name, api: api.name, ...(account !== undefined && { account }) },
      label: apiLabel(api),
      issuer: profile.issuer,
      audience: api.audience,
      resource: api.resource,
      scopes: api.scopes,
    })),
  );
}
