import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ruleCatalogue } from '../../../src/token/findings.ts';
import { helpForComplaint, helpForFinding } from '../../../src/token/help.ts';
import { helpForFailure, helpForSignIn, helpForStore } from '../../../src/view/failureHelp.ts';
import { anchor } from '../../support/generated.ts';
import { root } from '../../support/paths.ts';

const folder = join(root, 'docs', 'help');
const pages = new Map(
  readdirSync(folder).map((file) => [file.replace(/\.md$/, ''), readFileSync(join(folder, file), 'utf8')] as const),
);
const sections = new Map(
  [...pages].map(([page, text]) => [page, [...text.matchAll(/^## (.*)$/gm)].map(([, name]) => anchor(name ?? ''))]),
);
const targets: readonly (readonly [string, string | undefined])[] = [
  ['signing in where only a browser runs', 'sign-in#in-a-browser-alone'],
  ...ruleCatalogue.map(({ code }) => [code, helpForFinding(code)] as const),
  ...[helpForFailure, helpForSignIn, helpForStore, helpForComplaint].flatMap((map) => Object.entries(map)),
];

describe('the pages of help', () => {
  for (const [code, help] of targets) {
    it(`have a section about ${code}`, () => {
      const [page = '', section = ''] = help?.split('#') ?? [];
      assert.ok(sections.get(page)?.includes(section), `${code} leads to ${String(help)}`);
    });
  }

  it('are all led to', () => {
    const used = new Set(targets.map(([, help]) => help?.split('#')[0]));
    assert.deepEqual(
      [...pages.keys()].filter((page) => !used.has(page)),
      [],
    );
  });

  it('have one title each, sections that differ, and headings that VS Code and GitHub make the same anchors of', () => {
    for (const [page, text] of pages) {
      assert.equal([...text.matchAll(/^# /gm)].length, 1, page);
      assert.equal(new Set(sections.get(page)).size, sections.get(page)?.length, page);
      for (const [heading] of text.matchAll(/^#.*$/gm)) assert.match(heading, /^[ -~]+$/, page);
    }
  });

  it('can be read offline: links lead to sections of other pages, or to sources', () => {
    for (const [page, text] of pages) {
      for (const [, link = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
        if (/^https:\/\//.test(link)) continue;
        const [, file = '', section] = /^([a-z-]+)\.md(?:#(.+))?$/.exec(link) ?? [];
        const known = section === undefined ? pages.has(file) : sections.get(file)?.includes(section);
        assert.ok(known, `${page} leads to ${link}`);
      }
      assert.match(text, /^## Sources\n\n\[[^]*\]\(https:/m, page);
    }
  });

  it('are short: read in a minute or two, and small in the package', () => {
    for (const [page, text] of pages) {
      const words = text.replace(/^## Sources[^]*/m, '').split(/[\s|:-]+/).length;
      assert.ok(words < 600, `${page}: ${String(words)} words`);
    }
    const size = [...pages.values()].reduce((sum, text) => sum + gzipSync(text).length, 0);
    assert.ok(size < 25_000, `${String(size)} bytes`);
  });
});
