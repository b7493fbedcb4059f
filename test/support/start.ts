/**
 * `npm start`: builds, and opens a VS Code with the extension and a small example folder: the desktop program if there is
 * one, else a VS Code served to the browser. Ctrl+C ends what was started.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { exists } from './cached.ts';
import { CodeServer, quiet } from './codeServer.ts';
import { packageExtension } from './packageExtension.ts';
import { root, vsix } from './paths.ts';
import { npmRun, succeed } from './processes.ts';

const example = join(import.meta.dirname, 'example');
/** A little extension that shows the Token Inspector view at once. */
const opener = join(import.meta.dirname, 'opener');
const settings = { 'workbench.startupEditor': 'readme' };

async function start(): Promise<void> {
  console.log('Building the extension…');
  const desktop = process.env['START_VSCODE'] === 'served' ? undefined : await desktopCommand();
  if (desktop !== undefined) {
    await npmRun('build');
    await startDesktop(desktop);
    return;
  }
  await npmRun('package');
  console.log('Starting VS Code (the first time it is fetched, which takes a moment)…');
  const vsixes = [vsix, await packageExtension('opener')];
  const server = await CodeServer.start({ version: 'newest', vsixes, folder: example, settings, port: 8080 });
  console.log(`\nOpen this address in a browser. Ctrl+C ends it.\n\nhttp://localhost:${server.port}/\n`);
  await interrupted();
  await server.stop();
}

/** Path of the command `code`. It is of use where desktop programs can show themselves. */
async function desktopCommand(): Promise<string | undefined> {
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  if (process.platform === 'linux' && (display === undefined || process.getuid?.() === 0)) return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const candidates = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  if (process.platform === 'darwin') {
    candidates.push('/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code');
  }
  for (const path of candidates) if (await exists(path)) return path;
  return undefined;
}

/** Opens a window that loads the extension from here, with settings and extensions of its own, and waits for its end. */
async function startDesktop(command: string): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'token-inspector-'));
  await mkdir(join(data, 'User'), { recursive: true });
  await writeFile(join(data, 'User', 'settings.json'), JSON.stringify({ ...quiet, ...settings }));
  const ending = interrupted();
  const shell = process.platform === 'win32';
  const quote = (text: string): string => (shell ? `"${text}"` : text);
  const window = succeed(
    quote(command),
    [
      ...['--new-window', '--wait', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
      ...[`--user-data-dir=${data}`, `--extensions-dir=${join(data, 'extensions')}`].map(quote),
      ...[`--extensionDevelopmentPath=${root}`, `--extensionDevelopmentPath=${opener}`, example].map(quote),
    ],
    { shell },
  );
  console.log('VS Code opens. Close its window, or press Ctrl+C here, to end.');
  await Promise.race([window, ending]);
  await rm(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function interrupted(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}

await start();
process.exit();
