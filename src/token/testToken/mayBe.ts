/** UTF-16 units in which header and payload of a document begin. */
const head = 20_000;

/** Whether a JSON document looks like a test token: cheap, for VS Code asks of each JSON document that is shown. */
export function mayBeTestToken(source: string): boolean {
  const start = source.slice(0, head);
  const header = start.search(/"header"\s*:\s*\{/);
  const alg = header < 0 ? -1 : start.indexOf('"alg"', header);
  return alg >= 0 && /"payload"\s*:\s*\{/.test(start.slice(alg));
}

/**
 * Where the line of the first brace begins, behind notes; 0 where there is none. Asked of each document that may be a test
 * token, so no line is read twice.
 */
export function startOfTestToken(source: string): number {
  return Math.max(0, source.search(/^[ \t]*\{/m));
}
