import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Api, Profile } from '../profile/profile.ts';
import { accessTokenFor, remaining } from '../session/accessTokens.ts';
import type { AccessToken, Session } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { apiDescription, apiLabel, lifetimeText } from './apiText.ts';
import { icon, rowId, type TreeNode } from './node.ts';
import { refreshTokenRow } from './refreshTokenRow.ts';
import { accessTokenContext, idTokenContext, type SessionTokens } from './sessionTokens.ts';
import type { TokenContext } from './tokenContext.ts';

export interface AccountRowInput extends SessionTokens {
  readonly expanded: boolean;
}

/** A profile that nobody is signed in at. */
export function signedOutRow(profile: Profile): TreeNode {
  const target = { profile: profile.name };
  const signIn = {
    command: commands.signIn,
    title: vscode.l10n.t('Sign In'),
    arguments: [target],
  };
  return {
    id: rowId('profile', profile.name),
    label: safeText(profile.name),
    description: vscode.l10n.t('{0} · not signed in', host(profile.issuer)),
    tooltip: profileTooltip(profile),
    icon: icon('account'),
    context: `${profileContext(profile)} canSignIn`,
    target,
    expanded: true,
    children: () => [
      {
        id: rowId('profile', profile.name, 'signIn'),
        label: vscode.l10n.t('Sign In…'),
        icon: icon('sign-in'),
        command: signIn,
        target,
      },
    ],
  };
}

/** Only what stands in the settings can be added to. */
export function profileContext({ origin }: Profile): string {
  return origin === 'settings' ? 'profile own' : 'profile';
}

/** One account of a profile, with a row for each API and for the account's own tokens. */
export function accountRow(input: AccountRowInput): TreeNode {
  const { profile, session } = input;
  const target = { profile: profile.name, account: session.id };
  const ended = session.ended !== undefined;
  const name = safeText(profile.name);
  return {
    id: rowId('account', profile.name, session.id),
    label: name,
    ...(ended && { spoken: vscode.l10n.t('{0}: sign in again', name) }),
    description: `${host(profile.issuer)} · ${safeText(session.label)}`,
    tooltip: `${profileTooltip(profile)}\n${vscode.l10n.t('Account: {0} ({1})', safeText(session.label), safeText(session.subject))}`,
    icon: ended ? icon('warning', 'list.warningForeground') : icon('account'),
    context: `${profileContext(profile)} account ${ended ? 'canSignIn' : 'canRefresh'}`,
    target,
    expanded: true,
    children: () => [
      ...stateRows(input),
      ...profile.apis.map((api) => apiRow(input, api)),
      idTokenRow(input),
      refreshTokenRow(session, profile, input.now),
    ],
  };
}

/** What the user must know about the session before anything else. */
function stateRows({ profile, session }: AccountRowInput): TreeNode[] {
  const target = { profile: profile.name, account: session.id };
  const signIn = { command: commands.signIn, title: vscode.l10n.t('Sign In'), arguments: [target] };
  if (session.ended !== undefined) {
    const said = [session.ended.error, session.ended.description]
      .filter((part) => part !== undefined)
      .map((part) => safeText(part));
    return [
      {
        id: rowId('account', profile.name, session.id, 'ended'),
        label: vscode.l10n.t('Sign in again'),
        description: whyEnded(session, said.join(': ')),
        tooltip: vscode.l10n.t(
          'The server no longer accepts the refresh token ({0}). What was issued before can still be read here.',
          said.join(': '),
        ),
        icon: icon('sign-in'),
        command: signIn,
        target,
      },
    ];
  }
  if (session.answerLost !== undefined) {
    return [
      {
        id: rowId('account', profile.name, session.id, 'answerLost'),
        label: vscode.l10n.t('An answer of the server was lost'),
        description: vscode.l10n.t('the next refresh shows whether the session still holds'),
        tooltip: vscode.l10n.t(
          'A refresh was sent and its answer never arrived, so the server may have replaced the refresh token. The next refresh tries the old one once more; if the server refuses it, you sign in again.',
        ),
        icon: icon('info'),
        target,
      },
    ];
  }
  return [];
}

/** @param said the server's words, safe to show */
function whyEnded({ answerLost, refreshToken }: Session, said: string): string {
  if (answerLost !== undefined) {
    return vscode.l10n.t('an answer of the server was lost, and with it the next refresh token: {0}', said);
  }
  const refused = refreshToken?.refused;
  return refused === undefined
    ? vscode.l10n.t('the server ended the session: {0}', said)
    : vscode.l10n.t('a refusal for {0} may have used up the refresh token: {1}', safeText(refused.api), said);
}

/** One API of an account or a client, and below it what its token says. */
export function apiRow(input: SessionTokens, api: Api): TreeNode {
  const { profile, session, now } = input;
  const token = accessTokenFor(session, profile, api);
  const id = rowId('api', profile.name, session.id, api.name);
  const common = {
    id,
    label: apiLabel(api),
    description: apiDescription(session, profile, api, now),
    tooltip: apiTooltip(api, token, now),
    icon: token === undefined ? icon('circle-outline') : lifetimeIcon(token, now),
    context: canRefresh(session) ? 'api canRefresh' : 'api',
    // A client has one session at most, and none before its first token.
    target: { profile: profile.name, api: api.name, ...(session.client !== true && { account: session.id }) },
  };
  if (token === undefined) return common;
  const context = (): TokenContext => accessTokenContext(input, api, token);
  return {
    ...common,
    context: `${common.context} ${token.dpopKey === undefined ? 'token' : 'token bound'}`,
    token: context,
    children: async () => (await import('./tokenRows.ts')).tokenRows(context()),
  };
}

/** A client can ask as often as it likes, but what it has not asked for yet is no refresh. */
function canRefresh({ ended, client, accessTokens }: Session): boolean {
  return ended === undefined && (client !== true || accessTokens.length > 0);
}

function idTokenRow(input: AccountRowInput): TreeNode {
  const { profile, session } = input;
  const id = rowId('idToken', profile.name, session.id);
  const target = { profile: profile.name, account: session.id };
  const label = vscode.l10n.t('ID token');
  const { idToken } = session;
  if (idToken === undefined) {
    return {
      id,
      label,
      description: profile.scopes.includes('openid')
        ? vscode.l10n.t('absent: the server issued none')
        : vscode.l10n.t('absent: the “openid” scope was not asked for'),
      icon: icon('circle-slash'),
      target,
    };
  }
  const context = (): TokenContext => idTokenContext(input, idToken);
  return {
    id,
    label,
    description: vscode.l10n.t('who signed in; not for an API'),
    tooltip: vscode.l10n.t('The ID token tells this client who signed in. APIs take the access token.'),
    icon: icon('person'),
    context: 'idToken token',
    target,
    token: context,
    children: async () => (await import('./tokenRows.ts')).tokenRows(context()),
  };
}

function apiTooltip(api: Api, token: AccessToken | undefined, now: number): string {
  const target = api.audience ?? (api.resource.join(', ') || undefined);
  return [
    target === undefined
      ? vscode.l10n.t('The profile asks for no audience or resource.')
      : vscode.l10n.t('Asked for: {0}', safeText(target)),
    vscode.l10n.t('Scopes: {0}', api.scopes.map((scope) => safeText(scope)).join(', ')),
    ...(token?.extraScopes === undefined
      ? []
      : [
          vscode.l10n.t(
            'Scopes that the API wanted besides: {0}',
            token.extraScopes.map((scope) => safeText(scope)).join(', '),
          ),
        ]),
    token === undefined ? vscode.l10n.t('Copy Access Token gets the first token.') : lifetimeText(token, now),
    ...(token?.dpopKey === undefined
      ? []
      : [
          vscode.l10n.t(
            'Sender-constrained (DPoP): an API takes it with a proof only. Copy one with “Copy DPoP Proof…”.',
          ),
        ]),
  ].join('\n');
}

function lifetimeIcon(token: AccessToken, now: number): vscode.ThemeIcon {
  return remaining(token, now) <= 0 ? icon('history') : icon('key', 'charts.green');
}

export function profileTooltip(profile: Profile): string {
  return [
    profile.origin === 'demo'
      ? vscode.l10n.t('The demo provider. It runs on this computer until this window is closed.')
      : vscode.l10n.t('From the settings'),
    vscode.l10n.t('Issuer: {0}', safeText(profile.issuer)),
    vscode.l10n.t('Client: {0}', safeText(profile.clientId)),
  ].join('\n');
}

export function host(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : safeText(issuer);
}
