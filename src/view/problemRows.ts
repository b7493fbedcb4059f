import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import { keyPath, printable, profileOf, type ProfileProblem } from '../profile/problem.ts';
import type { StoreProblem } from '../session/storeFailure.ts';
import { headline } from './headline.ts';
import { localise } from './localise.ts';
import { icon, type TreeNode } from './node.ts';

/** One row for all that is wrong in the settings, with a row a problem; each leads to its key. */
export function settingsProblemRow(problems: readonly ProfileProblem[]): TreeNode[] {
  if (problems.length === 0) return [];
  return [
    {
      id: 'settings',
      label: vscode.l10n.t('Settings to mend ({0})', String(problems.length)),
      icon: icon('warning', 'list.warningForeground'),
      expanded: true,
      children: () => problems.map((problem, index) => problemRow(problem, index)),
    },
  ];
}

function problemRow(problem: ProfileProblem, index: number): TreeNode {
  const profile = profileOf(problem);
  const where = profile === undefined ? printable(String(problem.path[0])) : printable(profile);
  const key = keyPath(problem.path);
  const message = localise(problem.text);
  const label = key === '' ? where : `${where} › ${key}`;
  return {
    id: `settings/${String(index)}/${problem.path.join('/')}`,
    label,
    spoken: headline(problem.severity, label),
    description: message,
    tooltip: message,
    icon:
      problem.severity === 'error' ? icon('error', 'list.errorForeground') : icon('warning', 'list.warningForeground'),
    value: message,
    command: { command: commands.editProfiles, title: vscode.l10n.t('Edit Profiles'), arguments: [problem.path] },
  };
}

/** A row for each kind of session that is there but cannot be read. */
export function storeProblemRows(problems: readonly StoreProblem[]): TreeNode[] {
  const kinds = [...new Set(problems.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const affected = problems.filter((problem) => problem.kind === kind);
    const { label, description } = storeProblemText(kind, affected.length);
    return {
      id: `store/${kind}`,
      label,
      description,
      tooltip: `${label}\n${description}`,
      icon: icon('warning', 'list.warningForeground'),
      command: { command: commands.mendStore, title: vscode.l10n.t('What to Do…'), arguments: [kind] },
    };
  });
}

/** What happened to `count` sessions, in a line and in a sentence. */
export function storeProblemText(kind: StoreProblem['kind'], count: number): { label: string; description: string } {
  const sessions = count === 1 ? vscode.l10n.t('1 session') : vscode.l10n.t('{0} sessions', String(count));
  switch (kind) {
    case 'keyForgotten':
      return {
        label: vscode.l10n.t('{0} cannot be opened', sessions),
        description: vscode.l10n.t(
          'The secret storage of VS Code no longer has the key. That happens when the system has no keyring: secrets then live in memory only, until VS Code ends. Sign in again; with a working keyring it will last.',
        ),
      };
    case 'keyInAnotherWindow':
      return {
        label: vscode.l10n.t('{0} from another window', sessions),
        description: vscode.l10n.t(
          'Reload this window to see what is signed in: somebody signed in there after it was opened, and VS Code shows it the key only then. Nothing is lost.',
        ),
      };
    case 'damaged':
      return {
        label: vscode.l10n.t('{0} damaged', sessions),
        description: vscode.l10n.t('The file is not what was written. Other sessions are not affected; sign in again.'),
      };
    case 'newerVersion':
      return {
        label: vscode.l10n.t('{0} of a newer version', sessions),
        description: vscode.l10n.t(
          'A newer version of Token Inspector wrote it. Update the extension to read it; it is left as it is.',
        ),
      };
    case 'unreadable':
      return {
        label: vscode.l10n.t('{0} cannot be read now', sessions),
        description: vscode.l10n.t(
          'The file or the secret storage could not be read. Reloading the window tries again.',
        ),
      };
  }
}
