/**
 * `npm run bench`: one table. Candidates take turns within one run, so a busy or slow machine changes both sides of a
 * ratio; figures of different runs are not comparable. `--short` counts what does not depend on time: sizes, requests,
 * loaded modules. `docs/performance.md` explains the figures.
 */
import { insideHost } from './host.ts';
import { packageSizes } from './package.ts';
import { protocol } from './protocol.ts';
import { holds, print, type Section } from './report.ts';
import { tokens } from './tokens.ts';

const short = process.argv.includes('--short');
const sections: Section[] = short
  ? [untimed(await protocol(1)), await packageSizes()]
  : [await tokens(), await protocol(100), ...(await insideHost(10)), await packageSizes()];
print(sections, (line) => {
  console.log(line);
});
process.exitCode = sections.every(({ rows }) => rows.every(holds)) ? 0 : 1;

function untimed({ title, rows }: Section): Section {
  return { title, rows: rows.filter(({ ratio }) => ratio === undefined) };
}
