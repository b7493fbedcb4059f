import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { out, root } from './paths.ts';
import { succeed } from './processes.ts';

/** Packages a folder below `test/support/` as an extension. Returns the path of the package. */
export async function packageExtension(name: string): Promise<string> {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const packaged = join(out, `${name}.vsix`);
  await mkdir(out, { recursive: true });
  await succeed(process.execPath, [vsce, 'package', '--no-dependencies', '--skip-license', '--out', packaged], {
    cwd: join(import.meta.dirname, name),
  });
  return packaged;
}
