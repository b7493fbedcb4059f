import * as vscode from 'vscode';
import { confirm } from './clipboard.ts';

/** Copies what a row of the tree stands for: a claim, a scope, an audience, a finding. */
export async function copyValue(argument: unknown): Promise<void> {
  if (typeof argument !== 'object' || argument === null || !('value' in argument)) return;
  const { value } = argument;
  if (typeof value !== 'string') return;
  await vscode.env.clipboard.writeText(value);
  confirm(vscode.l10n.t('Copied'));
}
