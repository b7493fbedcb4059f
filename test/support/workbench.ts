import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { openBrowser } from './chromium.ts';
import { CodeServer, type CodeServerOptions } from './codeServer.ts';
import { vsix } from './paths.ts';
import { WorkbenchWindow } from './workbenchWindow.ts';

/** What is running, for screenshots of failed tests and for cleaning up after them. */
export const running = new Set<Workbench>();

/**
 * A real VS Code with the packaged extension, in a real browser, as end-to-end tests use it. Two windows are two pages of
 * one browser. Everything is written to one temporary folder that {@link stop} removes.
 */
export class Workbench {
  readonly server: CodeServer;
  #browser: BrowserContext;

  private constructor(server: CodeServer, browser: BrowserContext) {
    this.server = server;
    this.#browser = browser;
  }

  /** Installs the extension and starts; the version is by default the one that the test run is about. */
  static async start(options: Partial<CodeServerOptions> = {}): Promise<Workbench> {
    const version = process.env['TEST_VSCODE'] === 'oldest' ? 'oldest' : 'newest';
    const server = await CodeServer.start({ version, vsixes: [vsix], ...options });
    try {
      const workbench = new Workbench(server, await openBrowser(profile(server)));
      running.add(workbench);
      return workbench;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Opens a window and waits until extensions are there. */
  async openWindow(folder?: string): Promise<WorkbenchWindow> {
    return WorkbenchWindow.open(await this.#browser.newPage(), this.server, folder);
  }

  /** The browser, for pages that are not VS Code's. */
  get browser(): BrowserContext {
    return this.#browser;
  }

  /** Ends the server with its extension hosts and starts it at the same address. Open windows have to be reloaded. */
  async restartServer(): Promise<void> {
    await this.server.end();
    await this.server.run();
  }

  /** Closes every window and the browser, and opens it again with what it kept. */
  async restartBrowser(): Promise<void> {
    await this.#browser.close();
    this.#browser = await openBrowser(profile(this.server));
  }

  /** Closes every window and starts the browser anew, where a served VS Code keeps its secrets: a keyring that forgets. */
  async forgetSecrets(): Promise<void> {
    await this.#browser.close();
    await rm(profile(this.server), { recursive: true });
    this.#browser = await openBrowser(profile(this.server));
  }

  /**
   * Files that VS Code wrote, on the server and in the browser's storage, in which one of `texts` occurs. The cache of
   * pages that the browser visited is not VS Code's and left out.
   */
  async filesWith(...texts: string[]): Promise<string[]> {
    const files = await this.server.filesWith(...texts);
    return files.filter(
      (file) => !file.startsWith('browser') || /(IndexedDB|Local Storage|Session Storage)/.test(file),
    );
  }

  async stop(): Promise<void> {
    running.delete(this);
    await this.#browser.close();
    await this.server.stop();
  }
}

function profile(server: CodeServer): string {
  return join(server.data, 'browser');
}
