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

  describe('of what others do', () => {
    const [, section = ''] = /## How it compares\n([\s\S]*?)\n## /.exec(read('README.md')) ?? [];
    const [table = ''] = section.trim().split('\n\n');
    const rows = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    const compared = rows.slice(2).map(([, row = '', ours = '']) => ({ row, ours }));

    it('names a test for each “yes” of ours', () => {
      assert.ok(compared.length > 8);
      for (const { row, ours } of compared) assert.match(ours, /^\[yes\]\(test\/[\w/-]+\.test\.ts\)/, row);
    });

    it('says of each row where it is written', () => {
      const sources = [...read('docs/peers.md').matchAll(/^### (.*)$/gm)].map(([, name]) => name);
      assert.deepEqual(
        sources,
        compared.map(({ row }) => row),
      );
    });
  });
});
