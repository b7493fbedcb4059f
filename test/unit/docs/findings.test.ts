import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ruleCatalogue } from '../../../src/token/findings.ts';
import { families, findingsTables } from '../../support/findingsTable.ts';
import { withGenerated } from '../../support/generated.ts';
import { root } from '../../support/paths.ts';

describe('the tables of findings', () => {
  it('have every rule once', () => {
    const codes = families.flatMap(({ rules }) => rules.map(({ code }) => code));
    assert.deepEqual([...codes].sort(), ruleCatalogue.map(({ code }) => code).sort());
  });

  for (const part of findingsTables) {
    it(`${part.file} says what the code says (else: npm run docs:findings)`, async () => {
      const text = await readFile(join(root, part.file), 'utf8');
      assert.equal(text, await withGenerated(text, part));
    });
  }
});
