import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the client is told, by the environment of its shell. */
export interface Surroundings {
  readonly socketPath: string;
  readonly secret: string;
  /** A sentence for when nobody answers any more. */
  readonly goneText: string;
}

/** Names its shell to the client. */
export const ownVariable = 'TOKEN_INSPECTOR_TERMINAL';

const name = 'access-token';
const elsewhere =
  'works in a Terminal With Access Token of VS Code, and where its command Use Access Token in Another Shell was used';

/** `NODE_OPTIONS` is for the programs of the user: a debugger would attach itself to this one. */
const scripts: Readonly<Record<string, string>> = {
  [name]: `#!/bin/sh
: "\${${ownVariable}:?${name} ${elsewhere}}"
unset NODE_OPTIONS
ELECTRON_RUN_AS_NODE=1
export ELECTRON_RUN_AS_NODE
exec "$TOKEN_INSPECTOR_NODE" "$TOKEN_INSPECTOR_CLIENT" "$@"
`,
  [`${name}.cmd`]: `@echo off\r
if not defined ${ownVariable} (echo ${name} ${elsewhere}.>&2& exit /b 1)\r
setlocal\r
set NODE_OPTIONS=\r
set ELECTRON_RUN_AS_NODE=1\r
"%TOKEN_INSPECTOR_NODE%" "%TOKEN_INSPECTOR_CLIENT%" %*\r
`,
};

/**
 * Writes the program `access-token` into a folder, where it is not there yet. Written and not packaged: a package may lose
 * that a file can be executed. It is the same for all windows and versions; what differs stands in the environment.
 *
 * @throws Error of the operating system
 */
export async function writeProgram(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [file, script] of Object.entries(scripts)) {
    const path = join(folder, file);
    if ((await readFile(path, 'utf8').catch(() => undefined)) === script) continue;
    // Somebody may be running the old one.
    const fresh = `${path}.${String(process.pid)}`;
    await writeFile(fresh, script);
    await chmod(fresh, 0o755);
    await rename(fresh, path);
  }
}

/** What a shell must have in its environment for the program to be answered. */
export type ProgramVariables = Readonly<
  Record<typeof ownVariable | 'TOKEN_INSPECTOR_NODE' | 'TOKEN_INSPECTOR_CLIENT', string>
>;

/** @param client the file that the program has Node run */
export function variablesOf(client: string, surroundings: Surroundings): ProgramVariables {
  return {
    TOKEN_INSPECTOR_NODE: process.execPath,
    TOKEN_INSPECTOR_CLIENT: client,
    [ownVariable]: JSON.stringify(surroundings),
  };
}
