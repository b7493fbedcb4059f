import * as vscode from 'vscode';
import type { Severity } from '../token/finding.ts';

/** `Warning: The token expired`: how grave it is in words, where no icon says it or not everybody sees one. */
export function headline(severity: Severity, title: string): string {
  switch (severity) {
    case 'error':
      return vscode.l10n.t('Error: {0}', title);
    case 'warning':
      return vscode.l10n.t('Warning: {0}', title);
    case 'info':
      return vscode.l10n.t('Note: {0}', title);
  }
}
