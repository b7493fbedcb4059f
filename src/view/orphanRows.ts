import * as vscode from 'vscode';
import { profileOf, type ProfileProblem } from '../profile/problem.ts';
import type { Profile } from '../profile/profile.ts';
import { orphaned } from '../session/orphaned.ts';
import type { Session } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { icon, type TreeNode } from './node.ts';

/** The sessions that no profile of this window is for. None while it cannot be told which profiles there are. */
export function orphansOf(
  sessions: readonly Session[],
  profiles: readonly Profile[],
  problems: readonly ProfileProblem[],
): readonly Session[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.some(({ path }) => path[0] === 'tokenInspector.profiles' && path.length === 1)) return [];
  const broken = errors.map(profileOf).filter((name) => name !== undefined);
  return orphaned(sessions, { usable: profiles, broken });
}

/** The last row: what is kept for profiles that were removed, to be cleaned up if the user likes. No row where there is none. */
export function orphanRows(orphans: readonly Session[]): TreeNode[] {
  if (orphans.length === 0) return [];
  return [
    {
      id: 'orphans',
      label: vscode.l10n.t('Sessions without a profile ({0})', String(orphans.length)),
      tooltip: vscode.l10n.t(
        'No profile of this window is for their issuer and client: it was removed or changed, or it belongs to another workspace. They are kept until you remove them.',
      ),
      icon: icon('archive'),
      context: 'orphanList',
      children: () => orphans.map(orphanRow),
    },
  ];
}

function orphanRow(session: Session): TreeNode {
  const issuer = URL.canParse(session.issuer) ? new URL(session.issuer).host : safeText(session.issuer);
  const name = safeText(session.profile);
  return {
    id: `orphan/${session.id}`,
    label: `${issuer} · ${safeText(session.label)}`,
    description: vscode.l10n.t('signed in with “{0}”', name),
    tooltip: [
      vscode.l10n.t('Issuer: {0}', safeText(session.issuer)),
      vscode.l10n.t('Client: {0}', safeText(session.clientId)),
      vscode.l10n.t('Account: {0}', safeText(session.subject || session.label)),
    ].join('\n'),
    icon: icon('account'),
    context: 'orphan',
    session: session.id,
  };
}
