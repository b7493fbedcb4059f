import { LockLost, takeLock, type Lock } from './lock.ts';
import { StoreFailure } from './storeFailure.ts';

/** Times that work is begun again after the lock was taken over before it had done anything. */
const attempts = 3;

/**
 * Does the work as the owner of the lock `name`. Work that finds itself robbed before it has changed anything throws
 * `LockLost` and is done again from the start.
 *
 * @throws {StoreFailure} `busy` or `notWritable`, and whatever the work throws.
 */
export async function withLock<T>(directory: string, name: string, work: (lock: Lock) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const lock = await takeLock(directory, name);
    try {
      return await work(lock);
    } catch (error) {
      if (!(error instanceof LockLost)) {
        throw error;
      }
      if (attempt === attempts) {
        throw new StoreFailure('busy', { cause: error });
      }
    } finally {
      await lock.release();
    }
  }
}
