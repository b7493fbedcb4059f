/** How a shell that is already open is told where `access-token` is: one line that reads a file. */
import { delimiter } from 'node:path';
import { fishQuoted, posixQuoted, powerShellQuoted } from '../../command/copyAs/quote.ts';
import type { ProgramVariables } from './program.ts';

interface Shell {
  /** Of the file; PowerShell runs no file with another one. */
  readonly extension: string;
  /** Goes before what the shell has as its `PATH`. */
  prepend(folder: string): string;
  set(name: string, value: string): string;
  /** Has the shell do what stands in the file, in itself and not in a process of its own. */
  read(file: string): string;
}

/** In the order in which they are offered. The names are kept as the last choice: they never change. */
export const shells = {
  posix: {
    extension: 'sh',
    prepend: (folder) => `PATH=${posixQuoted(folder)}"\${PATH:+:$PATH}"; export PATH`,
    set: (name, value) => `${name}=${posixQuoted(value)}; export ${name}`,
    read: (file) => `. ${posixQuoted(file)}`,
  },
  fish: {
    extension: 'fish',
    prepend: (folder) => `set -gx PATH ${fishQuoted(folder)} $PATH`,
    set: (name, value) => `set -gx ${name} ${fishQuoted(value)}`,
    read: (file) => `source ${fishQuoted(file)}`,
  },
  powerShell: {
    extension: 'ps1',
    prepend: (folder) => `$env:PATH = ${powerShellQuoted(folder + delimiter)} + $env:PATH`,
    set: (name, value) => `$env:${name} = ${powerShellQuoted(value)}`,
    // Windows runs no script file unless somebody allowed it (about_Execution_Policies), but does what it is told.
    // Windows PowerShell 5.1 would take the file for one in the computer's own code page.
    read: (file) => `Invoke-Expression (Get-Content -Raw -Encoding UTF8 -LiteralPath ${powerShellQuoted(file)})`,
  },
} as const satisfies Record<string, Shell>;

export type ShellId = keyof typeof shells;

/** Those in which `access-token` works on this computer: a named pipe is reached from PowerShell, not from a Linux beside it. */
export function shellsHere(): readonly ShellId[] {
  return process.platform === 'win32' ? ['powerShell'] : ['posix', 'fish', 'powerShell'];
}

/** What stands in the file. */
export function fileContent(id: ShellId, folder: string, variables: ProgramVariables): string {
  const shell: Shell = shells[id];
  const lines = [shell.prepend(folder), ...Object.entries(variables).map(([name, value]) => shell.set(name, value))];
  return `${lines.join('\n')}\n`;
}
