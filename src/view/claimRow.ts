import * as vscode from 'vscode';
import { explainClaim } from '../token/claims.ts';
import { safeText, safeValue } from '../token/display.ts';
import type { JsonValue } from '../token/json.ts';
import { localise } from './localise.ts';
import type { TreeNode } from './node.ts';
import type { TokenContext } from './tokenContext.ts';

/** Characters of a value in a tooltip. */
const tooltipLimit = 2000;

/** One claim or header parameter: its value readable in the row, its meaning and source in the tooltip. */
export function claimRow(parent: string, name: string, value: JsonValue | undefined, context: TokenContext): TreeNode {
  const explained = explainClaim(name, value, { issuer: context.profile.issuer, now: context.now });
  const time = explained.time === undefined ? undefined : localTime(explained.time);
  const shown = localise(explained.display);
  const words = (explained.words ?? []).map((word) => localise(word));
  return {
    id: `${parent}/${name}`,
    label: safeText(name),
    description: [shown, ...(time === undefined ? [] : [time]), ...words].join(' · '),
    tooltip: [
      `${safeText(name)}: ${localise(explained.meaning)}`,
      safeValue(value, tooltipLimit),
      ...(time === undefined ? [] : [`${time} (${shown})`]),
      ...words,
      ...(explained.source === '' ? [] : [vscode.l10n.t('Source: {0}', explained.source)]),
    ].join('\n'),
    value: typeof value === 'string' ? value : JSON.stringify(value),
  };
}

/** By the user's own clock and language. @param seconds since the epoch */
function localTime(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
}
