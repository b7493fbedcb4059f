import type { CommandContext } from '../command/context.ts';
import { known } from '../command/known.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { grantedApis } from '../session/granted.ts';
import type { Session } from '../session/session.ts';
import { sessionsOf } from '../session/sessionsOf.ts';
import { safeText } from '../token/display.ts';
import type { JsonObject } from '../token/json.ts';
import { apiDescription } from '../view/apiText.ts';
import { accessTokenContext, type SessionTokens } from '../view/sessionTokens.ts';
import { secretsOf } from './secrets.ts';
import { findingLines } from './toolTokens.ts';
import { untrusted } from './untrusted.ts';

/** Profiles, their accounts and APIs, how long each token still lives and what is noticed about it. No token. */
export async function accountsForAssistant(context: CommandContext): Promise<string> {
  const { profiles, sessions, issuer, now } = await known(context);
  const accounts = (profile: Profile) =>
    Promise.all(sessionsOf(profile, sessions).map((session) => accountOf({ profile, session, issuer, now })));
  const answer = profiles.map(async (profile) => ({
    profile: safeText(profile.name),
    issuer: safeText(profile.issuer),
    grant: profile.grant,
    apis: profile.apis.map(apiOf),
    accounts: await accounts(profile),
  }));
  return untrusted({ profiles: await Promise.all(answer) }, await secretsOf(context, sessions));
}

function apiOf({ name, audience, resource, scopes }: Api): JsonObject {
  return {
    api: safeText(name),
    asksFor: [...(audience === undefined ? [] : [audience]), ...resource].map((target) => safeText(target)),
    scopes: scopes.map((scope) => safeText(scope)),
  };
}

async function accountOf(tokens: SessionTokens): Promise<JsonObject> {
  const { profile, session } = tokens;
  const states = profile.apis.map(async (api) => ({ api: safeText(api.name), ...(await tokenOf(tokens, api)) }));
  return {
    account: safeText(session.label),
    session: stateOf(session, profile),
    tokens: await Promise.all(states),
  };
}

async function tokenOf(tokens: SessionTokens, api: Api): Promise<JsonObject> {
  const { profile, session, now } = tokens;
  const token = accessTokenFor(session, profile, api);
  const state = apiDescription(session, profile, api, now);
  if (token === undefined) return { state };
  return { state, findings: await findingLines(accessTokenContext(tokens, api, token)) };
}

function stateOf(session: Session, profile: Profile): string {
  const { ended, refreshToken } = session;
  if (ended !== undefined) return 'ended: only a sign-in brings new tokens';
  if (refreshToken === undefined) return 'no refresh token: it ends with the access token';
  const granted = grantedApis(session, profile);
  return granted.length === profile.apis.length
    ? 'refreshed when needed'
    : `refreshed when needed, for these APIs only: ${granted.map(({ name }) => safeText(name)).join(', ') || 'none'}`;
}
