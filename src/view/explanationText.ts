import * as vscode from 'vscode';
import type { Explanation } from '../token/explain/explanation.ts';
import { localise } from './localise.ts';

/** Columns of the document. */
const width = 90;

/** The whole explanation as plain text: most of its words come from strangers. */
export function explanationText({ verdict, details, source }: Explanation): string {
  const paragraphs = [
    vscode.l10n.t('Why the API refused'),
    wrap(localise(verdict), ''),
    details.map((detail) => wrap(localise(detail), '  ')).join('\n'),
    ...(source === '' ? [] : [vscode.l10n.t('Source: {0}', source)]),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

function wrap(sentence: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  lines.push(line);
  const bullet = indent === '' ? '' : '- ';
  return lines.map((text, index) => (index === 0 ? bullet : indent) + text).join('\n');
}
