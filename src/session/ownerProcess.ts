/** Tells whether the process that holds a lock still lives. */
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

export interface OwnerProcess {
  readonly pid: number;
  /** Where the pid means something: the host, and on Linux the pid namespace (containers sharing a home directory). */
  readonly place: string;
  /** Linux: boot and start time, so that a process that inherited the pid is told apart. */
  readonly start?: string;
}

/** `unsure` where a pid is taken but may be another process's by now, or where the pid says nothing here. */
export type Fate = 'alive' | 'dead' | 'unsure';

let self: Promise<OwnerProcess> | undefined;

export function thisProcess(): Promise<OwnerProcess> {
  self ??= describeThisProcess();
  return self;
}

export async function fateOf(owner: OwnerProcess): Promise<Fate> {
  const me = await thisProcess();
  if (owner.place !== me.place) {
    return 'unsure';
  }
  if (owner.start !== undefined && me.start !== undefined) {
    return (await startOf(owner.pid)) === owner.start ? 'alive' : 'dead';
  }
  try {
    process.kill(owner.pid, 0);
    return 'unsure';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? 'dead' : 'unsure';
  }
}

async function describeThisProcess(): Promise<OwnerProcess> {
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  const start = await startOf(process.pid);
  return { pid: process.pid, place: `${hostname()} ${namespace}`, ...(start !== undefined && { start }) };
}

/** proc(5): field 3 is the state, field 22 the start in ticks since the boot. A zombie counts as gone. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    return ticks === undefined || state === 'Z' || state === 'X' ? undefined : `${boot.trim()} ${ticks}`;
  } catch {
    return undefined;
  }
}
