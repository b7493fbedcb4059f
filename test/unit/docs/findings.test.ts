import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ruleCatalogue } from '../../../src/token/findings.ts';
import { families, tables, withTable } from '../../support/findingsTable.ts';
import { root } from '../../support/paths.ts';

describe('the tables of findings', () => {
  it('have every rule once', () => {
    const codes = families.flatMap(({ rules }) => rules.map(({ code }) => code));
    assert.deepEqual([...codes].sort(), ruleCatalogue.map(({ code }) => code).sort());
  });

  for (const { file, table } of tables) {
    it(`${file} says what the code says (else: npm run docs:findings)`, async () => {
      const text = await readFile(join(root, file), 'utf8');
      assert.equal(text, await withTable(text, table));
    });
  }
});
