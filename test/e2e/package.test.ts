import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { vsix } from '../support/paths.ts';
import { readZip, type ZipEntry } from '../support/zip.ts';

/** Words that occur in a library's own code, minified or not, and nowhere else. */
const signs = { jose: 'ERR_JOSE_GENERIC', 'openid-client': 'openid-client/v', 'oidc-provider': 'oidc-provider' };

/** Words of a finding, of an explained error and of a provider's refusal: they tell the chunks that hold these. */
const knows = [
  'Two audiences: the second is the userinfo endpoint',
  'insufficient_user_authentication',
  'Allowed Callback URLs',
];

const isChunk = ({ path }: ZipEntry): boolean => path.endsWith('.cjs');

describe('the package', () => {
  let entries: ZipEntry[];
  let size: number;
  before(async () => {
    entries = await readZip(vsix);
    ({ size } = await stat(vsix));
  });

  it('is small: 500 kB in all, 190 without the demo server, 120 without what explains tokens and errors', () => {
    const sum = (files: readonly ZipEntry[]): number => files.reduce((total, { deflated }) => total + deflated, 0);
    const demo = sum(entries.filter(({ path }) => /^extension\/dist\/demo[.-]/.test(path)));
    // The sentences of findings, claims and errors: they are most of their chunks, and are loaded when first needed.
    const knowledge = sum(
      entries.filter((entry) => isChunk(entry) && knows.some((sign) => entry.content().includes(sign))),
    );
    assert.ok(demo > 50_000, `the demo server: ${String(demo)} bytes`);
    assert.ok(knowledge > 20_000, `the explanations: ${String(knowledge)} bytes`);
    assert.ok(size < 500_000, `${String(size)} bytes`);
    assert.ok(size - demo < 190_000, `${String(size - demo)} bytes without the demo server`);
    assert.ok(size - demo - knowledge < 120_000, `${String(size - demo - knowledge)} bytes without the explanations`);
  });

  it('holds what VS Code and a reader need, and nothing else', () => {
    const expected =
      /^(\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(package(\.nls(\.[\w-]+)?)?\.json|readme\.md|changelog\.md|license\.txt|src\/integration\/exportedApi\.ts|media\/[\w-]+\.(png|svg|md)|l10n\/[\w.-]+\.json|dist\/([\w-]+\.cjs|(demo-)?THIRD_PARTY_NOTICES\.txt)))$/i;
    assert.deepEqual(
      entries.map(({ path }) => path).filter((path) => !expected.test(path)),
      [],
    );
    for (const wanted of ['package.json', 'package.nls.json', 'readme.md', 'LICENSE.txt', 'dist/extension.cjs']) {
      assert.ok(
        entries.some(({ path }) => path.toLowerCase() === `extension/${wanted}`.toLowerCase()),
        wanted,
      );
    }
  });

  it('loads less than 20 kB to be activated, and none of the libraries', async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'package-')));
    try {
      await unpack(entries, folder);
      const loaded = loadedBy(join(folder, 'extension', 'dist', 'extension.cjs'));
      const files = entries.filter(({ path }) => loaded.includes(basename(path)));
      assert.ok(loaded.includes('extension.cjs') && files.length === loaded.length, loaded.join(', '));
      const bytes = files.reduce((sum, file) => sum + file.size, 0);
      assert.ok(bytes < 20_000, `${String(bytes)} bytes in ${loaded.join(', ')}`);
      for (const [library, sign] of Object.entries(signs)) {
        const inside = (file: ZipEntry): boolean => file.content().includes(sign);
        assert.ok(entries.some(inside), `${library} is in the package, and this is how to tell`);
        assert.deepEqual(files.filter(inside), [], `${library} waits for its first use`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** Unpacks the code, beside a `vscode` that does nothing yet: only functions of the extension use it. */
async function unpack(entries: readonly ZipEntry[], folder: string): Promise<void> {
  const files = entries.filter(({ path }) => path.startsWith('extension/dist/'));
  for (const { path, content } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content());
  }
  await mkdir(join(folder, 'node_modules'));
  await writeFile(join(folder, 'node_modules', 'vscode.js'), 'module.exports = {};\n');
}

/** Names of the package's own files that `require` reads for `file`. */
function loadedBy(file: string): string[] {
  const load = createRequire(file);
  load(file);
  const loaded = Object.keys(load.cache).filter((path) => dirname(path) === dirname(file));
  return loaded.map((path) => basename(path));
}
