/**
 * `npm test`: unit tests, tests inside VS Code's extension host, end-to-end tests with the packaged extension; the last two
 * in the newest and the oldest VS Code. Arguments choose kinds: `node test/run.ts unit host`.
 */
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromiumProgram } from './support/chromium.ts';
import { bundleHostTests, hasDisplay, runHostTests } from './support/hostTests.ts';
import { readOutcome, runMocha, type Report } from './support/mocha.ts';
import { out, root, vsix } from './support/paths.ts';
import { npmRun } from './support/processes.ts';
import type { Outcome } from './support/reporter.ts';
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
      'authentication,browserUrl,clientSecret,explainError,flows,inspect,keyboard,language,newcomer,package,sessions,smoke,trouble',
  },
  'e2e-newest-ways': { version: 'newest', files: 'addProfile,copyAs,otherGrants,refusals,strictAndLoose,trust,web' },
  'e2e-oldest': { version: 'oldest', files: 'authentication,browserUrl,newcomer,sessions,smoke,trust' },
} satisfies Record<string, EndToEnd>;
const totals: Outcome = { passed: 0, failed: 0 };
const lines: string[] = [];

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
  await report(
    title('e2e', version),
    runMocha(`test/e2e/{${files}}*.test.ts`, args, outcomeFile(name), { TEST_VSCODE: version, TEST_VSIX: tested }),
  );
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
  const { outcome, output } = await running.catch((error: unknown) => ({
    outcome: { passed: 0, failed: 1 },
    output: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`\n── ${name} ──\n${output.trimEnd()}`);
  lines.push(`${name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s)`);
  totals.passed += outcome.passed;
  totals.failed += outcome.failed;
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
for (const name of ['unit', 'host-newest', 'host-oldest', ...Object.keys(endToEndRuns)]) {
  await rm(outcomeFile(name), { force: true });
  await rm(`${outcomeFile(name)}.txt`, { force: true });
}
fetchInBackground();
await npmRun(chosen.has('e2e') ? 'package' : 'build');
const tested = join(out, 'tested.vsix');
if (chosen.has('e2e')) await copyFile(vsix, tested);
if (chosen.has('unit')) await unit();
if (chosen.has('host')) await bundleHostTests();
// Two lanes of about the same length, for two cores.
const one = async (): Promise<void> => {
  if (chosen.has('e2e')) await endToEnd('e2e-newest');
};
const other = async (): Promise<void> => {
  if (chosen.has('host')) {
    await host('newest');
    await host('oldest');
  }
  if (chosen.has('e2e')) {
    await endToEnd('e2e-oldest');
    await endToEnd('e2e-newest-ways');
  }
};
await Promise.all([one(), other()]);

console.log(`\n${lines.join('\n')}\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
