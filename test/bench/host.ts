/** Start-up, copying and scale, measured inside a real extension host. */
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { bundleForHost, runInHost, type HostRun } from '../support/hostTests.ts';
import { limits } from '../support/loadedFiles.ts';
import { out, root } from '../support/paths.ts';
import { servedVSCode } from '../support/vscode.ts';
import type { Scale } from './host/scale.ts';
import type { StartUp } from './host/startUp.ts';
import type { Use } from './host/use.ts';
import { median } from './measure.ts';
import { kB, ms, type Row, type Section } from './report.ts';

const bundles = join(out, 'bench');

/** @param starts of VS Code with one account, and half as many with 1,000 */
export async function insideHost(starts: number): Promise<Section[]> {
  await mkdir(out, { recursive: true });
  await bundleForHost({ folder: join(root, 'test', 'bench', 'host'), bundles });
  const [one, many] = await startInTurns(starts);
  const used = await part<Use>('use');
  const scaled = await part<Scale[]>('scale');
  return [await startRows(one, many), useRows(used), scaleRows(scaled)];
}

/** @returns starts with one account, and with 1,000. */
async function startInTurns(starts: number): Promise<[one: StartUp[], many: StartUp[]]> {
  const extensions = await sleepers();
  const start = (accounts: number, before: number): Promise<StartUp> => {
    const env = { BENCH_ACCOUNTS: String(accounts), BENCH_FIRST: before % 2 === 0 ? 'ours' : 'github' };
    return part<StartUp>('startUp', env, extensions);
  };
  const one: StartUp[] = [];
  const many: StartUp[] = [];
  while (one.length < starts) {
    one.push(await start(1, one.length));
    if (many.length < starts / 2) many.push(await start(1000, many.length));
  }
  return [one, many];
}

/**
 * Ours and VS Code's own, but for what wakes them up: so that both can be asked for in a quiet window. An installed
 * extension stands above a built-in one of the same name when its version is higher.
 */
async function sleepers(): Promise<{ extension: string; installed: string }> {
  const { serverMain } = await servedVSCode('newest');
  const github = join(dirname(serverMain), '..', 'extensions', 'github-authentication');
  return { extension: await sleeper(root), installed: await sleeper(github) };
}

async function sleeper(from: string): Promise<string> {
  const folder = join(out, 'bench-extensions', basename(from));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as { contributes: object };
  const changes = {
    ...{ version: '99.0.0', activationEvents: [], browser: undefined, extensionKind: ['workspace'] },
    contributes: { ...manifest.contributes, authentication: undefined },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, ...changes }));
  for (const file of ['dist', 'media', 'package.nls.json']) {
    await cp(join(from, file), join(folder, file), { recursive: true });
  }
  return folder;
}

async function part<T>(
  name: string,
  env: Record<string, string> = {},
  extensions: Pick<HostRun, 'extension' | 'installed'> = {},
): Promise<T> {
  const result = join(out, `bench-${name}.json`);
  const log = join(out, `bench-${name}.log`);
  const succeeded = await runInHost(bundles, {
    version: 'newest',
    log,
    ...extensions,
    env: { BENCH_PART: name, BENCH_RESULT: result, ...env },
  });
  if (!succeeded) throw new Error(`The benchmark failed in the extension host: see ${log}`);
  return JSON.parse(await readFile(result, 'utf8')) as T;
}

async function startRows(one: readonly StartUp[], many: readonly StartUp[]): Promise<Section> {
  const of = (results: readonly StartUp[], name: 'ours' | 'finer' | 'github' | 'delay'): number =>
    median(results.map((result) => result[name]));
  const activation = await weigh(one.flatMap(({ loaded }) => loaded));
  const menu = await weigh(one.flatMap(({ loadedForMenu }) => loadedForMenu));
  return {
    title: `Start-up; beside it VS Code’s own GitHub authentication, ${String(one.length)} starts, medians as VS Code reports them`,
    rows: [
      {
        what: 'activation in a quiet window',
        ours: ms(of(one, 'ours')),
        beside: ms(of(one, 'github')),
        ratio: of(one, 'ours') / of(one, 'github'),
        limit: 0.3,
      },
      {
        what: 'activation with 1,000 accounts, by a finer clock; beside it with one',
        ours: ms(of(many, 'finer')),
        beside: ms(of(one, 'finer')),
        ratio: of(many, 'finer') / of(one, 'finer'),
        limit: 1.2,
      },
      { what: 'longest hold-up of the event loop meanwhile', ours: ms(of(one, 'delay')) },
      {
        what: `loaded by it: ${String(activation.files)} files`,
        ours: kB(activation.bytes),
        holds: activation.bytes < limits.activation,
      },
      {
        what: `loaded right after it, for the accounts in VS Code’s menu: ${String(menu.files)} files`,
        ours: kB(menu.bytes),
        holds: menu.bytes < limits.menu,
      },
    ],
  };
}

async function weigh(paths: readonly string[]): Promise<{ files: number; bytes: number }> {
  const files = [...new Set(paths)];
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function useRows({ copy, clipboard, before, after, copies }: Use): Section {
  const growth = (name: 'timers' | 'resources' | 'listeners'): Row => ({
    what: `${name} after two simulated hours more; beside it before`,
    ours: String(after[name]),
    beside: String(before[name]),
    // VS Code has some of its own that come and go; what a copy or a refresh left behind would be hundreds.
    holds: after[name] <= before[name] + 2,
  });
  return {
    title: `Use: beside a copy the bare clipboard call; ${String(copies)} copies and their refreshes stand for two hours`,
    rows: [
      {
        what: 'copy a fresh token: at most 5 ms more',
        ours: ms(copy),
        beside: ms(clipboard),
        ratio: copy / clipboard,
        holds: copy - clipboard <= 5,
      },
      {
        what: 'heap after two simulated hours more; beside it before',
        ours: kB(after.heap),
        beside: kB(before.heap),
        ratio: after.heap / before.heap,
        limit: 1.02,
      },
      ...(['timers', 'resources', 'listeners'] as const).map(growth),
    ],
  };
}

function scaleRows(all: readonly Scale[]): Section {
  const [one] = all;
  return {
    title: 'Scale: accounts, each with an access token, an ID token and a refresh token',
    rows: all.flatMap(({ accounts, start: look, first, again, heap }): Row[] => {
      const label = `${accounts.toLocaleString('en')} account${accounts === 1 ? '' : 's'}`;
      return [
        { what: `${label}: the root of the tree, first`, ours: ms(first), holds: first < 50 },
        {
          what: `${label}: drawn again; at start-up; heap`,
          ours: `${ms(again)}; ${ms(look)}; ${kB(heap)}`,
          ratio: first / (one?.first ?? NaN),
        },
      ];
    }),
  };
}
