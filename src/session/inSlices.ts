import { setImmediate as othersTurn } from 'node:timers/promises';

/** Milliseconds that nobody notices. */
const slice = 8;

/** The results of `work` on each item, which is begun on one after the other, and others have their turn in between. */
export async function inSlices<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: Promise<R>[] = [];
  let began = performance.now();
  for (const item of items) {
    results.push(work(item));
    if (performance.now() - began < slice) continue;
    await othersTurn();
    began = performance.now();
  }
  return Promise.all(results);
}
