import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { icon, type TreeNode } from './node.ts';
import type { Said, ServerAnswer } from './serverAnswers.ts';
import { signatureRow } from './signatureRow.ts';
import { claimContext, type TokenContext } from './tokenContext.ts';

/** For a token that only its server can read: what the server says, or how to ask it. */
export function serverRows(context: TokenContext): TreeNode[] {
  const { token } = context;
  if (token.kind !== 'opaque' && token.kind !== 'jwe') return [];
  const answer = context.issuer.answers.of(token.raw);
  const common = { id: `${context.id}/server`, icon: icon('server'), token: () => context };
  if (answer === undefined) {
    return [
      {
        ...common,
        label: vscode.l10n.t('Ask the Server…'),
        description: vscode.l10n.t('what this token is good for'),
        tooltip: vscode.l10n.t(
          'Sends the token to the server of its profile: to the introspection endpoint (RFC 7662) and to the userinfo endpoint (OIDC Core §5.3), where there are such.',
        ),
        command: {
          command: commands.askServer,
          title: vscode.l10n.t('Ask the Server…'),
          arguments: [{ token: () => context }],
        },
      },
    ];
  }
  const label = vscode.l10n.t('The server says');
  if (answer === 'asking') return [{ ...common, label, description: vscode.l10n.t('asking…') }];
  return [
    {
      ...common,
      label,
      description: summary(answer),
      context: 'unread',
      expanded: true,
      children: () => [
        saidRow(context, 'introspection', vscode.l10n.t('Introspection'), answer.introspection),
        saidRow(context, 'userinfo', vscode.l10n.t('Userinfo'), answer.userinfo),
      ],
    },
  ];
}

function summary({ introspection, userinfo }: ServerAnswer): string {
  if (introspection.claims?.['active'] === true) return vscode.l10n.t('the token is active');
  if (introspection.claims !== undefined) {
    return vscode.l10n.t('not active: expired, revoked, unknown, or not for this client to ask about');
  }
  return userinfo.claims === undefined
    ? vscode.l10n.t('nothing about this token')
    : vscode.l10n.t('the userinfo endpoint accepts the token');
}

function saidRow(context: TokenContext, part: 'introspection' | 'userinfo', label: string, said: Said): TreeNode {
  const id = `${context.id}/server/${part}`;
  const { claims } = said;
  if (claims === undefined) {
    const { reason } = said;
    return { id, label, description: reason, icon: icon('circle-slash'), value: reason };
  }
  const names = Object.keys(claims);
  const signature = said.signature && signatureRow(`${id}/signature`, said.signature);
  return {
    id,
    label,
    description: [
      String(names.length),
      ...(signature === undefined ? [] : [vscode.l10n.t('signed: {0}', signature.description ?? '')]),
    ].join(' · '),
    icon: icon('list-unordered'),
    value: JSON.stringify(claims, undefined, 2),
    children: async () => {
      const { claimRow } = await import('./claimRow.ts');
      return [
        ...(signature === undefined ? [] : [signature]),
        ...names.map((name) => claimRow(`${id}/claims`, name, claims[name], claimContext(context))),
      ];
    },
  };
}
