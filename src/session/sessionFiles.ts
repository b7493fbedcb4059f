/** The directory of sealed sessions, as the owner of a session's lock changes it. */
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile, writeThrough } from './durableFile.ts';
import { LockLost, temporaryName, type Lock } from './lock.ts';
import { keyForWriting } from './newKey.ts';
import { patiently } from './patiently.ts';
import { seal } from './sealing.ts';
import type { Session } from './session.ts';
import { StoreFailure } from './storeFailure.ts';
import { fileName, isAbsent, type Reading, type StoredSessions } from './storedSessions.ts';

export class SessionFiles {
  readonly directory: string;
  readonly #stored: StoredSessions;

  constructor(stored: StoredSessions) {
    this.directory = stored.directory;
    this.#stored = stored;
  }

  /** The session, why it cannot be read, or nothing when there is none. */
  read(id: string): Promise<Reading> {
    return this.#stored.read(id);
  }

  /**
   * Writes the session whole, as the owner of its lock.
   *
   * @throws {LockLost} when the lock was taken over: nothing was written.
   * @throws {StoreFailure}
   */
  async write(session: Session, lock: Lock): Promise<void> {
    const { keys } = this.#stored;
    const key = await keyForWriting(keys);
    const temporary = join(this.directory, temporaryName(session.id, lock.number));
    try {
      await writeThrough(temporary, seal(session, key.id, key.secret));
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
    await keys.touch(key.id);
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
