import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Api, Profile } from '../profile/profile.ts';
import type { Session } from '../session/session.ts';
import { icon, type TreeNode } from './node.ts';

/** Signs the account in again with `prompt=consent` (OpenID Connect Core §3.1.2.1). Other grants than the code know no prompt. */
export function consentRows(parent: string, profile: Profile, session: Session, api?: Api): TreeNode[] {
  if (profile.grant !== 'authorizationCode') return [];
  const label = vscode.l10n.t('Sign In and Consent…');
  const target = { profile: profile.name, account: session.id, ...(api !== undefined && { api: api.name }) };
  return [
    {
      id: `${parent}/consent`,
      label,
      icon: icon('sign-in'),
      command: { command: commands.signIn, title: label, arguments: [{ ...target, prompt: 'consent' }] },
      target,
    },
  ];
}

/** Signs in whoever the person chooses; the account stays signed in beside. */
export function otherUserRows(parent: string, profile: Profile, api?: Api): TreeNode[] {
  if (profile.grant !== 'authorizationCode') return [];
  const label = vscode.l10n.t('Switch User…');
  const target = { profile: profile.name, ...(api !== undefined && { api: api.name }) };
  return [
    {
      id: `${parent}/otherUser`,
      label,
      icon: icon('arrow-swap'),
      command: { command: commands.signIn, title: label, arguments: [{ ...target, otherUser: true }] },
      target,
    },
  ];
}
