import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Profile } from '../profile/profile.ts';
import type { Session } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { apiRows, type ApiRowsInput } from './apiRows.ts';
import { apiLabel } from './apiText.ts';
import { icon, rowId, type TreeNode } from './node.ts';
import { refreshTokenRow } from './refreshTokenRow.ts';
import { idTokenContext } from './sessionTokens.ts';
import type { TokenContext } from './tokenContext.ts';

export interface AccountRowInput extends ApiRowsInput {
  readonly expanded: boolean;
  /** Whether it is one account of several at the profile: then only the account tells the rows apart, and has the room. */
  readonly amongSeveral: boolean;
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
    ...profileRow(profile),
    description: vscode.l10n.t('not signed in · {0}', host(profile.issuer)),
    context: `${profileContext(profile)} canSignIn`,
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

/** A profile, whoever is signed in. */
export function profileRow(profile: Profile): TreeNode {
  return {
    id: rowId('profile', profile.name),
    label: safeText(profile.name),
    tooltip: profileTooltip(profile),
    icon: icon('account'),
    target: { profile: profile.name },
  };
}

/** Only what stands in the settings can be added to. */
export function profileContext({ origin }: Profile): string {
  return origin === 'settings' ? 'profile own' : 'profile';
}

export function accountRowId(profile: Profile, session: Session): string {
  return rowId('account', profile.name, session.id);
}

/** One account of a profile, with a row for each API and for the account's own tokens. */
export function accountRow(input: AccountRowInput): TreeNode {
  const { profile, session } = input;
  const target = { profile: profile.name, account: session.id };
  const ended = session.ended !== undefined;
  const exchanges = profile.subject !== undefined;
  const name = safeText(profile.name);
  return {
    id: accountRowId(profile, session),
    label: name,
    ...(ended && { spoken: vscode.l10n.t('{0}: sign in again', name) }),
    description: input.amongSeveral ? safeText(session.label) : `${safeText(session.label)} · ${host(profile.issuer)}`,
    tooltip: `${profileTooltip(profile)}\n${vscode.l10n.t('Account: {0} ({1})', safeText(session.label), safeText(session.subject))}`,
    icon: ended ? icon('warning', 'list.warningForeground') : icon(exchanges ? 'arrow-swap' : 'account'),
    // The account is signed out where it signed in.
    context: `${profileContext(profile)} ${exchanges ? 'exchange' : 'account'} ${ended ? 'canSignIn' : 'canRefresh'}`,
    target,
    expanded: true,
    children: async () => [
      ...stateRows(input),
      ...(await apiRows(input)),
      ...(exchanges ? [] : [idTokenRow(input), refreshTokenRow(session, profile, input.now)]),
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

export function profileTooltip(profile: Profile): string {
  return [
    profile.origin === 'demo'
      ? vscode.l10n.t('The demo provider. It runs on this computer until this window is closed.')
      : vscode.l10n.t('From the settings'),
    vscode.l10n.t('Issuer: {0}', safeText(profile.issuer)),
    vscode.l10n.t('Client: {0}', safeText(profile.clientId)),
    ...exchangeLine(profile),
  ].join('\n');
}

function exchangeLine({ subject }: Profile): string[] {
  if (subject === undefined) return [];
  const { profile, api } = subject;
  return [vscode.l10n.t('Exchanges the token of {0} for {1}', safeText(profile.name), apiLabel(api))];
}

export function host(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : safeText(issuer);
}
