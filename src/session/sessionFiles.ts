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

  constructor(directory: string, keys: Keys) {
    this.directory = directory;
    this.#keys = keys;
  }

  async ids(): Promise<string[]> {
    try {
      const names = await readdir(this.directory);
      return names.map((name) => /^([0-9a-f]{40})\.session$/.exec(name)?.[1]).filter((id) => id !== undefined);
    } catch (error) {
      if (isAbsent(error)) {
        return [];
      }
      throw new StoreFailure('unreadable', { cause: error });
    }
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

export function isProblem(reading: Session | StoreProblem | undefined): reading is StoreProblem {
  return reading !== undefined && 'kind' in reading;
}

function fileName(id: string): string {
  return `${id}.session`;
}

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
