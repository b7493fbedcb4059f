/** The benchmark's part inside a real extension host: `BENCH_PART` says which, `BENCH_RESULT` where its figures go. */
import { writeFileSync } from 'node:fs';
import { scale } from './scale.ts';
import { startUp } from './startUp.ts';
import { use } from './use.ts';

const parts: Readonly<Record<string, () => Promise<unknown>>> = { startUp, use, scale };

export async function run(): Promise<void> {
  const { BENCH_PART: part = '', BENCH_RESULT: result = '' } = process.env;
  writeFileSync(result, JSON.stringify(await parts[part]?.()));
}
