import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { filesLoadedBy, limits, loadedAtStart, unpacked } from '../support/loadedFiles.ts';
import { vsix } from '../support/paths.ts';
import { readZip, type ZipEntry } from '../support/zip.ts';

/** Words that occur in a library's own code, minified or not, and nowhere else. */
const signs = { jose: 'ERR_JOSE_GENERIC', 'openid-client': 'openid-client/v', 'oidc-provider': 'oidc-provider' };

describe('the package', () => {
  let entries: ZipEntry[];
  let size: number;
  before(async () => {
    entries = await readZip(vsix);
    ({ size } = await stat(vsix));
  });

  it('is small, cause by cause', () => {
    const weigh = (path: RegExp): number => deflated(entries.filter((entry) => path.test(entry.path)));
    const parts = {
      demo: [weigh(/^extension\/dist\/demo[.-]/), 200_000],
      web: [weigh(/^extension\/dist\/web\./), 110_000],
      help: [weigh(/^extension\/docs\/help\//), 25_000],
      translations: [weigh(/^extension\/(l10n\/|package\.nls\.\w+\.json)/), 100_000],
    } as const;
    for (const [name, [bytes, limit]] of Object.entries(parts))
      assert.ok(bytes < limit, `${name}: ${String(bytes)} bytes`);
    const rest = Object.values(parts).reduce((left, [bytes]) => left - bytes, size);
    assert.ok(rest < 415_000, `${String(rest)} bytes of everything else`);
  });

  it('needs 130 kB to sign in and copy tokens; what it knows about them is loaded when somebody looks', async () => {
    const main = /^(extension|app-\w+|authorizationCode-\w+|refreshToken-\w+|verify-\w+)\.cjs$/;
    const files = await filesLoadedBy(entries, main);
    assert.ok(files.length > 5, files.map(({ path }) => path).join(', '));
    const bytes = deflated(files);
    assert.ok(bytes < 130_000, `${String(bytes)} bytes in ${files.map(({ path }) => basename(path)).join(', ')}`);
  });

  it('holds what VS Code and a reader need, and nothing else', () => {
    const expected =
      /^(\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(package(\.nls(\.[\w-]+)?)?\.json|readme\.md|changelog\.md|license\.txt|src\/integration\/exportedApi\.ts|docs\/help\/[\w-]+\.md|media\/[\w-]+\.(png|svg|md)|l10n\/[\w.-]+\.json|dist\/([\w-]+\.cjs|web\.cjs\.js|(demo-)?THIRD_PARTY_NOTICES\.txt)))$/i;
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

  it('works in a browser with 10 kB of its own: all else are files that Node’s entry loads too, and none wants Node', () => {
    const named = (name: string): ZipEntry => {
      const entry = entries.find(({ path }) => path === `extension/dist/${name}`);
      assert.ok(entry, name);
      return entry;
    };
    const textOf = (name: string): string => named(name).content().toString();
    // VS Code appends the second extension, whatever the manifest says.
    assert.equal(textOf('web.cjs.js'), textOf('web.cjs'));
    const files = JSON.parse(/\["web-app\.cjs"[^\]]*\]/.exec(textOf('web.cjs'))?.[0] ?? '[]') as string[];
    assert.ok(files.length > 20, files.join(', '));
    for (const name of ['web.cjs', ...files]) {
      const wanted = [...textOf(name).matchAll(/\brequire\("([^"]*)"\)/g)].map(([, path]) => path!.replace('./', ''));
      assert.deepEqual(
        wanted.filter((path) => path !== 'vscode' && !files.includes(path)),
        [],
        name,
      );
      assert.ok(!textOf(name).includes(signs['openid-client']), name);
    }
    const own = deflated([named('web.cjs'), named('web.cjs.js'), named('web-app.cjs')]);
    assert.ok(own < 10_000, `${String(own)} bytes`);
  });

  it(`loads less than ${String(limits.activation / 1000)} kB to be activated, and none of the libraries`, async () => {
    const { activation } = await loadedAtStart(entries);
    const bytes = unpacked(activation);
    assert.ok(bytes < limits.activation, `${String(bytes)} bytes in ${activation.map(({ path }) => path).join(', ')}`);
    assertFree(activation);
  });

  it(`loads less than ${String(limits.menu / 1000)} kB more to list the accounts in VS Code’s menu, and none of the libraries`, async () => {
    const { menu } = await loadedAtStart(entries);
    assert.ok(menu.length > 0);
    const bytes = unpacked(menu);
    assert.ok(bytes < limits.menu, `${String(bytes)} bytes in ${menu.map(({ path }) => path).join(', ')}`);
    assertFree(menu);
  });

  function assertFree(files: readonly ZipEntry[]): void {
    for (const [library, sign] of Object.entries(signs)) {
      const inside = (file: ZipEntry): boolean => file.content().includes(sign);
      assert.ok(entries.some(inside), `${library} is in the package, and this is how to tell`);
      assert.deepEqual(files.filter(inside), [], `${library} waits for its first use`);
    }
  }
});

/** Bytes as they are downloaded. */
function deflated(files: readonly ZipEntry[]): number {
  return files.reduce((total, file) => total + file.deflated, 0);
}
