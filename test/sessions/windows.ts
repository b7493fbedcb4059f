/** Opens windows (processes) on one shared storage, and plays VS Code's part between their views of SecretStorage. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenSet } from '../../src/oauth/tokenSet.ts';
import type { Profile } from '../../src/profile/profile.ts';

export interface WindowOptions {
  readonly directory: string;
  readonly issuer: string;
  /** What the window reads from SecretStorage when it opens. */
  readonly secrets: Record<string, string>;
  readonly protocol: 'real' | 'plain';
  /** Of the profile, where it has more than one. */
  readonly apis?: Profile['apis'];
  /** The await point at which to die. */
  readonly dieAt?: number;
  /** Another `sessions.ts` to run: one that was broken on purpose. */
  readonly sessions?: string;
}

export type Order = { readonly at?: number } & (
  | { readonly call: 'accessToken'; readonly id: string; readonly api?: number; readonly minimumLifetime?: number }
  | { readonly call: 'add'; readonly tokenSet: TokenSet }
  | { readonly call: 'list' }
);

export type ToWindow =
  | { readonly type: 'order'; readonly number: number; readonly order: Order }
  | { readonly type: 'secret'; readonly key: string; readonly value: string }
  | { readonly type: 'close' };

export interface Answer {
  readonly value?: string;
  /** Seconds since the epoch. */
  readonly expiresAt?: number;
  /** Name and reason. */
  readonly error?: string;
  /** Await points passed. */
  readonly points: number;
  /** Milliseconds. */
  readonly took: number;
}

export type FromWindow =
  | { readonly type: 'open' }
  | { readonly type: 'stored'; readonly secrets: Record<string, string> }
  | ({ readonly type: 'answer'; readonly number: number } & Answer);

/**
 * `late`: another window's write arrives after 0 to 150 ms, as on the desktop, `slowly`: after
 * 500 to 900 ms. `never`: not before the window is opened
 * again, and a write puts back everything that its window had read, as in a served VS Code.
 */
export type Propagation = 'atOnce' | 'late' | 'slowly' | 'never';

/** Milliseconds: at least, and how much more at most. */
const delays = { atOnce: [0, 0], late: [0, 150], slowly: [500, 400] } as const;

export class Window {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer | 'died') => void>();
  #number = 0;

  constructor(process: ChildProcess) {
    this.#process = process;
    process.on('message', (message: FromWindow) => {
      if (message.type === 'answer') {
        this.#waiting.get(message.number)?.(message);
        this.#waiting.delete(message.number);
      }
    });
    process.on('exit', () => {
      for (const settle of this.#waiting.values()) {
        settle('died');
      }
    });
  }

  order(order: Order): Promise<Answer | 'died'> {
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.tell({ type: 'order', number, order });
    });
  }

  tell(message: ToWindow): void {
    if (this.#process.connected) {
      this.#process.send(message);
    }
  }

  async close(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exit = once(this.#process, 'exit');
      this.tell({ type: 'close' });
      await exit;
    }
  }
}

export class Desktop {
  readonly directory: string;
  readonly #root = mkdtempSync(join(tmpdir(), 'token-inspector-windows-'));
  readonly #propagation: Propagation;
  readonly #windows = new Set<Window>();
  #secrets: Record<string, string> = {};

  constructor(propagation: Propagation) {
    this.#propagation = propagation;
    this.directory = join(this.#root, 'sessions');
  }

  async open(options: Omit<WindowOptions, 'directory' | 'secrets'>): Promise<Window> {
    const given: WindowOptions = { ...options, directory: this.directory, secrets: this.#secrets };
    const child = fork(join(import.meta.dirname, 'window.ts'), [JSON.stringify(given)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const window = new Window(child);
    this.#windows.add(window);
    child.on('exit', () => this.#windows.delete(window));
    child.on('message', (message: FromWindow) => {
      if (message.type === 'stored') {
        this.#store(window, message.secrets);
      }
    });
    await once(child, 'message');
    return window;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#windows].map((window) => window.close()));
    rmSync(this.#root, { recursive: true, force: true });
  }

  #store(writer: Window, secrets: Record<string, string>): void {
    if (this.#propagation === 'never') {
      this.#secrets = secrets;
      return;
    }
    this.#secrets = { ...this.#secrets, ...secrets };
    const [least, more] = delays[this.#propagation];
    for (const window of this.#windows) {
      if (window !== writer) {
        setTimeout(
          () => {
            for (const [key, value] of Object.entries(secrets)) {
              window.tell({ type: 'secret', key, value });
            }
          },
          least + Math.random() * more,
        );
      }
    }
  }
}
