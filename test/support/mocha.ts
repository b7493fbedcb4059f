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
  files: string | readonly string[],
  args: readonly string[],
  outcome: string,
  env: NodeJS.ProcessEnv,
): Promise<Report> {
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const reporter = join(import.meta.dirname, 'reporter.ts');
  const { code, output } = await run(
    process.execPath,
    [mocha, '--forbid-only', '--exit', '--color', '--reporter', reporter, ...args, ...[files].flat()],
    { cwd: root, env: { ...process.env, ...env, TEST_OUTCOME: outcome }, timeout: patience },
  );
  return { outcome: await readOutcome(outcome, code === 0), output };
}

/** The figures of a run. One that failed without a failed test, or left no figures, counts as one failure more. */
export async function readOutcome(file: string, succeeded: boolean): Promise<Outcome> {
  const outcome = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Outcome,
    () => failedRun('left no figures'),
  );
  return !succeeded && outcome.failed === 0
    ? { ...failedRun('failed without a failed test'), ...counts(outcome) }
    : outcome;
}

/** What a run came to that did not get as far as saying it. */
export function failedRun(why: string): Outcome {
  return { passed: 0, failed: 1, failures: [{ title: 'The run itself', file: '', error: why }], passedIn: {} };
}

function counts({ passed, passedIn }: Outcome): Pick<Outcome, 'passed' | 'passedIn'> {
  return { passed, passedIn };
}

/**
 * What a run came to when the files with failures were run again: those files count as in their second run. Failures outside
 * a file stay.
 */
export function withSecondRun(first: Outcome, again: Outcome): Outcome {
  const files = new Set(filesWithFailures(first));
  const kept = Object.entries(first.passedIn).filter(([file]) => !files.has(file));
  const passedIn = { ...Object.fromEntries(kept), ...again.passedIn };
  const failures = [...first.failures.filter(({ file }) => !files.has(file)), ...again.failures];
  const passed = Object.values(passedIn).reduce((sum, count) => sum + count, 0);
  return { passed, failed: failures.length, failures, passedIn };
}

/** The test files in which something failed. */
export function filesWithFailures({ failures }: Outcome): string[] {
  return [...new Set(failures.map(({ file }) => file))].filter((file) => file !== '');
}
