import type { TokenUse } from '../../../src/token/findingInput.ts';

/**
 * What somebody met and asked about in public, rebuilt: claims as the thread tells them, made-up names, ids and keys.
 */
export interface RealCase {
  /** Where it is told. */
  readonly thread: string;
  /** What the person saw. */
  readonly saw: string;
  /** What they have in hand: a token, or the whole token answer. */
  readonly paste: (now: number) => string;
  /** The person's profile, as the setting has it. */
  readonly profile?: Readonly<Record<string, unknown>>;
  /** What the token is used for; an access token where nothing is said. */
  readonly use?: TokenUse;
  /** The finding that explains it, with all that is known. */
  readonly finding: string;
  /** The finding for the paste alone, where that tells less. */
  readonly pasted?: string;
  /** Errors and warnings that are there too, and rightly so. */
  readonly besides?: readonly string[];
}
