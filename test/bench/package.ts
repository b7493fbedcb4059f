/** What the package weighs, and why. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { limits, loadedAtStart, unpacked } from '../support/loadedFiles.ts';
import { readZip } from '../support/zip.ts';
import { out, vsix } from '../support/paths.ts';
import { peerSizes } from './peers.ts';
import { kB, type Row, type Section } from './report.ts';

/** Told by the file's name; the first that fits counts. */
const parts: readonly (readonly [name: string, fits: (path: string) => boolean])[] = [
  ['the demo server (oidc-provider)', (path) => /\/dist\/demo[.-]/.test(path)],
  ['pictures', (path) => /\.(png|svg|gif)$/.test(path)],
  ['documents, translations, manifest', (path) => !path.endsWith('.cjs')],
  ['the code of the extension', () => true],
];

/** Told by where the source lies; the first that fits counts. */
const causes: readonly (readonly [name: string, fits: RegExp])[] = [
  ['openid-client', /node_modules\/(openid-client|oauth4webapi)\//],
  ['jose', /node_modules\/jose\//],
  ['what explains claims and findings', /src\/token\/(catalogue|rules)\//],
  ['what explains errors of APIs', /src\/token\/(refusal|explain)\//],
  ['how tokens are got and kept', /src\/(oauth|session)\//],
  ['what is seen', /src\/view\//],
  ['what is done', /src\/(command|integration)\//],
  ['profiles, presets, Add Profile', /src\/profile\//],
  ['all else', /(?:)/],
];

/** @param peers whether to fetch what others weigh, which takes half a minute and the registry */
export async function packageSizes({ peers }: { peers: boolean }): Promise<Section> {
  const [entries, { size }] = await Promise.all([readZip(vsix), stat(vsix)]);
  const shipped = entries.filter(({ path }) => !path.endsWith('.map'));
  const atStart = await loadedAtStart(entries);
  const { activation, menu } = { activation: unpacked(atStart.activation), menu: unpacked(atStart.menu) };
  return {
    title: 'Package: compressed as it is downloaded; beside it unpacked',
    rows: [
      { what: 'the .vsix', ours: kB(size), holds: size < 720_000 },
      ...parts.map(([what], index): Row => {
        const files = shipped.filter(({ path }) => parts.findIndex(([, fits]) => fits(path)) === index);
        return { what, ours: kB(sum(files.map(({ deflated }) => deflated))), beside: kB(unpacked(files)) };
      }),
      ...(await codeByCause()),
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
      ...(peers ? await peerSizes(unpacked(shipped)) : []),
    ],
  };
}

/** Bytes of the extension's code, minified, by the source that they come from. */
async function codeByCause(): Promise<Row[]> {
  const { outputs } = JSON.parse(await readFile(join(out, 'stage', 'extension.json'), 'utf8')) as Metafile;
  const sources = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return causes.map(([name], index) => {
    const own = sources.filter(([path]) => causes.findIndex(([, fits]) => fits.test(path)) === index);
    return { what: `  of it ${name}`, ours: '', beside: kB(sum(own.map(([, { bytesInOutput }]) => bytesInOutput))) };
  });
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all + size, 0);
}
