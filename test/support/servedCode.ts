#!/usr/bin/env node
/**
 * Stands in for the desktop executable of VS Code where there is none: takes the command line that
 * `@vscode/test-electron` gives to it, runs the tests in the extension host of a served VS Code, passes the console on and
 * ends with the tests' exit code. The environment variable `TEST_VSCODE` says which version.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from './chromium.ts';
import { out } from './paths.ts';
import { endGroup, firstMatch, startGroup } from './processes.ts';
import { releases, servedVSCode, type Version } from './vscode.ts';

/** Longest that a test run may take, in milliseconds. */
const patience = 240_000;

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    version: { type: 'boolean' },
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'user-data-dir': { type: 'string' },
  },
});
const version: Version = process.env['TEST_VSCODE'] === 'oldest' ? 'oldest' : 'newest';

// Whoever waits for the tests may be ended without a word to us.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 1000).unref();

if (values.version) console.log(releases[version].code);
else process.exitCode = await runInExtensionHost(positionals[0]);

async function runInExtensionHost(folder: string | undefined): Promise<number> {
  const vscode = await servedVSCode(version);
  const data = await mkdtemp(join(tmpdir(), 'served-vscode-'));
  const server = startGroup(
    vscode.node,
    [
      vscode.serverMain,
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
      ...['--server-data-dir', data, '--extensions-dir', String(values['extensions-dir'])],
      ...['--disable-workspace-trust', '--disable-telemetry', '--enable-smoke-test-driver'],
    ],
    { env: { ...process.env, TEST_SERVED_DATA: data } },
  );
  try {
    const [, port] = await firstMatch(server, /Extension host agent listening on (\d+)/);
    const address = `127.0.0.1:${port!}`;
    const remote = (path: unknown): string => `vscode-remote://${address}${String(path)}`;
    const payload = [
      ['extensionDevelopmentPath', remote(values.extensionDevelopmentPath)],
      ['extensionTestsPath', remote(values.extensionTestsPath)],
    ];
    const query = new URLSearchParams({ payload: JSON.stringify(payload) });
    if (folder !== undefined) query.set('folder', folder);
    return await watch(`http://${address}/?${query.toString()}`);
  } finally {
    await endGroup(server);
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Opens the workbench, which runs the tests, and waits for the exit code that it reports. */
async function watch(url: string): Promise<number> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const ended = new Promise<number>((resolve, reject) => {
      void page.exposeFunction('codeAutomationExit', resolve);
      setTimeout(() => {
        reject(new Error(`The tests did not end within ${patience / 1000} seconds.`));
      }, patience).unref();
    });
    await page.exposeFunction('codeAutomationLog', (_type: string, texts: unknown[]) => {
      console.log(...texts);
    });
    await page.goto(url);
    return await ended.catch(async (error: unknown) => {
      await page.screenshot({ path: join(out, `failed-host-${version}.png`) });
      throw error;
    });
  } finally {
    await browser.close();
  }
}
