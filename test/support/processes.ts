import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { root } from './paths.ts';

export interface Finished {
  code: number;
  /** Standard output and standard error as they came. */
  output: string;
}

/** Runs a command to its end, whatever its exit code. */
export async function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, output };
}

/** Runs a command that has to succeed. @throws with its output when it does not. */
export async function succeed(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`);
  return output;
}

/**
 * Installs with npm into a folder that has a package.json. The folder is named on the command line, because npm hands its
 * own settings to what it runs and those would win over the working directory.
 */
export async function npm(folder: string, args: readonly string[]): Promise<void> {
  const quiet = ['--prefix', folder, '--no-audit', '--no-fund', '--loglevel', 'error', '--ignore-scripts'];
  await callNpm([...args, ...quiet], folder);
}

/** Runs a script of this project. */
export async function npmRun(script: string): Promise<void> {
  await callNpm(['run', '--silent', script], root);
}

/** Calls the npm that runs us, if npm does. */
async function callNpm(args: readonly string[], cwd: string): Promise<void> {
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('.js')) await succeed(process.execPath, [cli, ...args], { cwd });
  else await succeed('npm', args, { cwd, shell: process.platform === 'win32' });
}

/** A port on 127.0.0.1 that nobody uses at this moment. */
export async function freePort(preferred = 0): Promise<number> {
  const server = createServer();
  try {
    server.listen(preferred, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    if (preferred === 0) throw error;
    return await freePort();
  } finally {
    server.close();
  }
}

const groups = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of groups) signalGroup(child, 'SIGKILL');
});

/** Starts a long-lived process, with a group of its own so that what it starts can be ended with it. */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    detached: process.platform !== 'win32',
  });
  groups.add(child);
  return child;
}

/** Waits until a started process prints what `pattern` describes. @throws when it ends before that. */
export async function firstMatch(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (text: string): void => {
      output += text;
      const match = pattern.exec(output);
      if (match) resolve(match);
    };
    // The streams stay in flow afterwards: a full pipe would halt the process.
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`The process ended with ${String(code)} before it was ready:\n${output}`));
    });
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

/** Ends a process and everything it started: politely, then, after `patience` milliseconds, not. */
export async function endGroup(child: ChildProcess, patience = 3000): Promise<void> {
  groups.delete(child);
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    signalGroup(child, 'SIGTERM');
    const impatience = setTimeout(() => {
      signalGroup(child, 'SIGKILL');
    }, patience);
    await ended;
    clearTimeout(impatience);
  }
  signalGroup(child, 'SIGKILL');
}
