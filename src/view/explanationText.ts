import * as vscode from 'vscode';
import type { Explanation } from '../token/explain/explanation.ts';
import { relativeTime } from '../token/time.ts';
import { localise } from './localise.ts';

/** Columns of the document: half an editor beside another one. */
const width = 60;

/**
 * The verdict; where it rests on a guess about the token that was sent, as a guess.
 *
 * @param now Seconds since the epoch.
 */
export function verdictText({ verdict, assumed }: Explanation, now = Date.now() / 1000): string {
  const sentence = localise(verdict);
  if (assumed === undefined) return sentence;
  const { label, copiedAt } = assumed;
  return copiedAt === undefined
    ? vscode.l10n.t('If you sent the token for {0}: {1}', label, sentence)
    : vscode.l10n.t(
        'If you sent the token for {0}, copied {1}: {2}',
        label,
        localise(relativeTime(copiedAt, now)),
        sentence,
      );
}

/** The whole explanation as plain text: most of its words come from strangers. */
export function explanationText(explanation: Explanation): string {
  const { details, source } = explanation;
  const paragraphs = [
    vscode.l10n.t('Why the API refused'),
    wrap(verdictText(explanation), ''),
    ...details.map((detail) => wrap(localise(detail), '- ')),
    ...(source === '' ? [] : [wrap(vscode.l10n.t('Source: {0}', source), '')]),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** Lines of at most `width` columns, as far as the words let them. */
function wrap(sentence: string, bullet: string): string {
  const lines: string[] = [];
  let line = bullet;
  for (const word of sentence.split(' ')) {
    if (line.trim() !== '' && line !== bullet && line.length + word.length >= width) {
      lines.push(line);
      line = ' '.repeat(bullet.length);
    }
    line += line.length <= bullet.length ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}
