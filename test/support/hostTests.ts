import { createWriteStream } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { downloadAndUnzipVSCode, runTests, SilentReporter, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { cache, out, root } from './paths.ts';
import { releases, type Version } from './vscode.ts';

const hostTests = { folder: join(root, 'test', 'host'), bundles: join(out, 'host') };

/** Bundles `test/host/` for the extension host, mocha included: old ones cannot load what mocha is written in. */
export async function bundleHostTests(): Promise<void> {
  await bundleForHost(hostTests);
}

/** Bundles a folder's `index.ts` and tests for the extension host. */
export async function bundleForHost({ folder, bundles }: { folder: string; bundles: string }): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  await rm(bundles, { recursive: true, force: true });
  await build({
    entryPoints: files
      .filter((file) => file === 'index.ts' || file.endsWith('.test.ts'))
      .map((file) => join(folder, file)),
    outdir: bundles,
    outbase: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Mocha's parallel mode, which is not used here, looks for its files beside it.
    external: ['vscode', './worker.cjs', './reporters/parallel-buffered.cjs'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/**
 * Runs the bundled host tests in a copy of `test/host/workspace/`, in desktop VS Code or in a served one. Mocha's figures
 * go to the file `outcome` and its words beside it, the console of VS Code to `log`. Returns whether the run succeeded.
 */
export async function runHostTests(version: Version, outcome: string, log: string): Promise<boolean> {
  return runInHost(hostTests.bundles, { version, log, env: { TEST_OUTCOME: outcome } });
}

export interface HostRun {
  version: Version;
  /** File for the console of VS Code. */
  log: string;
  env: Record<string, string>;
  /** Folder of the extension, by default ours. */
  extension?: string;
  /** Folder of another one, to be installed beside it. */
  installed?: string;
}

/** Calls `run` of the `index.cjs` in a folder inside the extension host. Returns whether it succeeded. */
export async function runInHost(
  bundles: string,
  { version, log, env, extension = root, installed }: HostRun,
): Promise<boolean> {
  const temporary = await mkdtemp(join(tmpdir(), 'host-tests-'));
  const workspace = join(temporary, 'workspace');
  await cp(join(root, 'test', 'host', 'workspace'), workspace, { recursive: true });
  const extensions = join(temporary, 'extensions');
  if (installed !== undefined) await cp(installed, join(extensions, basename(installed)), { recursive: true });
  const console = createWriteStream(log);
  try {
    await runTests({
      vscodeExecutablePath: (await desktopVSCode(version, console)) ?? join(import.meta.dirname, 'servedCode.ts'),
      extensionDevelopmentPath: extension,
      extensionTestsPath: join(bundles, 'index.cjs'),
      extensionTestsEnv: {
        ...env,
        TEST_VSCODE: version,
        // The stand-in wants the Node that runs us.
        PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
      },
      launchArgs: [
        workspace,
        '--disable-extensions',
        `--user-data-dir=${join(temporary, 'user-data')}`,
        `--extensions-dir=${extensions}`,
      ],
      stdout: console,
      stderr: console,
    });
    return true;
  } catch (error) {
    if (error instanceof TestRunFailedError) return false;
    throw error;
  } finally {
    await finished(console.end());
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Whether a desktop program can show itself. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/**
 * The executable of desktop VS Code: for the newest the one that `TEST_VSCODE_EXECUTABLE` names, else a download.
 * `undefined` where it could not show itself or cannot be downloaded.
 */
async function desktopVSCode(version: Version, console: Writable): Promise<string | undefined> {
  const given = process.env['TEST_VSCODE_EXECUTABLE'];
  if (given !== undefined && version === 'newest') return given;
  if (!hasDisplay()) return undefined;
  try {
    const release = version === 'newest' ? 'stable' : releases[version].code;
    return await downloadAndUnzipVSCode({ version: release, cachePath: cache, reporter: new SilentReporter() });
  } catch (error) {
    if (process.platform === 'win32') throw error;
    console.write(`Desktop VS Code cannot be downloaded (${String(error)}): a served one takes its place.\n`);
    return undefined;
  }
}
