/** What the package weighs, and why. */
import { stat } from 'node:fs/promises';
import { limits, loadedAtStart, unpacked } from '../support/loadedFiles.ts';
import { readZip, type ZipEntry } from '../support/zip.ts';
import { vsix } from '../support/paths.ts';
import { kB, type Row, type Section } from './report.ts';

/** Told by the file's name, or by words that nothing else has; the first that fits counts. */
const causes: readonly (readonly [name: string, fits: (file: ZipEntry) => boolean])[] = [
  ['the demo server (oidc-provider)', ({ path }) => /\/dist\/demo[.-]/.test(path)],
  ['pictures', ({ path }) => /\.(png|svg|gif)$/.test(path)],
  ['documents and manifest', ({ path }) => !path.endsWith('.cjs')],
  ['openid-client', contains('openid-client/v')],
  ['jose', contains('ERR_JOSE_GENERIC')],
  ['what explains claims and findings', contains('Two audiences: the second is the userinfo endpoint')],
  ['what explains errors of APIs', contains('insufficient_user_authentication')],
  ['everything else of the extension', () => true],
];

function contains(sign: string): (file: ZipEntry) => boolean {
  return (file) => file.content().includes(sign);
}

export async function packageSizes(): Promise<Section> {
  const [entries, { size }] = await Promise.all([readZip(vsix), stat(vsix)]);
  const code = entries.filter(({ path }) => !path.endsWith('.map'));
  const sums = new Map(causes.map(([name]) => [name, { deflated: 0, size: 0 }]));
  for (const file of code) {
    const sum = sums.get(causes.find(([, fits]) => fits(file))?.[0] ?? '');
    if (sum === undefined) continue;
    sum.deflated += file.deflated;
    sum.size += file.size;
  }
  const atStart = await loadedAtStart(entries);
  const { activation, menu } = { activation: unpacked(atStart.activation), menu: unpacked(atStart.menu) };
  return {
    title: 'Package: compressed as it is downloaded; beside it unpacked',
    rows: [
      { what: 'the .vsix', ours: kB(size), holds: size < 700_000 },
      ...[...sums].map(([what, sum]): Row => ({ what, ours: kB(sum.deflated), beside: kB(sum.size) })),
      {
        what: 'loaded by activation: unpacked',
        beside: kB(activation),
        ours: '',
        holds: activation < limits.activation,
      },
      {
        what: 'loaded besides for the accounts in VS Code’s menu: unpacked',
        beside: kB(menu),
        ours: '',
        holds: menu < limits.menu,
      },
    ],
  };
}
