/** The directory of sealed sessions, one file each. Reading needs no lock, because a file is only ever replaced whole. */
import { readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { patiently, replaceFile, writeThrough } from './durableFile.ts';
import type { Keys } from './keys.ts';
import { LockLost, temporaryName, type Lock } from './lock.ts';
import { openEnvelope, seal, unseal } from './sealing.ts';
import type { Session } from './session.ts';
import { StoreFailure, type StoreProblem, type StoreProblemKind } from './storeFailure.ts';

/** Larger than any session: a file that passes it is not one of ours. */
const sizeLimit = 8 * 1024 * 1024;

export class SessionFiles {
  readonly directory: string;
  readonly #keys: Keys;
  /** What was read, for as long as its file is the same one: files are replaced, never written to. */
  readonly #remembered = new Map<string, { readonly file: string; readonly session: Session }>();

  constructor(directory: string, keys: Keys) {
    this.directory = directory;
    this.#keys = keys;
  }

  async ids(): Promise<string[]> {
    try {
      const names = await readdir(this.directory);
      const ids = names.map((name) => /^([0-9a-f]{40})\.session$/.exec(name)?.[1]).filter((id) => id !== undefined);
      // Whoever is signed out, here or in another window, has no tokens in this one's memory.
      const kept = new Set(ids);
      for (const id of this.#remembered.keys()) if (!kept.has(id)) this.#remembered.delete(id);
      return ids;
    } catch (error) {
      if (isAbsent(error)) {
        return [];
      }
      throw new StoreFailure('unreadable', { cause: error });
    }
  }

  /**
   * As `read`, without opening a file that has been read before and is the same one still. For showing: whoever is about to
   * use or write a session reads it.
   */
  async recall(id: string): Promise<Session | StoreProblem | undefined> {
    const file = await identityOf(join(this.directory, fileName(id)));
    const remembered = this.#remembered.get(id);
    if (file !== undefined && remembered?.file === file) {
      return remembered.session;
    }
    const reading = await this.read(id);
    // A file that was replaced meanwhile is read once more the next time.
    if (file !== undefined && reading !== undefined && !isProblem(reading)) {
      this.#remembered.set(id, { file, session: reading });
    } else {
      this.#remembered.delete(id);
    }
    return reading;
  }

  /** The session, why it cannot be read, or nothing when there is none. */
  async read(id: string): Promise<Session | StoreProblem | undefined> {
    const path = join(this.directory, fileName(id));
    let writtenAt: number | undefined;
    const problem = (kind: StoreProblemKind): StoreProblem => ({
      kind,
      id,
      file: fileName(id),
      ...(writtenAt !== undefined && { writtenAt }),
    });
    try {
      const { size, mtimeMs } = await stat(path);
      writtenAt = Math.floor(mtimeMs / 1000);
      const envelope = size > sizeLimit ? 'damaged' : openEnvelope(await patiently(() => readFile(path, 'utf8')), id);
      if (typeof envelope === 'string') {
        return problem(envelope);
      }
      const key = await this.#keys.find(envelope.key);
      return typeof key === 'string' ? problem(key) : (unseal(envelope, key.bytes) ?? problem('damaged'));
    } catch (error) {
      return isAbsent(error) ? undefined : problem('unreadable');
    }
  }

  /**
   * Writes the session whole, as the owner of its lock.
   *
   * @throws {LockLost} when the lock was taken over: nothing was written.
   * @throws {StoreFailure}
   */
  async write(session: Session, lock: Lock): Promise<void> {
    const key = await this.#keys.current();
    const temporary = join(this.directory, temporaryName(session.id, lock.number));
    try {
      await writeThrough(temporary, seal(session, key.id, key.bytes));
    } catch (error) {
      throw new StoreFailure('notWritable', { cause: error });
    }
    await lock.verify();
    try {
      await replaceFile(temporary, join(this.directory, fileName(session.id)));
    } catch (error) {
      // The next owner of the lock removes this one's temporary file before it reads anything.
      throw isAbsent(error) ? new LockLost() : new StoreFailure('notWritable', { cause: error });
    }
    await this.#keys.touch(key.id);
  }

  /** @throws {LockLost | StoreFailure} */
  async remove(id: string, lock: Lock): Promise<void> {
    await lock.verify();
    try {
      await patiently(() => unlink(join(this.directory, fileName(id))));
    } catch (error) {
      if (!isAbsent(error)) {
        throw new StoreFailure('notWritable', { cause: error });
      }
    }
  }
}

/** Milliseconds after a write in which some file systems give the next write the same time. */
const coarsestTime = 3000;

/** What tells a file from the one before; `undefined` where there is none, or none that is old enough to be told. */
async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(path);
    return Date.now() - mtimeMs < coarsestTime ? undefined : [ino, size, mtimeMs, ctimeMs].join(':');
  } catch {
    return undefined;
  }
}

export function isProblem(reading: Session | StoreProblem | undefined): reading is StoreProblem {
  return reading !== undefined && 'kind' in reading;
}

function fileName(id: string): string {
  return `${id}.session`;
}

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
