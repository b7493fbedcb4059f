import * as vscode from 'vscode';
import { safeText } from '../token/display.ts';
import type { Verification } from '../token/verification.ts';
import { localise } from './localise.ts';
import { icon, type TreeNode } from './node.ts';

/** Whether it is genuine, in three states. @param verdict `undefined` while it is being worked on */
export function signatureRow(id: string, verdict: Verification | undefined): TreeNode {
  const label = vscode.l10n.t('Signature');
  if (verdict === undefined) {
    return { id, label, description: vscode.l10n.t('checking…'), icon: icon('loading~spin') };
  }
  const words = localise(verdict.text);
  const kid = verdict.state === 'verified' && verdict.kid !== undefined ? safeText(verdict.kid, 80) : undefined;
  const states = {
    verified: {
      description: kid === undefined ? vscode.l10n.t('verified') : vscode.l10n.t('verified with key {0}', kid),
      icon: icon('verified-filled', 'charts.green'),
    },
    notVerifiable: { description: vscode.l10n.t('not verifiable: {0}', words), icon: icon('question') },
    invalid: { description: vscode.l10n.t('invalid: {0}', words), icon: icon('error', 'list.errorForeground') },
  };
  const { description, icon: picture } = states[verdict.state];
  return { id, label, description, tooltip: words, icon: picture, value: description };
}
