import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';
import { run } from './processes.ts';
import type { Outcome } from './reporter.ts';

export interface Report {
  outcome: Outcome;
  output: string;
}

/** Longest that a run may take, in milliseconds. */
const patience = 480_000;

/** Runs test files by mocha in a process of their own, natively by this Node. `outcome` is the file for its figures. */
export async function runMocha(
  files: string,
  args: readonly string[],
  outcome: string,
  env: NodeJS.ProcessEnv,
): Promise<Report> {
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const reporter = join(import.meta.dirname, 'reporter.ts');
  const { code, output } = await run(
    process.execPath,
    [mocha, '--forbid-only', '--exit', '--color', '--reporter', reporter, ...args, files],
    { cwd: root, env: { ...process.env, ...env, TEST_OUTCOME: outcome }, timeout: patience },
  );
  return { outcome: await readOutcome(outcome, code === 0), output };
}

/** The figures of a run. One that failed without a failed test, or left no figures, counts as one failure more. */
export async function readOutcome(file: string, succeeded: boolean): Promise<Outcome> {
  const outcome = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Outcome,
    () => ({ passed: 0, failed: 1 }),
  );
  if (!succeeded && outcome.failed === 0) outcome.failed = 1;
  return outcome;
}
