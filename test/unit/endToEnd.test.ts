import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

describe('the end-to-end tests', () => {
  const named = ['test/run.ts', 'package.json'].map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  const lists = [...named.matchAll(/files:\s*'([\w,]+)'|test\/e2e\/\{([\w,]+)\}/g)];
  const run = new Set(lists.flatMap(([, ours = '', windows = '']) => `${ours},${windows}`.split(',')));

  for (const file of readdirSync(join(root, 'test', 'e2e'))) {
    it(`run ${file}, in npm test or in npm run test:windows`, () => {
      assert.ok(run.has(file.replace('.test.ts', '')), [...run].join());
    });
  }
});
