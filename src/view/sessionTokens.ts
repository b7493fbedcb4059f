import * as vscode from 'vscode';
import type { Api, Profile } from '../profile/profile.ts';
import type { AccessToken, Session } from '../session/session.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import { sessionsOf } from '../session/sessionsOf.ts';
import { decode } from '../token/decode.ts';
import { safeText } from '../token/display.ts';
import { apiLabel } from './apiText.ts';
import type { IssuerFacts } from './issuerFacts.ts';
import { rowId } from './node.ts';
import type { TokenContext } from './tokenContext.ts';

/** One account of a profile, and what its tokens are read with. */
export interface SessionTokens {
  readonly profile: Profile;
  readonly session: Session;
  readonly issuer: IssuerFacts;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** Everything that tokens of sessions are found in. */
interface KnownSessions {
  readonly profiles: readonly Profile[];
  readonly sessions: readonly Session[];
  readonly issuer: IssuerFacts;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** The session's token that `raw` is a copy of, with all that is known around it; `undefined` for any other. */
export function sessionTokenLike(raw: string, known: KnownSessions): TokenContext | undefined {
  const { profiles, sessions, issuer, now } = known;
  for (const profile of profiles) {
    const accounts = sessionsOf(profile, sessions);
    for (const session of accounts) {
      const tokens = { profile, session, issuer, now };
      const account = accounts.length === 1 ? [] : [safeText(session.label)];
      const path = (token: string): string => [safeText(profile.name), ...account, token].join(' › ');
      for (const api of profile.apis) {
        const accessToken = accessTokenFor(session, profile, api);
        if (accessToken?.value !== raw) continue;
        return { ...accessTokenContext(tokens, api, accessToken), sameAs: path(apiLabel(api)) };
      }
      if (session.idToken === raw) {
        return { ...idTokenContext(tokens, raw), sameAs: path(vscode.l10n.t('ID token')) };
      }
    }
  }
  return undefined;
}

/** An access token of the account, with all that is known around it. */
export function accessTokenContext(tokens: SessionTokens, api: Api, accessToken: AccessToken): TokenContext {
  const { profile, session } = tokens;
  return {
    ...tokens,
    id: rowId('api', profile.name, session.id, api.name),
    title: `${apiLabel(api)} · ${safeText(session.label)}`,
    token: decode(accessToken.value),
    use: 'accessToken',
    api,
    accessToken,
  };
}

/** The account's ID token. */
export function idTokenContext(tokens: SessionTokens, idToken: string): TokenContext {
  const { profile, session } = tokens;
  return {
    ...tokens,
    id: rowId('idToken', profile.name, session.id),
    title: vscode.l10n.t('ID token · {0}', safeText(session.label)),
    token: decode(idToken),
    use: 'idToken',
  };
}
