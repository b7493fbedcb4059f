import { readdir } from 'node:fs/promises';

/**
 * Whether a session's lock was not given back: a window is at work on it at this moment, or it ended in the middle of a
 * refresh. A look at file names alone, cheap enough for every start.
 */
export async function hasLeftLock(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch(() => []);
  return names.some((name) => /^[0-9a-f]{40}\.\d+\.lock$/.test(name));
}
