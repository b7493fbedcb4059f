/** Root hooks of the end-to-end tests: what a failed test looked like, and nothing left running. */
import { join } from 'node:path';
import type { RootHookObject } from 'mocha';
import { out } from './paths.ts';
import { running } from './workbench.ts';

// Ended from outside, this process still ends what it started.
process.once('SIGTERM', () => process.exit(1));

export const mochaHooks: RootHookObject = {
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const name = test.fullTitle().replaceAll(/\W+/g, '-');
    const pages = [...running].flatMap((workbench) => workbench.browser.pages());
    for (const [index, page] of pages.entries()) {
      const path = join(out, `failed-${name}-${index}.png`);
      await page.screenshot({ path, timeout: 5000 }).catch(() => undefined);
    }
  },
  async afterAll() {
    await Promise.all([...running].map((workbench) => workbench.stop()));
  },
};
