import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anchor } from '../../support/generated.ts';
import { root } from '../../support/paths.ts';

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...readdirSync(join(root, 'docs'), { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

const read = (page: string): string => readFileSync(join(root, page), 'utf8');

const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');

const anchors = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, name]) => anchor(name ?? ''));

describe('what is written', () => {
  for (const page of pages) {
    it(`leads from ${page} to what is there`, () => {
      for (const [, target = ''] of withoutCode(read(page)).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
        const [file = '', section] = target.split('#');
        const path = file === '' ? page : join(dirname(page), file);
        assert.ok(existsSync(join(root, path)), target);
        if (section !== undefined && path.endsWith('.md')) assert.ok(anchors(path).includes(section), target);
      }
    });
  }

  it('names a test for each “yes” of ours in the table of what others do', () => {
    const [, table = ''] = /## How it compares\n([\s\S]*?)\n## /.exec(read('README.md')) ?? [];
    const rows = table.split('\n').filter((line) => line.startsWith('| ') && !/^\| -/.test(line));
    assert.ok(rows.length > 8);
    for (const row of rows.slice(1)) assert.match(row.split('|')[2] ?? '', /^ \[yes\]\(test\/[\w/.-]+\)/, row);
  });
});
