/**
 * The key that seals the sessions. It lives in SecretStorage and nowhere else; a marker file beside the sessions says
 * that it was made, so that a window that cannot see it neither makes a second one nor calls it forgotten too early.
 */
import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { replaceFile, writeThrough } from './durableFile.ts';
import { takeLock, temporaryName } from './lock.ts';
import type { SecretStore } from './secretStore.ts';
import { StoreFailure } from './storeFailure.ts';

export type KeyAbsence = 'keyForgotten' | 'keyInAnotherWindow' | 'unreadable';

export interface Key {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Milliseconds in which a key that another window has just stored arrives here on the desktop (about 100), and then some. */
const arrivesWithin = 1500;
/** Milliseconds between storing a key and telling others of it: VS Code writes secrets out about 100 ms late. */
const settlesWithin = 300;
/** A window reads the secrets when it opens, some seconds before its extensions start. */
const openedBefore = 10_000;

export class Keys {
  readonly #directory: string;
  readonly #secrets: SecretStore;
  readonly #startedAt: number;
  readonly #known = new Map<string, Uint8Array>();
  readonly #awaited = new Set<string>();

  /** `startedAt`: when this window's process started, milliseconds since the epoch. */
  constructor(directory: string, secrets: SecretStore, startedAt: number) {
    this.#directory = directory;
    this.#secrets = secrets;
    this.#startedAt = startedAt;
  }

  /** The key `id`, or why this window does not have it. */
  async find(id: string): Promise<Key | KeyAbsence> {
    const known = this.#known.get(id);
    if (known !== undefined) {
      return { id, bytes: known };
    }
    try {
      const bytes = await this.#fetch(id);
      if (bytes !== undefined) {
        this.#known.set(id, bytes);
        await this.touch(id);
        return { id, bytes };
      }
      const lastUsed = await this.#lastUsed(id);
      return this.#mayBeUnseen(lastUsed) ? 'keyInAnotherWindow' : 'keyForgotten';
    } catch {
      return 'unreadable';
    }
  }

  /**
   * The key for writing. Makes one where there is none, or where every one that was made is forgotten.
   *
   * @throws {StoreFailure} `keyInAnotherWindow` or `unreadable`: making another key now would cost the sessions of the first.
   */
  async current(): Promise<Key> {
    return (await this.#newest()) ?? (await this.#make());
  }

  /** Leaves word that this window has the key: it is not forgotten, whoever cannot see it. */
  async touch(id: string): Promise<void> {
    const now = new Date();
    await utimes(this.#marker(id), now, now).catch(() => undefined);
  }

  async #newest(): Promise<Key | undefined> {
    let absence: KeyAbsence | undefined;
    for (const id of await this.#ids()) {
      const key = await this.find(id);
      if (typeof key !== 'string') {
        return key;
      }
      absence = key === 'keyForgotten' ? absence : key;
    }
    if (absence !== undefined) {
      throw new StoreFailure(absence);
    }
    return undefined;
  }

  async #make(): Promise<Key> {
    const lock = await takeLock(this.#directory, 'key');
    try {
      // Another window may have made one while this one waited for the lock.
      const other = await this.#newest();
      if (other !== undefined) {
        return other;
      }
      const key: Key = { id: randomBytes(8).toString('hex'), bytes: randomBytes(32) };
      await this.#secrets.store(secretName(key.id), Buffer.from(key.bytes).toString('base64'));
      await delay(settlesWithin);
      const temporary = join(this.#directory, temporaryName('key', lock.number));
      await writeThrough(temporary, JSON.stringify({ key: key.id, createdAt: Date.now() }));
      await replaceFile(temporary, this.#marker(key.id));
      this.#known.set(key.id, key.bytes);
      return key;
    } catch (error) {
      throw error instanceof StoreFailure ? error : new StoreFailure('notWritable', { cause: error });
    } finally {
      await lock.release();
    }
  }

  async #fetch(id: string): Promise<Uint8Array | undefined> {
    let deadline: number | undefined;
    for (;;) {
      const bytes = Buffer.from((await this.#secrets.get(secretName(id))) ?? '', 'base64');
      if (bytes.length === 32) {
        return bytes;
      }
      deadline ??= performance.now() + (await this.#patienceFor(id));
      if (performance.now() >= deadline) {
        this.#awaited.add(id);
        return undefined;
      }
      await delay(50);
    }
  }

  /** A key that was made just now may be on its way here. Waiting for it once is enough: from then on a look will do. */
  async #patienceFor(id: string): Promise<number> {
    if (this.#awaited.has(id)) {
      return 0;
    }
    try {
      const { createdAt } = JSON.parse(await readFile(this.#marker(id), 'utf8')) as { createdAt?: number };
      const isBrandNew = Math.abs(Date.now() - (createdAt ?? 0)) < 2 * arrivesWithin;
      return isBrandNew && this.#mayBeUnseen(createdAt) ? arrivesWithin : 0;
    } catch {
      return 0;
    }
  }

  /** Whether a key that was there at that time (milliseconds since the epoch) may be one that this window opened too early for. */
  #mayBeUnseen(time: number | undefined): boolean {
    return time !== undefined && time >= this.#startedAt - openedBefore;
  }

  /** Newest first. */
  async #ids(): Promise<string[]> {
    const names = await readdir(this.#directory).catch(() => []);
    const ids = names.map((name) => /^([0-9a-f]{16})\.key$/.exec(name)?.[1]).filter((id) => id !== undefined);
    const aged = await Promise.all(ids.map(async (id) => ({ id, at: (await this.#lastUsed(id)) ?? 0 })));
    return aged.sort((a, b) => b.at - a.at).map(({ id }) => id);
  }

  /** When a window last showed that it has the key, milliseconds since the epoch. */
  async #lastUsed(id: string): Promise<number | undefined> {
    return (await stat(this.#marker(id)).catch(() => undefined))?.mtimeMs;
  }

  #marker(id: string): string {
    return join(this.#directory, `${id}.key`);
  }
}

function secretName(id: string): string {
  return `tokenInspector.key.${id}`;
}
