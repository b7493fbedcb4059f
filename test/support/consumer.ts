import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CodeServer } from './codeServer.ts';
import type { WorkbenchWindow } from './workbenchWindow.ts';

/** What came of a question. */
export interface Answer {
  /** Tells the windows apart. */
  readonly host: number;
  readonly id?: number;
  readonly answer?: unknown;
  readonly error?: string;
  readonly name?: string;
  readonly code?: string;
}

/** Somebody else's extension in a window, which asks for tokens. */
export class Consumer {
  readonly #window: WorkbenchWindow;
  readonly #file: string;
  static #asked = 0;

  constructor(window: WorkbenchWindow, { folder }: CodeServer) {
    this.#window = window;
    this.#file = join(folder, 'consumer.jsonl');
  }

  /** Asks, and does not wait: a person may have to do something first. */
  async ask(question: Record<string, unknown>): Promise<() => Promise<Answer>> {
    const id = ++Consumer.#asked;
    await this.#window.runCommand('Consumer: Ask');
    await this.#window.inputBox(JSON.stringify({ id, ...question }));
    return async () => this.#line((line) => line.id === id);
  }

  /** Asks for a session as `vscode.authentication.getSession` does, silently if nothing else is said. */
  async getSession(scopes: readonly string[], options: Record<string, unknown> = { silent: true }) {
    return this.ask({ kind: 'getSession', scopes, options });
  }

  /** How many changes a window was told of so far. */
  async changes(host: number): Promise<number> {
    return (await this.#lines()).filter((line) => 'event' in line && line.host === host).length;
  }

  /** Waits until a window was told of more changes than `before`. */
  async waitForChange(host: number, before: number): Promise<void> {
    for (let tries = 0; (await this.changes(host)) <= before; tries++) {
      if (tries === 200) throw new Error('The consumer was told of no change.');
      await this.#window.page.waitForTimeout(100);
    }
  }

  async #line(wanted: (line: Answer) => boolean): Promise<Answer> {
    for (let tries = 0; tries < 300; tries++) {
      const found = (await this.#lines()).find(wanted);
      if (found !== undefined) return found;
      await this.#window.page.waitForTimeout(100);
    }
    throw new Error('The consumer got no answer.');
  }

  async #lines(): Promise<readonly Answer[]> {
    const text = await readFile(this.#file, 'utf8').catch(() => '');
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Answer);
  }
}
