import * as vscode from 'vscode';
import { explainClaim, type ClaimContext } from '../token/claims.ts';
import { safeText, safeValue } from '../token/display.ts';
import { explainHeader } from '../token/header.ts';
import type { JsonValue } from '../token/json.ts';
import type { Text } from '../token/text.ts';
import { localise, timeText } from './localise.ts';
import type { TreeNode } from './node.ts';

/** Characters of a value in a tooltip. */
const tooltipLimit = 2000;

/** One claim: its value readable in the row, its meaning and source in the tooltip. */
export function claimRow(parent: string, name: string, value: JsonValue | undefined, context: ClaimContext): TreeNode {
  const explained = explainClaim(name, value, context);
  const { time, words = [] } = explained;
  const display = time === undefined ? localise(explained.display) : timeText({ time, now: context.now });
  const said = words.map((word) => localise(word));
  return valueRow(parent, name, value, explained, [display, ...said], time === undefined ? said : [display, ...said]);
}

/** One parameter of the header (RFC 7515 §4). */
export function headerRow(parent: string, name: string, value: JsonValue | undefined): TreeNode {
  const explained = explainHeader(name, value);
  return valueRow(parent, name, value, explained, [explained.display]);
}

function valueRow(
  parent: string,
  name: string,
  value: JsonValue | undefined,
  { meaning, source }: { readonly meaning: Text; readonly source: string },
  readings: readonly string[],
  /** What the value alone does not tell. */
  explanations: readonly string[] = [],
): TreeNode {
  return {
    id: `${parent}/${name}`,
    label: safeText(name),
    description: readings.join(' · '),
    tooltip: [
      `${safeText(name)}: ${localise(meaning)}`,
      safeValue(value, tooltipLimit),
      ...explanations,
      ...(source === '' ? [] : [vscode.l10n.t('Source: {0}', source)]),
    ].join('\n'),
    value: typeof value === 'string' ? value : JSON.stringify(value),
  };
}
