/**
 * `npm run bench`: one table. Candidates take turns within one run, so a busy or slow machine changes both sides of a
 * ratio; figures of different runs are not comparable. `--short` counts what does not depend on time: sizes, requests,
 * loaded modules; `--only` and the name of a part measures that part. `docs/performance.md` explains the figures.
 */
import { parseArgs } from 'node:util';
import { insideHost } from './host.ts';
import { packageSizes } from './package.ts';
import { protocol } from './protocol.ts';
import { holds, print, type Section } from './report.ts';
import { tokens } from './tokens.ts';

const parts = {
  tokens: async () => [await tokens()],
  protocol: async () => [await protocol(100)],
  host: () => insideHost(10),
  package: async () => [await packageSizes({ peers: true })],
};
const { values } = parseArgs({ options: { short: { type: 'boolean' }, only: { type: 'string', multiple: true } } });
const sections: Section[] = [];
if (values.short === true) {
  sections.push(untimed(await protocol(1)), await packageSizes({ peers: false }));
} else {
  for (const [name, measure] of Object.entries(parts)) {
    if (values.only?.includes(name) !== false) sections.push(...(await measure()));
  }
}
print(sections, (line) => {
  console.log(line);
});
process.exitCode = sections.every(({ rows }) => rows.every(holds)) ? 0 : 1;

function untimed({ title, rows }: Section): Section {
  return { title, rows: rows.filter(({ ratio }) => ratio === undefined) };
}
