import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Session } from '../session/session.ts';
import { safeText } from '../token/display.ts';
import { rowId, icon, type TreeNode } from './node.ts';

/** An account of a demo provider that ended with its window: a reload takes the server along, and what it issued is worth nothing. */
export function stoppedDemoRow({ id, label, profile }: Session): TreeNode {
  return {
    id: rowId('stoppedDemo', id),
    label: safeText(profile),
    description: vscode.l10n.t('stopped with its window · {0}', safeText(label)),
    tooltip: vscode.l10n.t(
      'The demo provider runs in the window that started it, and stopped when that was closed or reloaded. Nobody honours what it issued any more.',
    ),
    icon: icon('debug-disconnect'),
    context: 'stoppedDemo',
    session: id,
    expanded: true,
    children: () => [
      {
        id: rowId('stoppedDemo', id, 'start'),
        label: vscode.l10n.t('Start It Again…'),
        icon: icon('debug-start'),
        command: { command: commands.tryDemo, title: vscode.l10n.t('Start It Again') },
      },
    ],
  };
}
