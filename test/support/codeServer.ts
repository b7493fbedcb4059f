import type { ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { endGroup, firstMatch, freePort, startGroup, succeed } from './processes.ts';
import { servedVSCode, type ServedVSCode, type Version } from './vscode.ts';

export interface CodeServerOptions {
  version: Version;
  /** Packaged extensions to install. */
  vsixes: string[];
  /** Folders of extensions to copy to where the installed ones are. */
  unpacked?: string[];
  /** User settings to start with, besides those that keep VS Code quiet. */
  settings?: Record<string, unknown>;
  /** Files of the folder to open: a folder to copy, or path → content. */
  folder?: string | Record<string, string>;
  /** Whether VS Code asks if the folder is trusted. */
  workspaceTrust?: boolean;
  /** Port to serve at, if it is free. */
  port?: number;
}

/** Settings that keep welcome pages, tips, assistants and the network out of the way. */
export const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'git.enabled': false,
  // On a busy machine it says again and again that there are many ports, over what a test wants to read.
  'remote.autoForwardPorts': false,
};

/** A VS Code server with the packaged extension, and everything that it writes in one temporary folder. */
export class CodeServer {
  /** Everything that VS Code and the browser write. */
  readonly data: string;
  readonly folder: string;
  readonly port: number;
  readonly #vscode: ServedVSCode;
  readonly #options: CodeServerOptions;
  #process: ChildProcess | undefined;

  private constructor(vscode: ServedVSCode, options: CodeServerOptions, data: string, port: number) {
    this.#vscode = vscode;
    this.#options = options;
    this.data = data;
    this.folder = join(data, 'folder');
    this.port = port;
  }

  static async start(options: CodeServerOptions): Promise<CodeServer> {
    const vscode = await servedVSCode(options.version);
    const data = await mkdtemp(join(tmpdir(), 'workbench-'));
    const server = new CodeServer(vscode, options, data, await freePort(options.port));
    try {
      await server.#writeFiles();
      for (const extension of options.unpacked ?? []) {
        await cp(extension, join(data, 'extensions', basename(extension)), { recursive: true });
      }
      const installs = options.vsixes.flatMap((vsix) => ['--install-extension', vsix]);
      if (installs.length > 0) {
        await succeed(vscode.node, [...server.#arguments(), ...installs], {
          env: server.#environment(),
        });
      }
      await server.run();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Address of a window on a folder. */
  url(folder = this.folder): string {
    return `http://127.0.0.1:${this.port}/?folder=${encodeURIComponent(folder)}`;
  }

  /** Starts the server, again after {@link end}. */
  async run(): Promise<void> {
    const server = startGroup(
      this.#vscode.node,
      [
        ...this.#arguments(),
        ...['--auth', 'none', '--bind-addr', `127.0.0.1:${this.port}`],
        ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
        ...(this.#options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
        // What the bare address opens.
        this.folder,
      ],
      { env: this.#environment() },
    );
    this.#process = server;
    await firstMatch(server, /listening on http/);
  }

  /** Ends the server and its extension hosts; its data stay. */
  async end(): Promise<void> {
    if (this.#process) await endGroup(this.#process);
    this.#process = undefined;
  }

  /** Ends the server and removes what was written. */
  async stop(): Promise<void> {
    await this.end();
    await rm(this.data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  /** Paths, relative to {@link data}, of all files in which one of the texts occurs. */
  async filesWith(...texts: string[]): Promise<string[]> {
    const entries = await readdir(this.data, { recursive: true, withFileTypes: true });
    const found: string[] = [];
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const content = await readFile(file).catch(() => Buffer.alloc(0));
      // IndexedDB and LevelDB may keep strings in UTF-16.
      const hit = texts.some((text) => content.includes(text) || content.includes(Buffer.from(text, 'utf16le')));
      if (hit) found.push(relative(this.data, file));
    }
    return found;
  }

  async #writeFiles(): Promise<void> {
    const { settings, folder = {} } = this.#options;
    await mkdir(join(this.data, 'User'), { recursive: true });
    await mkdir(this.folder);
    await writeFile(join(this.data, 'User', 'settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
    if (typeof folder === 'string') {
      await cp(folder, this.folder, { recursive: true });
      return;
    }
    for (const [path, content] of Object.entries(folder)) {
      await mkdir(dirname(join(this.folder, path)), { recursive: true });
      await writeFile(join(this.folder, path), content);
    }
  }

  #arguments(): string[] {
    return [
      this.#vscode.codeServer,
      ...['--config', join(this.data, 'config.yaml')],
      ...['--user-data-dir', this.data],
      ...['--extensions-dir', join(this.data, 'extensions')],
    ];
  }

  /** A home of its own, and none of the variables by which a terminal inside VS Code would reach that VS Code instead. */
  #environment(): NodeJS.ProcessEnv {
    const ours = Object.entries(process.env).filter(
      ([name]) => !/^(VSCODE_|XDG_|ELECTRON_|PORT$|PASSWORD$)/.test(name),
    );
    return { ...Object.fromEntries(ours), HOME: join(this.data, 'home') };
  }
}
