/**
 * The sealed sessions as any window reads them, which needs no lock: a file is only ever replaced whole. What works on a
 * session (`sessions.ts`) is not loaded for it.
 */
import { statSync, type Stats } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DirectoryWatch } from './directoryWatch.ts';
import { inSlices } from './inSlices.ts';
import { Keys } from './keys.ts';
import { openFile } from './openedFile.ts';
import { openEnvelope, unseal } from './sealing.ts';
import type { SecretStore } from './secretStore.ts';
import type { Session } from './session.ts';
import { StoreFailure, type StoreProblem, type StoreProblemKind } from './storeFailure.ts';

/** Larger than any session: a file that passes it is not one of ours. */
const sizeLimit = 8 * 1024 * 1024;

export interface StoredSessionsOptions {
  /** A directory that all windows share and nothing else uses. Need not exist. */
  readonly directory: string;
  readonly secrets: SecretStore;
  /** When this window's process started, milliseconds since the epoch. */
  readonly startedAt?: number;
  /** Receives error codes. */
  readonly log?: (message: string) => void;
}

export interface SessionList {
  /** Oldest sign-in first. */
  readonly sessions: readonly Session[];
  /** Of every file that cannot be read now. */
  readonly problems: readonly StoreProblem[];
}

/** A session, why it cannot be read, or nothing when there is none. */
export type Reading = Session | StoreProblem | undefined;

export class StoredSessions {
  readonly directory: string;
  readonly keys: Keys;
  readonly #watch: DirectoryWatch;
  /** What was read, for as long as its file is the same one: files are replaced, never written to. */
  readonly #remembered = new Map<string, { readonly file: string; readonly session: Session }>();

  constructor({ directory, secrets, startedAt, log }: StoredSessionsOptions) {
    this.directory = directory;
    this.keys = new Keys(directory, secrets, startedAt ?? performance.timeOrigin);
    this.#watch = new DirectoryWatch(directory, log ?? (() => undefined));
  }

  /** Own changes at once, other windows' soon. Says only that something changed: `list` again. */
  onDidChange(listener: () => void): { dispose(): void } {
    return this.#watch.add(listener);
  }

  /** To be called by whoever changed something in this window. */
  changed(): void {
    this.#watch.fire();
  }

  /** Every session as its file says, and every file that cannot be read now. */
  async list(): Promise<SessionList> {
    const readings = await inSlices(await this.#ids(), (id) => this.#recall(id));
    const found = readings.filter((reading) => reading !== undefined);
    return {
      sessions: found
        .filter((reading): reading is Session => !isProblem(reading))
        .sort((a, b) => a.signedInAt - b.signedInAt || (a.id < b.id ? -1 : 1)),
      problems: found.filter(isProblem),
    };
  }

  /** The session, why it cannot be read, or nothing when there is none. */
  async read(id: string): Promise<Reading> {
    return (await this.#open(id)).reading;
  }

  dispose(): void {
    this.#watch.dispose();
  }

  async #ids(): Promise<string[]> {
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
  async #recall(id: string): Promise<Reading> {
    const remembered = this.#remembered.get(id);
    if (remembered !== undefined && remembered.file === identityAt(this.#path(id))) {
      return remembered.session;
    }
    const { reading, file } = await this.#open(id);
    if (file !== undefined && reading !== undefined && !isProblem(reading)) {
      this.#remembered.set(id, { file, session: reading });
    } else {
      this.#remembered.delete(id);
    }
    return reading;
  }

  /** What the file holds, and what tells that very file from the next. */
  async #open(id: string): Promise<{ readonly reading: Reading; readonly file?: string | undefined }> {
    let writtenAt: number | undefined;
    const problem = (kind: StoreProblemKind): { readonly reading: StoreProblem } => ({
      reading: { kind, id, file: fileName(id), ...(writtenAt !== undefined && { writtenAt }) },
    });
    try {
      const { stats, content } = await openFile(this.#path(id), sizeLimit);
      writtenAt = Math.floor(stats.mtimeMs / 1000);
      const file = identityOf(stats);
      const envelope = content === undefined ? 'damaged' : openEnvelope(content, id);
      if (typeof envelope === 'string') {
        return problem(envelope);
      }
      const key = await this.keys.find(envelope.key);
      if (typeof key === 'string') {
        return problem(key);
      }
      const session = unseal(envelope, key.secret);
      return session === undefined ? problem('damaged') : { reading: session, file };
    } catch (error) {
      return isAbsent(error) ? { reading: undefined } : problem('unreadable');
    }
  }

  #path(id: string): string {
    return join(this.directory, fileName(id));
  }
}

/** Milliseconds after a write in which some file systems give the next write the same time. */
const coarsestTime = 3000;

/** What tells a file from the one before; `undefined` where it is not old enough to be told. */
function identityOf({ ino, size, mtimeMs, ctimeMs }: Stats): string | undefined {
  return Date.now() - mtimeMs < coarsestTime ? undefined : [ino, size, mtimeMs, ctimeMs].join(':');
}

function identityAt(path: string): string | undefined {
  try {
    return identityOf(statSync(path));
  } catch {
    return undefined;
  }
}

export function isProblem(reading: Reading): reading is StoreProblem {
  return reading !== undefined && 'kind' in reading;
}

export function fileName(id: string): string {
  return `${id}.session`;
}

export function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
