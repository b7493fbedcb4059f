import * as vscode from 'vscode';
import type { Api, Profile } from '../profile/profile.ts';
import type { AccessToken, Session } from '../session/session.ts';
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
