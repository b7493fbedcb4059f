/** How the benchmark measures: candidates take turns within one run, and only ratios between them mean anything. */

export type Task = () => unknown;

/** Medians, in milliseconds, of tasks that take turns for `rounds` rounds after a third as many that do not count. */
export async function race<Name extends string>(
  tasks: Readonly<Record<Name, Task>>,
  rounds: number,
): Promise<Record<Name, number>> {
  const names = Object.keys(tasks) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -Math.ceil(rounds / 3); round < rounds; round++) {
    // The order turns as well: whoever comes second finds a warmer machine.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const began = performance.now();
      await tasks[name]();
      const took = performance.now() - began;
      if (round >= 0) samples[name].push(took);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(samples[name])])) as Record<Name, number>;
}

/** As a task that runs `times` times over, for what is too quick for the clock. */
export function repeated(times: number, task: () => unknown): Task {
  return () => {
    for (let time = 0; time < times; time++) task();
  };
}

/** The same of what promises its result. */
export function repeatedAfterEachOther(times: number, task: () => Promise<unknown>): Task {
  return async () => {
    for (let time = 0; time < times; time++) await task();
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** The exponent k of the best fit "cost = c · size^k": least squares through the logarithms. */
export function exponent(points: readonly { readonly size: number; readonly cost: number }[]): number {
  const logs = points.map(({ size, cost }) => [Math.log(size), Math.log(cost)] as const);
  const mean = (index: 0 | 1): number => logs.reduce((sum, log) => sum + log[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  return covariance / logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
}
