import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { sentences, type Sentences } from '../support/sentences.ts';

const read = (...path: string[]): Record<string, string> =>
  JSON.parse(readFileSync(join(root, ...path), 'utf8')) as Record<string, string>;

/** What a translation must repeat: places for values, code, and where links lead. */
const kept = (text: string): string[] => (text.match(/\{\w+\}|`[^`]*`|\]\([^)]*\)|\$\([\w-]+\)/g) ?? []).sort();

describe('localisation', () => {
  let found: Sentences;
  before(async () => {
    found = await sentences();
  });

  it('finds every sentence in the source', () => {
    assert.ok(found.said.size > 1000, `${String(found.said.size)} sentences`);
    assert.deepEqual(found.hidden, [], 'sentences that no translator can find');
  });

  for (const file of readdirSync(join(root, 'l10n'))) {
    describe(file, () => {
      const bundle = read('l10n', file);

      it('has every sentence, and none that nobody says', () => {
        assert.deepEqual(
          [...found.said.keys()].filter((sentence) => (bundle[sentence] ?? '') === ''),
          [],
        );
        assert.deepEqual(
          Object.keys(bundle).filter((sentence) => !found.said.has(sentence)),
          [],
        );
      });

      it('keeps places, code and links', () => {
        for (const [sentence, translation] of Object.entries(bundle)) {
          assert.deepEqual(kept(translation), kept(sentence), translation);
        }
      });
    });
  }

  for (const file of readdirSync(root).filter((name) => /^package\.nls\..+\.json$/.test(name))) {
    it(`${file} says all of package.nls.json`, () => {
      const [own, english] = [read(file), read('package.nls.json')];
      assert.deepEqual(Object.keys(own).sort(), Object.keys(english).sort());
      for (const [key, text] of Object.entries(own)) assert.deepEqual(kept(text), kept(english[key] ?? ''), key);
    });
  }

  it('is complete in Norwegian', () => {
    assert.ok(readdirSync(join(root, 'l10n')).includes('bundle.l10n.nb.json'));
    assert.ok(readdirSync(root).includes('package.nls.nb.json'));
    const { l10n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { l10n?: string };
    assert.equal(l10n, './l10n');
  });
});
