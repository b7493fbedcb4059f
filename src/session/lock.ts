/**
 * A lock between windows, in files, because nothing else is shared by all of them. See docs/sessions.md.
 *
 * It is a ladder of numbered files: `NAME.7.lock` is held, `NAME.7.free` was given back, and the highest number is the
 * one that counts. To take the lock is to create the next number exclusively, whether the last one was given back or its
 * owner died; so two windows can never both take it, nor can one remove another's by mistake. An owner that was
 * thought dead sees a higher number than its own before it writes.
 */
import { mkdir, readdir, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fateOf, thisProcess, type OwnerProcess } from './ownerProcess.ts';
import { patiently } from './patiently.ts';
import { StoreFailure } from './storeFailure.ts';

/** All in milliseconds. */
const pollEvery = 30;
const heartbeatEvery = 1000;
/** How long a lock file without an owner's name, left by a process that died while creating it, is respected. */
const namelessFor = 3000;
/** How long an owner that may be dead is respected without a heartbeat, where its pid cannot tell. */
const silentFor = 30_000;
/** Rungs below the top one stay for a while, for windows that are just reading the directory. */
const rungsKept = 4;

/** Thrown when somebody else took the lock: whoever held it was silent for so long that it was thought dead. */
export class LockLost extends Error {
  constructor() {
    super('the lock was taken over');
    this.name = 'LockLost';
  }
}

export interface Lock {
  /** Grows with every taking: a fencing token. */
  readonly number: number;
  /** @throws {LockLost} when the lock is no longer this one's. */
  verify(): Promise<void>;
  /** Never rejects. */
  release(): Promise<void>;
}

export interface LockOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds to wait for others. */
  readonly waitFor?: number;
}

/**
 * Waits for the lock `name` in `directory` and takes it.
 *
 * @throws {StoreFailure} `busy` when others held it all the while, `notWritable` when the directory refuses.
 */
export async function takeLock(directory: string, name: string, options: LockOptions = {}): Promise<Lock> {
  const deadline = performance.now() + (options.waitFor ?? 60_000);
  const silence = new Silence();
  for (;;) {
    options.signal?.throwIfAborted();
    const top = await topRung(directory, name);
    if (top === undefined || top.free || (await isAbandoned(top, silence))) {
      const lock = await climb(directory, name, (top?.number ?? 0) + 1);
      if (lock !== undefined) {
        return lock;
      }
    } else if (performance.now() > deadline) {
      throw new StoreFailure('busy');
    }
    await delay(pollEvery, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

/** Whether a living process holds the lock at this moment. */
export async function isLocked(directory: string, name: string): Promise<boolean> {
  const top = await topRung(directory, name);
  return top !== undefined && !top.free && !(await isAbandoned(top, new Silence()));
}

/** The name of a file that only the owner of rung `number` may rename into place: the next owner removes it first. */
export function temporaryName(name: string, number: number): string {
  return `${name}.${number}.tmp`;
}

interface Rung {
  readonly number: number;
  readonly free: boolean;
  readonly path: string;
}

async function topRung(directory: string, name: string): Promise<Rung | undefined> {
  let top: Rung | undefined;
  for (const { number, kind, path } of await files(directory, name)) {
    if (kind !== 'tmp' && (top === undefined || number > top.number || (number === top.number && kind === 'lock'))) {
      top = { number, free: kind === 'free', path };
    }
  }
  return top;
}

interface LockFile {
  readonly number: number;
  readonly kind: 'lock' | 'free' | 'tmp';
  readonly path: string;
}

async function files(directory: string, name: string): Promise<LockFile[]> {
  const found: LockFile[] = [];
  for (const file of await readdir(directory).catch(ignoreAbsent<string[]>([]))) {
    const [, number, kind] =
      (file.startsWith(`${name}.`) && /^\.(\d{1,15})\.(lock|free|tmp)$/.exec(file.slice(name.length))) || [];
    if (number !== undefined) {
      found.push({ number: Number(number), kind: kind as LockFile['kind'], path: join(directory, file) });
    }
  }
  return found;
}

/** Creates rung `number`, or nothing when somebody else was quicker. */
async function climb(directory: string, name: string, number: number): Promise<Lock | undefined> {
  const path = join(directory, `${name}.${number}.lock`);
  const owner = JSON.stringify(await thisProcess());
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(path, owner, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return undefined;
    }
    await unlink(path).catch(() => undefined);
    throw new StoreFailure('notWritable', { cause: error });
  }
  // The directory was read before the file was created: others may have climbed past this rung meanwhile.
  const all = await files(directory, name);
  if (all.some((file) => file.kind !== 'tmp' && file.path !== path && file.number >= number)) {
    await unlink(path).catch(() => undefined);
    return undefined;
  }
  // From here on no earlier owner's rename can succeed.
  for (const file of all) {
    if (file.number < number - rungsKept || (file.kind === 'tmp' && file.number < number)) {
      await unlink(file.path).catch(() => undefined);
    }
  }
  return held(directory, name, number, path);
}

function held(directory: string, name: string, number: number, path: string): Lock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, heartbeatEvery);
  heartbeat.unref();
  return {
    number,
    async verify() {
      const top = await topRung(directory, name);
      if (top?.path !== path) {
        throw new LockLost();
      }
    },
    async release() {
      clearInterval(heartbeat);
      await patiently(() => rename(path, join(directory, `${name}.${number}.free`))).catch(() => undefined);
    },
  };
}

async function isAbandoned(rung: Rung, silence: Silence): Promise<boolean> {
  const owner = await readOwner(rung.path);
  if (owner === 'gone') {
    return false;
  }
  if (owner === 'nameless') {
    return silence.since(rung, await heartbeatOf(rung)) > namelessFor;
  }
  const fate = await fateOf(owner);
  return fate === 'dead' || (fate === 'unsure' && silence.since(rung, await heartbeatOf(rung)) > silentFor);
}

async function readOwner(path: string): Promise<OwnerProcess | 'nameless' | 'gone'> {
  try {
    const owner = JSON.parse(await readFile(path, 'utf8')) as OwnerProcess;
    return Number.isInteger(owner.pid) && owner.pid > 0 && typeof owner.place === 'string' ? owner : 'nameless';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : 'nameless';
  }
}

async function heartbeatOf(rung: Rung): Promise<number | undefined> {
  return (await stat(rung.path).catch(() => undefined))?.mtimeMs;
}

/**
 * How long a heartbeat has not been seen to change, in milliseconds of *watching*: each look counts for as long as
 * one look lasts at most, so that neither a clock that was set nor a sleeping machine makes an owner look dead.
 */
class Silence {
  #beat: string | undefined;
  #milliseconds = 0;
  #lookedAt = 0;

  since(rung: Rung, heartbeat: number | undefined): number {
    const beat = `${rung.number} ${String(heartbeat)}`;
    const now = performance.now();
    this.#milliseconds = beat === this.#beat ? this.#milliseconds + Math.min(now - this.#lookedAt, 3 * pollEvery) : 0;
    this.#beat = beat;
    this.#lookedAt = now;
    return this.#milliseconds;
  }
}

function ignoreAbsent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return value;
    }
    throw new StoreFailure('unreadable', { cause: error });
  };
}
