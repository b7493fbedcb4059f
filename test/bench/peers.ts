/** What peers weigh that the npm registry has: installed, with everything that they need. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { out } from '../support/paths.ts';
import { kB, type Row } from './report.ts';

/** Command lines; HTTP clients and decoders as people install them otherwise are not in the registry. */
const peers = ['httpyac@6.16.7', '@usebruno/cli@4.1.0', 'jwt-cli@2.0.0'];

/** @param ours bytes of the unpacked extension */
export async function peerSizes(ours: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const peer of peers) {
    const size = await installedSize(peer).catch(() => undefined);
    const beside = size === undefined ? 'not reached' : kB(size);
    rows.push({
      what: `unpacked; beside it ${peer} with its dependencies`,
      ours: kB(ours),
      beside,
      ratio: size && ours / size,
    });
  }
  return rows;
}

/** @throws where the registry cannot be reached. */
async function installedSize(peer: string): Promise<number> {
  const folder = join(out, 'peers', peer.replace('/', '-'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // Without a manifest of its own npm would install into the repository.
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await promisify(execFile)(
    'npm',
    ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', peer],
    { cwd: folder, timeout: 60_000, shell: process.platform === 'win32' },
  );
  const size = await sizeOf(join(folder, 'node_modules'));
  await rm(folder, { recursive: true, force: true });
  return size;
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
