/**
 * Small files, read on the spot: to hand one to another thread and take it back costs ten times what reading it does, and
 * a window may have a thousand. Whoever reads many gives others their turn (`inSlices.ts`).
 */
import { closeSync, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { patiently } from './patiently.ts';

export interface OpenedFile {
  /** Of the very file that was read, whatever is in its place by now. */
  readonly stats: Stats;
  /** Nothing where the file is larger than the limit. */
  readonly content: string | undefined;
}

/** @param limit bytes */
export async function openFile(path: string, limit: number): Promise<OpenedFile> {
  const file = await patiently(() => openSync(path, 'r'));
  try {
    const stats = fstatSync(file);
    return { stats, content: stats.size > limit ? undefined : readFileSync(file, 'utf8') };
  } finally {
    closeSync(file);
  }
}
