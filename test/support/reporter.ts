import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What a run of mocha came to. */
export interface Outcome {
  passed: number;
  failed: number;
}

/** Mocha's spec reporter that also writes an {@link Outcome} to the file that `TEST_OUTCOME` names. */
class OutcomeReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env['TEST_OUTCOME'];
    if (file === undefined) return;
    runner.once('end', () => {
      const { passes, failures } = this.stats;
      writeFileSync(file, JSON.stringify({ passed: passes, failed: failures } satisfies Outcome));
    });
  }
}

// Mocha's command line takes a reporter as a file's default export.
export default OutcomeReporter;
