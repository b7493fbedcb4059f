/** Activation, as VS Code itself reports it, in a window that has come to rest. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extensionId } from '../../../src/contributions.ts';

export interface StartUp {
  /** Milliseconds: loading, calling and finishing. */
  readonly ours: number;
  /** Milliseconds of the same by a finer clock, until whoever asked for the extension has it: VS Code reports whole ones. */
  readonly finer: number;
  /** The same of VS Code's own GitHub authentication extension. */
  readonly github: number;
  /** Milliseconds that the event loop was held up by at most while ours was activated. */
  readonly delay: number;
  /** Files of ours that activation itself loaded. */
  readonly loaded: readonly string[];
  /** And those that VS Code's question for the accounts of its menu did, right after it. */
  readonly loadedForMenu: readonly string[];
}

const github = 'vscode.github-authentication';
/** Milliseconds: a window that has just opened is busy, and an activation then takes many times as long. */
const rest = 5000;

export async function startUp(): Promise<StartUp> {
  writeSessions(Number(process.env['BENCH_ACCOUNTS']));
  await delay(rest);
  const ours = vscode.extensions.getExtension(extensionId);
  const theirs = vscode.extensions.getExtension(github);
  if (ours === undefined || theirs === undefined)
    throw new Error(
      `Missing: ${ours === undefined ? extensionId : github}; ${vscode.extensions.all
        .map((e) => e.id + '@' + e.extensionPath)
        .filter((e) => !e.includes('/lib/vscode/'))
        .join(' ')}`,
    );
  if (ours.isActive || theirs.isActive)
    throw new Error(`Activated before it was asked to: ${ours.isActive ? extensionId : github}`);
  const loop = monitorEventLoopDelay({ resolution: 1 });
  let finer = NaN;
  let loaded: readonly string[] = [];
  const dist = join(ours.extensionPath, 'dist');
  const files = (): string[] => Object.keys(createRequire(__filename).cache).filter((path) => dirname(path) === dist);
  const activateOurs = async (): Promise<void> => {
    loop.enable();
    const began = performance.now();
    await ours.activate();
    finer = performance.now() - began;
    loaded = files();
    await delay(5);
    loop.disable();
  };
  // Who comes first alternates.
  const order = [activateOurs, () => theirs.activate()];
  for (const activate of process.env['BENCH_FIRST'] === 'github' ? order.toReversed() : order) {
    await activate();
    await delay(500);
  }
  const report = await performanceReport();
  return {
    ours: reported(report, extensionId),
    finer,
    github: reported(report, github),
    delay: loop.max / 1e6,
    loaded,
    loadedForMenu: files().filter((file) => !loaded.includes(file)),
  };
}

/** Files where the extension keeps its sessions, each with what five refreshes leave. No activation opens them. */
function writeSessions(accounts: number): void {
  const home = process.env['TEST_SERVED_DATA'];
  if (home === undefined) throw new Error('VS Code does not say where it keeps its data.');
  const directory = join(home, 'data', 'User', 'globalStorage', extensionId, 'sessions');
  mkdirSync(directory, { recursive: true });
  for (let account = 0; account < accounts; account++) {
    const file = join(directory, String(account).padStart(40, '0'));
    writeFileSync(`${file}.session`, '{}');
    for (let lock = 1; lock <= 5; lock++) writeFileSync(`${file}.${String(lock)}.free`, '');
  }
}

async function performanceReport(): Promise<string> {
  await vscode.commands.executeCommand('perfview.show');
  for (let tries = 0; tries < 100; tries++) {
    const text = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '';
    if (text.includes(github) && text.includes(extensionId)) return text;
    await delay(100);
  }
  throw new Error('VS Code shows no start-up performance.');
}

/** A line of the report's table: `| id | eager | load | call | finish | event | by |`. */
function reported(report: string, id: string): number {
  const line = report.split('\n').find((candidate) => candidate.startsWith(`| ${id} `));
  const cells = line?.split('|').map((cell) => cell.trim()) ?? [];
  const [load, call, finish] = cells.slice(3, 6).map(Number);
  const sum = (load ?? NaN) + (call ?? NaN) + (finish ?? NaN);
  if (Number.isNaN(sum)) throw new Error(`No activation times of ${id} in:\n${report}`);
  return sum;
}
