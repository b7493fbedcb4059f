import { lstat, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const prefix = 'token-inspector-';
const socket = 'socket';
/** What a place holds: the socket, and the files that other shells read. */
const ours = /^(?:socket|shell-\d+\.\w+)$/;
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

/**
 * Removes what windows left that ended without a word: folders of this user in which nobody listens. One that
 * holds anything else is somebody else's, whatever it is called. Never fails.
 */
export async function removeLeftPlaces(): Promise<void> {
  const within = parent();
  const names = await readdir(within).catch(() => []);
  const own = names.filter((name) => name.startsWith(prefix)).map((name) => join(within, name));
  await Promise.all(
    own.map(async (directory) => {
      if (!(await isOldAndOwn(directory)) || !(await isDeserted(addressOf(directory)))) return;
      await removePlace(directory).catch(() => undefined);
    }),
  );
}

async function removePlace(directory: string): Promise<void> {
  const held = await readdir(directory);
  if (!held.every((name) => ours.test(name))) return;
  await Promise.all(held.map((name) => rm(join(directory, name), { force: true })));
  await rmdir(directory);
}

function parent(): string {
  const longest = Buffer.byteLength(join(tmpdir(), `${prefix}XXXXXX`, socket));
  return process.platform === 'win32' || longest <= pathLimit ? tmpdir() : '/tmp';
}

function addressOf(directory: string): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\${basename(directory)}` : join(directory, socket);
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
    const connection = connect(address);
    connection.once('connect', () => {
      connection.destroy();
      resolve(false);
    });
    connection.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT');
    });
  });
}
