import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What a run of mocha came to. */
export interface Outcome {
  passed: number;
  failed: number;
  failures: Failure[];
  /** How many passed in each file. */
  passedIn: Record<string, number>;
}

export interface Failure {
  /** Full title of the test or hook. */
  title: string;
  /** Path of the test file; empty where mocha does not know. */
  file: string;
  error: string;
}

/** Mocha's spec reporter that also writes an {@link Outcome} to the file that `TEST_OUTCOME` names. */
class OutcomeReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env['TEST_OUTCOME'];
    if (file === undefined) return;
    const failures: Failure[] = [];
    const passedIn: Record<string, number> = {};
    runner.on('pass', (test) => {
      const name = test.file ?? '';
      passedIn[name] = (passedIn[name] ?? 0) + 1;
    });
    runner.on('fail', (test, error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      failures.push({ title: test.fullTitle(), file: test.file ?? '', error: text });
    });
    runner.once('end', () => {
      const { passes, failures: failed } = this.stats;
      writeFileSync(file, JSON.stringify({ passed: passes, failed, failures, passedIn } satisfies Outcome));
    });
  }
}

// Mocha's command line takes a reporter as a file's default export.
export default OutcomeReporter;
