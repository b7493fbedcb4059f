/**
 * `npm run l10n`: brings each language's bundle up to the sentences that the source says. What is new stands there with
 * an empty translation, which a test refuses; what nobody says any longer is taken out.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';
import { sentences } from './sentences.ts';

const { said } = await sentences();
const folder = join(root, 'l10n');
for (const name of await readdir(folder)) {
  const file = join(folder, name);
  const known = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  const wanted = [...said.keys()].sort((a, b) => (a < b ? -1 : 1)).map((sentence) => [sentence, known[sentence] ?? '']);
  await writeFile(file, `${JSON.stringify(Object.fromEntries(wanted), null, 2)}\n`);
  console.log(`${name}: ${String(wanted.filter(([, translation]) => translation === '').length)} to translate`);
}
