/**
 * VS Code from the npm registry. The `code-server` package holds Microsoft's server and workbench, patched little; a browser
 * shows it and Node runs its extension host. It is fetched without install scripts: those want a compiler for parts that
 * no test touches (the terminal, Kerberos), or that are replaced here (log files).
 */
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, exists } from './cached.ts';
import { npm } from './processes.ts';

/** The newest VS Code that is tested and the oldest one that the extension supports. */
export type Version = 'newest' | 'oldest';

interface Release {
  /** Version of the npm package. */
  codeServer: string;
  /** Version of VS Code in it, which is also the desktop release to test. */
  code: string;
  /** The Node to run it with when it is not ours. */
  node?: string;
}

export const releases: Record<Version, Release> = {
  newest: { codeServer: '4.139.1', code: '1.139.1' },
  oldest: { codeServer: '4.90.3', code: '1.90.2', node: '20.20.2' },
};

export interface ServedVSCode {
  version: Version;
  /** The Node executable that runs both entries. */
  node: string;
  /** code-server's own entry: proxies ports, keeps secrets, installs extensions. */
  codeServer: string;
  /** VS Code's server entry: can run tests inside the extension host. */
  serverMain: string;
}

/** Fetches what is not in the cache yet. @throws when the npm registry cannot be reached. */
export async function servedVSCode(version: Version): Promise<ServedVSCode> {
  const release = releases[version];
  const [folder, node] = await Promise.all([codeServer(release.codeServer), nodeFor(release)]);
  const home = join(folder, 'node_modules', 'code-server');
  return {
    version,
    node,
    codeServer: join(home, 'out', 'node', 'entry.js'),
    serverMain: join(home, 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

async function codeServer(version: string): Promise<string> {
  return cached(`code-server-${version}`, async (folder) => {
    await emptyPackage(folder);
    // The package pins another Node than may run npm here, and its peers disagree: neither matters to what is used.
    await npm(folder, ['install', '--force', `code-server@${version}`]);
    const lib = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
    await npm(lib, ['install', '--omit=dev', '--legacy-peer-deps']);
    await copyFile(join(import.meta.dirname, 'spdlog.cjs'), join(lib, 'node_modules', '@vscode', 'spdlog', 'index.js'));
    // Hashes passwords, which nobody has here. Newer releases bring it compiled.
    const argon2 = join(folder, 'node_modules', 'argon2', 'argon2.js');
    if (await exists(argon2)) await writeFile(argon2, 'module.exports = {};\n');
  });
}

async function nodeFor({ node }: Release): Promise<string> {
  if (node === undefined) return process.execPath;
  // The package `node` only fetches one of these, by an install script.
  const { platform, arch } = process;
  const name = `${platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${platform}-${arch}`;
  const folder = await cached(`node-${node}`, async (folder) => {
    await emptyPackage(folder);
    await npm(folder, ['install', `${name}@${node}`]);
  });
  return join(folder, 'node_modules', name, 'bin', 'node');
}

async function emptyPackage(folder: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
}
