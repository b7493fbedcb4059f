import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { out, vsix } from './paths.ts';
import { readZip } from './zip.ts';

const root = 'extension/';

/**
 * Unpacks the packaged extension with one thing changed: that it may run in Node. A served VS Code then runs its `browser`
 * entry in a web worker, as VS Code for the Web does.
 *
 * @returns the folder
 */
export async function unpackForWeb(): Promise<string> {
  const folder = join(out, 'web-extension');
  await rm(folder, { recursive: true, force: true });
  for (const { path, content } of await readZip(vsix)) {
    if (!path.startsWith(root)) continue;
    const file = join(folder, path.slice(root.length));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, path === `${root}package.json` ? withoutNode(content()) : content());
  }
  return folder;
}

function withoutNode(manifest: Buffer): string {
  return JSON.stringify({ ...(JSON.parse(manifest.toString()) as object), main: undefined, extensionKind: ['ui'] });
}
