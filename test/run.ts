/**
 * `npm test`: unit tests, tests inside VS Code's extension host, end-to-end tests with the packaged extension; the last two
 * in the newest and the oldest VS Code. Arguments choose kinds: `node test/run.ts unit host`.
 */
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromiumProgram } from './support/chromium.ts';
import { bundleHostTests, hasDisplay, runHostTests } from './support/hostTests.ts';
import { failedRun, filesWithFailures, readOutcome, runMocha, withSecondRun, type Report } from './support/mocha.ts';
import { out, root, vsix } from './support/paths.ts';
import { npmRun } from './support/processes.ts';
import type { Failure } from './support/reporter.ts';
import { releases, servedVSCode, type Version } from './support/vscode.ts';

const kinds = ['unit', 'host', 'e2e'] as const;
const asked = process.argv.slice(2);
const chosen = new Set<string>(asked.length > 0 ? asked : kinds);
interface EndToEnd {
  readonly version: Version;
  readonly files: string;
}
/**
 * What a person does. The oldest VS Code takes the way through everything that differs between releases: browser, secrets,
 * windows, trust. What takes minutes of waiting for expiries has a script of its own, `npm run test:windows`.
 */
const endToEndRuns = {
  'e2e-newest': {
    version: 'newest',
    files:
      'authentication,browserUrl,clientSecret,explainError,inspect,keyboard,language,newcomer,package,sessions,smoke,trouble',
  },
  'e2e-newest-ways': {
    version: 'newest',
    files: 'addProfile,consent,copyAs,flows,otherGrants,pseudo,refusals,strictAndLoose,tasks,trust,web',
  },
  'e2e-oldest': { version: 'oldest', files: 'authentication,browserUrl,newcomer,sessions,smoke,trust' },
} satisfies Record<string, EndToEnd>;
/**
 * Whether end-to-end files with a failure are run a second time, which says whether the failure is one of the product or of
 * the moment. Both are said at the end. For machines that nobody watches; whoever works on the code wants to see the first.
 */
const tryAgain = process.env['TEST_AGAIN'] === '1';
const totals = { passed: 0, failed: 0 };
const lines: string[] = [];
const failures: string[] = [];

async function unit(): Promise<void> {
  await report('unit', runMocha('test/{unit,vector}/**/*.test.ts', ['--timeout', '20000'], outcomeFile('unit'), {}));
}

async function host(version: Version): Promise<void> {
  const name = `host-${version}`;
  const console = join(out, `${name}.log`);
  const run = async (): Promise<Report> => {
    const succeeded = await runHostTests(version, outcomeFile(name), console);
    const outcome = await readOutcome(outcomeFile(name), succeeded);
    // What mocha says; the whole console only where mocha did not come to a word.
    const said = await readFile(`${outcomeFile(name)}.txt`, 'utf8').catch(() => readFile(console, 'utf8'));
    return { outcome, output: said };
  };
  await report(title('host', version), run());
}

async function endToEnd(name: keyof typeof endToEndRuns): Promise<void> {
  const { version, files } = endToEndRuns[name];
  const args = ['--timeout', '120000', '--require', join(root, 'test', 'support', 'e2eHooks.ts')];
  const env = { TEST_VSCODE: version, TEST_VSIX: tested };
  const run = async (): Promise<Report> => {
    const first = await runMocha(`test/e2e/{${files}}*.test.ts`, args, outcomeFile(name), env);
    const again = filesWithFailures(first.outcome);
    if (!tryAgain || again.length === 0) return first;
    const second = await runMocha(again, args, outcomeFile(`${name}-again`), env);
    first.outcome.failures.forEach((failure) => failures.push(told(`${title('e2e', version)}, first run`, failure)));
    return {
      outcome: withSecondRun(first.outcome, second.outcome),
      output: `${first.output}\n── again ──\n${second.output}`,
    };
  };
  await report(title('e2e', version), run());
}

function title(kind: string, version: Version): string {
  return `${kind}, VS Code ${version} (${releases[version].code})`;
}

function outcomeFile(name: string): string {
  return join(out, `${name}.json`);
}

/** Prints a run's output when it is complete, since two run at a time, and adds up. */
async function report(name: string, running: Promise<Report>): Promise<void> {
  const started = Date.now();
  const { outcome, output } = await running.catch((error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { outcome: failedRun(text), output: text };
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`\n── ${name} ──\n${output.trimEnd()}`);
  lines.push(`${name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s)`);
  totals.passed += outcome.passed;
  totals.failed += outcome.failed;
  outcome.failures.forEach((failure) => failures.push(told(name, failure)));
}

/** A failure as the end of a long output repeats it, where it is read first. */
function told(run: string, { title, error }: Failure): string {
  return `${run}: ${title}\n${error.split('\n').slice(0, 20).join('\n')}`;
}

/** Fetches what is missing while other things go on; whoever needs it waits for it, and hears what went wrong. */
function fetchInBackground(): void {
  const served = chosen.has('e2e') || (chosen.has('host') && !hasDisplay());
  if (!served) return;
  for (const fetch of [() => servedVSCode('newest'), () => servedVSCode('oldest'), chromiumProgram]) {
    fetch().catch(() => undefined);
  }
}

const unknown = asked.find((kind) => !kinds.some((known) => known === kind));
if (unknown !== undefined) throw new Error(`There are no tests "${unknown}": choose from ${kinds.join(', ')}.`);
if (process.platform === 'win32' && chosen.delete('e2e'))
  console.log('The end-to-end tests run on Linux and macOS only.');

await mkdir(out, { recursive: true });
const endToEndNames = Object.keys(endToEndRuns).flatMap((name) => [name, `${name}-again`]);
for (const name of ['unit', 'host-newest', 'host-oldest', ...endToEndNames]) {
  await rm(outcomeFile(name), { force: true });
  await rm(`${outcomeFile(name)}.txt`, { force: true });
}
fetchInBackground();
await npmRun(chosen.has('e2e') ? 'package' : 'build');
const tested = join(out, 'tested.vsix');
if (chosen.has('e2e')) await copyFile(vsix, tested);
if (chosen.has('host')) await bundleHostTests();
// Three lanes of about the same length: much of what they do is waiting, and two cores have time for the third.
const lanes = [
  async () => {
    if (chosen.has('e2e')) await endToEnd('e2e-newest');
  },
  async () => {
    if (chosen.has('unit')) await unit();
    if (chosen.has('e2e')) await endToEnd('e2e-newest-ways');
  },
  async () => {
    if (chosen.has('host')) {
      await host('newest');
      await host('oldest');
    }
    if (chosen.has('e2e')) await endToEnd('e2e-oldest');
  },
];
await Promise.all(lanes.map((lane) => lane()));

if (failures.length > 0) console.log(`\n── what failed ──\n\n${failures.join('\n\n')}`);
console.log(`\n${lines.join('\n')}\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
