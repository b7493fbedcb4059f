/** Writing a file so that a crash leaves either the old one or the new one. */
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { patiently } from './patiently.ts';

/** Writes the whole file and waits for the disk. Readable by its owner alone. */
export async function writeThrough(path: string, content: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Puts `from` in the place of `to`, and waits for the disk where directories can be synchronised (not on Windows). */
export async function replaceFile(from: string, to: string): Promise<void> {
  await patiently(() => rename(from, to));
  try {
    const directory = await open(dirname(to), 'r');
    await directory.sync().finally(() => directory.close());
  } catch {
    // The rename is done; only its order on the disk is the system's choice now.
  }
}
