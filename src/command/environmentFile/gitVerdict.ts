import { execFile } from 'node:child_process';
import { lstat, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

/**
 * What git says of a file: only one that is `ignored` cannot be committed by accident. A file that git tracks is not
 * ignored, whatever `.gitignore` says.
 */
export type GitVerdict = 'ignored' | 'notIgnored' | 'tracked' | 'noRepository' | 'noGit';

/**
 * @param git The program.
 * @param file A real path ({@link realFile}) in a folder that exists; the file itself need not.
 */
export async function gitVerdict(git: string, file: string): Promise<GitVerdict> {
  const folder = ['-C', dirname(file)];
  const ignored = await exitCode(git, [...folder, 'check-ignore', '--quiet', '--', file]);
  if (ignored === undefined) return 'noGit';
  if (ignored === 0) return 'ignored';
  if (ignored !== 1) return 'noRepository';
  const tracked = await exitCode(git, ['--literal-pathspecs', ...folder, 'ls-files', '--error-unmatch', '--', file]);
  return tracked === 0 ? 'tracked' : 'notIgnored';
}

/**
 * Where the file really is, links resolved.
 *
 * @returns `undefined` where that is outside the folder, or a link leads to nothing.
 */
export async function realFile(file: string, folder: string): Promise<string | undefined> {
  try {
    const exists = await lstat(file).then(
      () => true,
      () => false,
    );
    const real = exists ? await realpath(file) : join(await realpath(dirname(file)), basename(file));
    const inside = relative(await realpath(folder), real);
    return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? undefined : real;
  } catch {
    return undefined;
  }
}

/** The line of a `.gitignore` beside the file that names this file alone. */
export function ignoreLine(file: string): string {
  return `/${basename(file)
    .replace(/[\\*?[\]]/g, '\\$&')
    .replace(/ $/, '\\ ')}`;
}

/** Not in the workspace, where Windows would look for the program first; and by no repository but the file's own. */
function exitCode(program: string, words: readonly string[]): Promise<number | undefined> {
  const env = { ...process.env, GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined };
  return new Promise((resolve) => {
    execFile(program, words, { cwd: homedir(), env, timeout: 20_000 }, (error) => {
      if (error === null) resolve(0);
      else resolve(typeof error.code === 'number' ? error.code : undefined);
    });
  });
}
