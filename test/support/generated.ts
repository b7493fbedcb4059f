/** Parts of the documentation that are made from the code, between comments that mark their places. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { root } from './paths.ts';

export interface Generated {
  readonly file: string;
  /** Of the comments: `<!-- mark --> … <!-- /mark -->`. */
  readonly mark: string;
  readonly text: string;
}

/** The document with the text in its place, formatted as `npm run check:format` wants it. @throws when there are no marks */
export async function withGenerated(document: string, { mark, text }: Generated): Promise<string> {
  const marks = new RegExp(`(<!-- ${mark} -->)[\\s\\S]*(<!-- /${mark} -->)`);
  if (!marks.test(document)) throw new Error(`There is no place for it: <!-- ${mark} --> … <!-- /${mark} -->`);
  const whole = document.replace(marks, (_, start: string, end: string) => `${start}\n\n${text}\n\n${end}`);
  return format(whole, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' });
}

export async function write(parts: readonly Generated[]): Promise<void> {
  for (const part of parts) {
    const path = join(root, part.file);
    await writeFile(path, await withGenerated(await readFile(path, 'utf8'), part));
  }
}

export function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** As GitHub makes it of a heading. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}
