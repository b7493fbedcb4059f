import { createSecretKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { replaceFile, writeThrough } from './durableFile.ts';
import { secretName, type Key, type Keys } from './keys.ts';
import { takeLock, temporaryName } from './lock.ts';
import { StoreFailure } from './storeFailure.ts';

/** Milliseconds between storing a key and telling others of it: VS Code writes secrets out about 100 ms late. */
const settlesWithin = 300;

/**
 * The key for writing. Makes one where there is none, or where every one that was made is forgotten.
 *
 * @throws {StoreFailure} `keyInAnotherWindow` or `unreadable`: making another key now would cost the sessions of the first.
 */
export async function keyForWriting(keys: Keys): Promise<Key> {
  return (await keys.newest()) ?? (await make(keys));
}

async function make(keys: Keys): Promise<Key> {
  const lock = await takeLock(keys.directory, 'key');
  try {
    // Another window may have made one while this one waited for the lock.
    const other = await keys.newest();
    if (other !== undefined) {
      return other;
    }
    const bytes = randomBytes(32);
    const key: Key = { id: randomBytes(8).toString('hex'), secret: createSecretKey(bytes) };
    await keys.secrets.store(secretName(key.id), bytes.toString('base64'));
    await delay(settlesWithin);
    const temporary = join(keys.directory, temporaryName('key', lock.number));
    await writeThrough(temporary, JSON.stringify({ key: key.id, createdAt: Date.now() }));
    await replaceFile(temporary, keys.marker(key.id));
    keys.know(key);
    return key;
  } catch (error) {
    throw error instanceof StoreFailure ? error : new StoreFailure('notWritable', { cause: error });
  } finally {
    await lock.release();
  }
}
