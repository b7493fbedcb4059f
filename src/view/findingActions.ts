import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Finding } from '../token/finding.ts';
import { consentRows, otherUserRows } from './consentRow.ts';
import { icon, type TreeNode } from './node.ts';
import type { TokenContext } from './tokenContext.ts';

/** What mends a finding, where a row can: only for a token of a session, as it is now. */
export function actionRows(parent: string, { code, action }: Finding, context: TokenContext): TreeNode[] {
  const { profile, session, api, replaced } = context;
  if (profile === undefined || session === undefined || replaced === true) return [];
  const target = { profile: profile.name, account: session.id, ...(api !== undefined && { api: api.name }) };
  const row = (name: string, label: string, image: string, command: string): TreeNode => ({
    id: `${parent}/${name}`,
    label,
    icon: icon(image),
    command: { command, title: label, arguments: [target] },
    target,
  });
  switch (action) {
    case 'signInWithConsent':
      return [
        ...consentRows(parent, profile, session, api),
        // Somebody else may have the permission; nobody has a refresh token more.
        ...(code === 'scope.missing' ? otherUserRows(parent, profile, api) : []),
      ];
    case 'refresh': {
      const refreshes = session.ended === undefined && (session.client === true || session.refreshToken !== undefined);
      return [
        ...(api === undefined
          ? []
          : [row('copy', vscode.l10n.t('Copy a Fresh Access Token'), 'copy', commands.copyAccessToken)]),
        ...(refreshes ? [row('refresh', vscode.l10n.t('Refresh'), 'refresh', commands.refresh)] : []),
      ];
    }
    default:
      return [];
  }
}
