import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withGenerated } from '../../support/generated.ts';
import { root } from '../../support/paths.ts';
import { providersTables } from '../../support/providersTable.ts';

describe('what is written about providers', () => {
  for (const part of providersTables) {
    it(`${part.file} says what the presets say (else: npm run docs:providers)`, async () => {
      const text = await readFile(join(root, part.file), 'utf8');
      assert.equal(text, await withGenerated(text, part));
    });
  }
});
