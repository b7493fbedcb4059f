/** Why one session file cannot be used now. */
export type StoreProblemKind =
  /** SecretStorage no longer has the key, though it was made before this window opened: the keyring forgets. */
  | 'keyForgotten'
  /** Another window made the key after this one opened, and this one cannot see it before it is reloaded. */
  | 'keyInAnotherWindow'
  /** Not the file that was written: cut short, changed, or another session's. */
  | 'damaged'
  /** Written by a newer version of the extension. */
  | 'newerVersion'
  /** The file or SecretStorage itself could not be read. */
  | 'unreadable';

/** One session file that cannot be read, with what is known without its key. It stays until the user decides. */
export interface StoreProblem {
  readonly kind: StoreProblemKind;
  /** The session's id. */
  readonly id: string;
  /** The file's name inside the directory of sessions. */
  readonly file: string;
  /** Seconds since the epoch: when the file was last written, where that is known. */
  readonly writtenAt?: number;
}

export type StoreFailureCode = StoreProblemKind | 'busy' | 'notWritable';

/**
 * The store cannot do what was asked now. `busy`: another window has been working on this session all the while.
 * Nothing was sent to the authorization server and nothing was lost, but for `notWritable` after a refresh.
 */
export class StoreFailure extends Error {
  readonly code: StoreFailureCode;

  constructor(code: StoreFailureCode, options?: { cause?: unknown }) {
    super(`session store: ${code}`, options);
    this.name = 'StoreFailure';
    this.code = code;
  }
}
