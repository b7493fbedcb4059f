import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Finding, Severity } from '../token/finding.ts';
import { findings } from '../token/findings.ts';
import { helpForFinding, type Help } from '../token/help.ts';
import type { Verification } from '../token/verification.ts';
import { actionRows } from './findingActions.ts';
import { headline } from './headline.ts';
import { localise } from './localise.ts';
import { icon, type TreeNode } from './node.ts';
import type { TokenContext } from './tokenContext.ts';
import { tokenInput } from './tokenInput.ts';

/** What the inspector noticed about a token, the gravest first. No row where there is nothing to say. */
export function findingsRow(context: TokenContext, verification: Verification | undefined): TreeNode[] {
  const found = findings(tokenInput(context, verification));
  const [gravest] = found;
  if (gravest === undefined) return [];
  const id = `${context.id}/findings`;
  return [
    {
      id,
      label: vscode.l10n.t('Findings ({0})', String(found.length)),
      description: localise(gravest.title),
      icon: severityIcon(gravest.severity),
      expanded: true,
      children: () => found.map((finding) => findingRow(id, finding, context)),
    },
  ];
}

function findingRow(parent: string, finding: Finding, context: TokenContext): TreeNode {
  const title = localise(finding.title);
  const meaning = localise(finding.meaning);
  const advice = localise(finding.advice);
  const help = helpForFinding(finding.code);
  return {
    id: `${parent}/${finding.code}`,
    label: title,
    spoken: headline(finding.severity, title),
    tooltip: [title, meaning, advice, vscode.l10n.t('Source: {0}', finding.source)].join('\n\n'),
    icon: severityIcon(finding.severity),
    value: [title, meaning, advice, finding.source].join('\n'),
    ...(help !== undefined && { help }),
    children: () => [
      { id: `${parent}/${finding.code}/meaning`, label: meaning, icon: icon('comment'), value: meaning },
      { id: `${parent}/${finding.code}/advice`, label: advice, icon: icon('lightbulb'), value: advice },
      ...actionRows(`${parent}/${finding.code}`, finding, context),
      ...(help === undefined ? [] : [readMoreRow(`${parent}/${finding.code}`, help)]),
    ],
  };
}

function readMoreRow(parent: string, help: Help): TreeNode {
  const label = vscode.l10n.t('Read More…');
  return {
    id: `${parent}/help`,
    label,
    icon: icon('book'),
    command: { command: commands.readMore, title: label, arguments: [help] },
  };
}

function severityIcon(severity: Severity): vscode.ThemeIcon {
  switch (severity) {
    case 'error':
      return icon('error', 'list.errorForeground');
    case 'warning':
      return icon('warning', 'list.warningForeground');
    case 'info':
      return icon('info');
  }
}
