/** Which files of the package are loaded, and when: what a window pays for that nobody uses. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { ZipEntry } from './zip.ts';

/** Bytes of code: what activation loads, and what the accounts in VS Code's menu load besides, where somebody is signed in. */
export const limits = { activation: 10_000, menu: 48_000 };

export async function loadedAtStart(
  entries: readonly ZipEntry[],
): Promise<Readonly<Record<keyof typeof limits, readonly ZipEntry[]>>> {
  const activation = await filesLoadedBy(entries, /^extension\.cjs$/);
  const groundFloor = await filesLoadedBy(entries, /^groundFloor-\w+\.cjs$/);
  return { activation, menu: groundFloor.filter(({ path }) => !activation.some((file) => file.path === path)) };
}

/** Bytes as they are read. */
export function unpacked(files: readonly ZipEntry[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** The package's own files that `require` reads for those of `dist/` with such a name. */
export async function filesLoadedBy(entries: readonly ZipEntry[], names: RegExp): Promise<ZipEntry[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'package-')));
  try {
    await unpack(entries, folder);
    const dist = join(folder, 'extension', 'dist');
    const wanted = entries.map(({ path }) => basename(path)).filter((name) => names.test(name));
    const loaded = new Set(wanted.flatMap((name) => loadedBy(join(dist, name))));
    const files = entries.filter(({ path }) => loaded.has(basename(path)));
    assert.equal(files.length, loaded.size);
    return files;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Unpacks the code, beside a `vscode` that does nothing. */
async function unpack(entries: readonly ZipEntry[], folder: string): Promise<void> {
  const files = entries.filter(({ path }) => path.startsWith('extension/dist/'));
  for (const { path, content } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content());
  }
  await mkdir(join(folder, 'node_modules'));
  // Whatever is asked of it, it is a class that one can extend, call and ask again.
  const stub = 'const any = new Proxy(class {}, { get: (target, name) => target[name] ?? any, apply: () => any });\n';
  await writeFile(join(folder, 'node_modules', 'vscode.js'), `${stub}module.exports = any;\n`);
}

/** Names of the package's own files that `require` reads for `file`. */
function loadedBy(file: string): string[] {
  const load = createRequire(file);
  load(file);
  const loaded = Object.keys(load.cache).filter((path) => dirname(path) === dirname(file));
  return loaded.map((path) => basename(path));
}
