import * as vscode from 'vscode';
import type { Finding } from '../token/finding.ts';
import { findings } from '../token/findings.ts';
import { headline } from './headline.ts';
import { localise } from './localise.ts';
import type { TokenContext } from './tokenContext.ts';
import { tokenInput } from './tokenInput.ts';

/** What a closed row says of the findings below it. Empty where there is none but notes. */
export interface Noticed {
  readonly gravest?: 'error' | 'warning';
  /** "1 warning", to stand beside the row. */
  readonly mark?: string;
  /** The gravest finding, after how grave it is. */
  readonly headline?: string;
}

/** Counts what is grave, by what is known already: the issuer is not asked. That a token expired the row says itself. */
export function noticed(context: TokenContext): Noticed {
  const verification = context.issuer.knownVerdict(context.token, context.profile);
  const found = findings(tokenInput(context, verification)).filter(({ code }) => code !== 'time.expired');
  const [first] = found;
  if (first === undefined || first.severity === 'info') return {};
  const { severity } = first;
  return {
    gravest: severity,
    mark: markOf(severity, found.filter((finding) => finding.severity === severity).length),
    headline: headline(severity, localise(first.title)),
  };
}

function markOf(severity: Exclude<Finding['severity'], 'info'>, count: number): string {
  if (severity === 'error') return count === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', String(count));
  return count === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', String(count));
}
