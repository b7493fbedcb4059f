import * as vscode from 'vscode';
import type { Api } from '../profile/profile.ts';
import { accessTokenFor } from '../session/accessTokens.ts';
import type { AccessToken, Session } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { ageIcons, ageOf, type Age } from './age.ts';
import { apiDescription, apiLabel, lifetimeText } from './apiText.ts';
import { icon, rowId, type TreeNode } from './node.ts';
import type { Noticed } from './noticed.ts';
import { accessTokenContext, type SessionTokens } from './sessionTokens.ts';
import type { TokenContext } from './tokenContext.ts';

export interface ApiRowsInput extends SessionTokens {
  /** Seconds that a token must still live when it is handed out. */
  readonly minimumLifetime: number;
}

/** The APIs of an account or a client, and below each what its token says. */
export async function apiRows(input: ApiRowsInput): Promise<TreeNode[]> {
  const { profile, session } = input;
  return Promise.all(
    profile.apis.map(async (api) => {
      const token = accessTokenFor(session, profile, api);
      if (token === undefined) return emptyRow(input, api);
      // What is noticed about a token is loaded with the first one.
      const { noticed } = await import('./noticed.ts');
      return tokenRow(input, api, token, noticed(accessTokenContext(input, api, token)));
    }),
  );
}

/** One that nobody has asked a token for. */
function emptyRow(input: ApiRowsInput, api: Api): TreeNode {
  const { profile, session, now } = input;
  return {
    id: rowId('api', profile.name, session.id, api.name),
    label: apiLabel(api),
    description: apiDescription(session, profile, api, now),
    tooltip: apiTooltip(api, [vscode.l10n.t('Copy Access Token gets the first token.')]),
    icon: icon('circle-outline'),
    context: canRefresh(session) ? 'api canRefresh' : 'api',
    // A client has one session at most, and none before its first token.
    target: { profile: profile.name, api: api.name, ...(session.client !== true && { account: session.id }) },
  };
}

function tokenRow(input: ApiRowsInput, api: Api, token: AccessToken, { mark, gravest, headline }: Noticed): TreeNode {
  const { now, minimumLifetime } = input;
  const row = emptyRow(input, api);
  const age = ageOf(token, minimumLifetime, now);
  const context = (): TokenContext => accessTokenContext(input, api, token);
  return {
    ...row,
    ...(age === 'stale' && { spoken: vscode.l10n.t('{0}: about to expire', row.label) }),
    description: [row.description, mark].filter(Boolean).join(' · '),
    tooltip: apiTooltip(api, tokenLines(token, age, now, headline)),
    icon: icon(ageIcons[age], gravest === 'error' || age === 'expired' ? colours.error : colours[gravest ?? age]),
    context: `${row.context ?? ''} ${token.dpopKey === undefined ? 'token' : 'token bound'}`,
    token: context,
    children: async () => (await import('./tokenRows.ts')).tokenRows(context()),
  };
}

/** By the shape it says how old the token is, by the colour the graver of that and of what is noticed. */
const colours = {
  fresh: 'charts.green',
  stale: 'list.warningForeground',
  warning: 'list.warningForeground',
  expired: 'list.errorForeground',
  error: 'list.errorForeground',
} as const;

/** A client can ask as often as it likes, but what it has not asked for yet is no refresh. */
function canRefresh({ ended, client, accessTokens }: Session): boolean {
  return ended === undefined && (client !== true || accessTokens.length > 0);
}

function apiTooltip(api: Api, lines: readonly string[]): string {
  const target = api.audience ?? (api.resource.join(', ') || undefined);
  return [
    target === undefined
      ? vscode.l10n.t('The profile asks for no audience or resource.')
      : vscode.l10n.t('Asked for: {0}', safeText(target)),
    vscode.l10n.t('Scopes: {0}', api.scopes.map((scope) => safeText(scope)).join(', ')),
    ...lines,
  ].join('\n');
}

function tokenLines(token: AccessToken, age: Age, now: number, headline: string | undefined): readonly string[] {
  const { extraScopes, dpopKey } = token;
  return [
    ...(extraScopes === undefined
      ? []
      : [
          vscode.l10n.t(
            'Scopes that the API wanted besides: {0}',
            extraScopes.map((scope) => safeText(scope)).join(', '),
          ),
        ]),
    lifetimeText(token, now),
    ...(age === 'stale' ? [vscode.l10n.t('About to expire')] : []),
    ...(headline === undefined ? [] : [headline]),
    ...(dpopKey === undefined
      ? []
      : [
          vscode.l10n.t(
            'Sender-constrained (DPoP): an API takes it with a proof only. Copy one with “Copy DPoP Proof…”.',
          ),
        ]),
  ];
}
