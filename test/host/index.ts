/** VS Code loads this module in its extension host and calls {@link run}. */
import { appendFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import OutcomeReporter from '../support/reporter.ts';

/** Runs every bundled test file. @throws when a test fails, which ends VS Code with exit code 1. */
export async function run(): Promise<void> {
  say();
  const mocha = new Mocha({ ui: 'bdd', reporter: OutcomeReporter, color: true, timeout: 20_000, forbidOnly: true });
  // The global `describe` and `it`; then the files, with `require`: VS Code before 1.94 has no dynamic import for extensions.
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  const load = createRequire(__filename);
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.cjs'),
  );
  for (const file of files.sort()) load(join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} host tests failed.`);
}

/** VS Code's console is full of its own words: mocha's go to a file as well. */
function say(): void {
  const outcome = process.env['TEST_OUTCOME'];
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) => {
    console.log(...words);
    if (outcome !== undefined) appendFileSync(`${outcome}.txt`, `${format(...words)}\n`);
  };
}
