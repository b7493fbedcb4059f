/** One line of the benchmark's table. */
export interface Row {
  /** What is measured, and in which unit. */
  readonly what: string;
  readonly ours: string;
  /** What stands beside it, measured in the same run. */
  readonly beside?: string | undefined;
  /** Ours divided by the other; or another figure without a unit. */
  readonly ratio?: number | undefined;
  /** The most that `ratio` may be. */
  readonly limit?: number | undefined;
  /** Whether it holds; by default whether `ratio` is within `limit`. */
  readonly holds?: boolean | undefined;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

export function holds({ ratio, limit, holds: told }: Row): boolean {
  return told ?? (ratio === undefined || limit === undefined || ratio <= limit);
}

export function print(sections: readonly Section[], write: (line: string) => void): void {
  const cells = (row: Row): string[] => [
    row.what,
    row.ours,
    row.beside ?? '',
    row.ratio === undefined ? '' : row.ratio.toFixed(2),
    row.limit === undefined ? '' : `≤ ${row.limit.toString()}`,
    holds(row) ? '' : 'MISSED',
  ];
  const heads = ['', 'Token Inspector', 'beside it', 'ratio', 'limit', ''];
  const all = sections.flatMap(({ rows }) => rows.map(cells));
  const widths = heads.map((head, column) => Math.max(head.length, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  write(line(heads));
  for (const { title, rows } of sections) {
    write(`\n${title}`);
    for (const row of rows) write(line(cells(row)));
  }
}

export function ms(value: number): string {
  return value < 0.1 ? `${(value * 1000).toFixed(1)} µs` : `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

export function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
