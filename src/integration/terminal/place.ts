import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const prefix = 'token-inspector-';
/** Bytes of a Unix socket's path that macOS takes, which is the strictest (`sun_path`). */
const pathLimit = 103;
/** Milliseconds. A younger folder may be of a window that does not listen yet. */
const settled = 10_000;

/** Of one window, while programs in shells may ask it. */
export interface Place {
  /** Nobody but this user may enter it. */
  readonly directory: string;
  /** A Unix socket in the folder, or a named pipe on Windows. */
  readonly address: string;
}

/** @throws Error of the operating system */
export async function freshPlace(): Promise<Place> {
  const directory = await mkdtemp(join(parent(), prefix));
  return { directory, address: addressOf(directory) };
}

/** Removes what windows left that ended without a word: folders of this user in which nobody listens. Never fails. */
export async function removeLeftPlaces(): Promise<void> {
  const within = parent();
  const names = await readdir(within).catch(() => []);
  const own = names.filter((name) => name.startsWith(prefix)).map((name) => join(within, name));
  await Promise.all(
    own.map(async (directory) => {
      if (!(await isOldAndOwn(directory)) || !(await isDeserted(addressOf(directory)))) return;
      await rm(directory, { recursive: true, force: true }).catch(() => undefined);
    }),
  );
}

function parent(): string {
  const longest = Buffer.byteLength(join(tmpdir(), `${prefix}XXXXXX`, 'socket'));
  return process.platform === 'win32' || longest <= pathLimit ? tmpdir() : '/tmp';
}

function addressOf(directory: string): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\${basename(directory)}` : join(directory, 'socket');
}

async function isOldAndOwn(directory: string): Promise<boolean> {
  const found = await lstat(directory).catch(() => undefined);
  // Windows knows no such number, and a folder for temporary files for each user.
  const own = process.getuid === undefined || found?.uid === process.getuid();
  return found?.isDirectory() === true && own && Date.now() - found.mtimeMs > settled;
}

/** Whether it is certain that nobody listens there. */
function isDeserted(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT');
    });
  });
}
