/**
 * A browser for VS Code's workbench: Chrome, Edge or Chromium if one is installed, else the headless Chromium of the npm
 * package `@sparticuz/chromium`, which also carries the libraries and the font that a bare system does not have.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type LaunchOptions } from 'playwright-core';
import { cached, exists } from './cached.ts';
import { run, succeed } from './processes.ts';

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Program {
  executablePath: string;
  env: Record<string, string>;
}

let program: Promise<Program> | undefined;

/** Finds a browser, or unpacks one into the cache. @throws when there is neither. */
export async function chromiumProgram(): Promise<Program> {
  return (program ??= find());
}

/** Starts a headless browser that remembers nothing. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/** Starts a headless browser with its profile in a folder, and with the clipboard allowed. */
export async function openBrowser(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...(await launchOptions()),
    viewport: { width: 1400, height: 1000 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
}

async function launchOptions(): Promise<LaunchOptions> {
  const { executablePath, env } = await chromiumProgram();
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { executablePath, args: [...quiet, ...asRoot], env: { ...process.env, ...env } };
}

async function find(): Promise<Program> {
  const given = process.env['CHROME_PATH'];
  const candidates = given === undefined ? installed() : [given];
  for (const executablePath of candidates) {
    if (await exists(executablePath)) return { executablePath, env: {} };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
  throw new Error('Install Chrome, Edge or Chromium for these tests, or set CHROME_PATH to its executable.');
}

/** Where installers put browsers. */
function installed(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  }
  if (process.platform === 'win32') {
    return ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap((app) =>
      ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((base) => join(process.env[base] ?? '', app)),
    );
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
}

/**
 * The package unpacks into the system's temporary folder and takes whatever lies there for complete; in a process of its
 * own, with another temporary folder, it fills the cache. The environment makes it unpack its libraries too.
 */
async function unpacked(): Promise<Program> {
  const module = import.meta.resolve('@sparticuz/chromium');
  const manifest = await readFile(new URL('../../package.json', module), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = await cached(`chromium-${version}`, async (folder) => {
    const script = `await (await import(${JSON.stringify(module)})).default.executablePath()`;
    await succeed(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
  });
  const executablePath = join(folder, 'chromium');
  return { executablePath, env: { ...(await libraries(folder, executablePath)), ...(await fonts(folder)) } };
}

/** The package's libraries, where the system lacks some: its own are preferred. */
async function libraries(folder: string, executablePath: string): Promise<Record<string, string>> {
  const linked = await run('ldd', [executablePath]).catch(() => ({ output: 'not found' }));
  if (!linked.output.includes('not found')) return {};
  const before = process.env['LD_LIBRARY_PATH'];
  const ours = join(folder, 'al2023', 'lib');
  return { LD_LIBRARY_PATH: before ? `${ours}${delimiter}${before}` : ours };
}

/** The package's font, where the system has none: without one, no text is drawn. */
async function fonts(folder: string): Promise<Record<string, string>> {
  if ((await exists('/etc/fonts/fonts.conf')) && (await exists('/usr/share/fonts'))) return {};
  const file = join(folder, 'fonts.conf');
  const config = `<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`;
  await writeFile(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">${config}\n`);
  return { FONTCONFIG_FILE: file };
}
