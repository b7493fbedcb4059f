/**
 * The key that opens the sessions; `newKey.ts` makes it. It lives in SecretStorage and nowhere else; a marker file beside
 * the sessions says that it was made, so that a window that cannot see it neither makes a second one nor calls it
 * forgotten too early.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SecretStore } from './secretStore.ts';
import { StoreFailure } from './storeFailure.ts';

export type KeyAbsence = 'keyForgotten' | 'keyInAnotherWindow' | 'unreadable';

export interface Key {
  readonly id: string;
  /** As an object: made from bytes anew for each file, it takes longer than opening the file. */
  readonly secret: KeyObject;
}

/** Milliseconds in which a key that another window has just stored arrives here on the desktop (about 100), and then some. */
const arrivesWithin = 1500;
/** A window reads the secrets when it opens, some seconds before its extensions start. */
const openedBefore = 10_000;

export class Keys {
  readonly directory: string;
  readonly secrets: SecretStore;
  readonly #startedAt: number;
  readonly #known = new Map<string, Key>();
  readonly #finding = new Map<string, Promise<Key | KeyAbsence>>();
  readonly #awaited = new Set<string>();

  /** `startedAt`: when this window's process started, milliseconds since the epoch. */
  constructor(directory: string, secrets: SecretStore, startedAt: number) {
    this.directory = directory;
    this.secrets = secrets;
    this.#startedAt = startedAt;
  }

  /** The key `id`, or why this window does not have it. */
  async find(id: string): Promise<Key | KeyAbsence> {
    const known = this.#known.get(id);
    if (known !== undefined) {
      return known;
    }
    // Many files that are read at once want the same one.
    let finding = this.#finding.get(id);
    if (finding === undefined) {
      finding = this.#find(id).finally(() => this.#finding.delete(id));
      this.#finding.set(id, finding);
    }
    return finding;
  }

  /** Takes a key that this window has just made. */
  know(key: Key): void {
    this.#known.set(key.id, key);
  }

  /** Leaves word that this window has the key: it is not forgotten, whoever cannot see it. */
  async touch(id: string): Promise<void> {
    const now = new Date();
    await utimes(this.marker(id), now, now).catch(() => undefined);
  }

  /**
   * The newest key that this window has; nothing where none was ever made, or every one that was made is forgotten.
   *
   * @throws {StoreFailure} `keyInAnotherWindow` or `unreadable`: making another key now would cost the sessions of the first.
   */
  async newest(): Promise<Key | undefined> {
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

  async #find(id: string): Promise<Key | KeyAbsence> {
    try {
      const secret = await this.#fetch(id);
      if (secret !== undefined) {
        this.know({ id, secret });
        await this.touch(id);
        return { id, secret };
      }
      const lastUsed = await this.#lastUsed(id);
      return this.#mayBeUnseen(lastUsed) ? 'keyInAnotherWindow' : 'keyForgotten';
    } catch {
      return 'unreadable';
    }
  }

  async #fetch(id: string): Promise<KeyObject | undefined> {
    let deadline: number | undefined;
    for (;;) {
      const bytes = Buffer.from((await this.secrets.get(secretName(id))) ?? '', 'base64');
      if (bytes.length === 32) {
        return createSecretKey(bytes);
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
      const { createdAt } = JSON.parse(await readFile(this.marker(id), 'utf8')) as { createdAt?: number };
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
    const names = await readdir(this.directory).catch(() => []);
    const ids = names.map((name) => /^([0-9a-f]{16})\.key$/.exec(name)?.[1]).filter((id) => id !== undefined);
    const aged = await Promise.all(ids.map(async (id) => ({ id, at: (await this.#lastUsed(id)) ?? 0 })));
    return aged.sort((a, b) => b.at - a.at).map(({ id }) => id);
  }

  /** When a window last showed that it has the key, milliseconds since the epoch. */
  async #lastUsed(id: string): Promise<number | undefined> {
    return (await stat(this.marker(id)).catch(() => undefined))?.mtimeMs;
  }

  marker(id: string): string {
    return join(this.directory, `${id}.key`);
  }
}

export function secretName(id: string): string {
  return `tokenInspector.key.${id}`;
}
