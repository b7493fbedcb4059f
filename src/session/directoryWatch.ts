/** Notices other windows' writes. Runs only while somebody listens; never polls. */
import { watch, type FSWatcher } from 'node:fs';
import { mkdir } from 'node:fs/promises';

/** Milliseconds: one refresh writes several files. */
const quietFor = 100;

export class DirectoryWatch {
  readonly #directory: string;
  readonly #listeners = new Set<() => void>();
  readonly #log: (message: string) => void;
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #starting = false;

  constructor(directory: string, log: (message: string) => void) {
    this.#directory = directory;
    this.#log = log;
  }

  add(listener: () => void): { dispose(): void } {
    // Each registration is its own, even of the same function.
    const entry = (): void => {
      listener();
    };
    this.#listeners.add(entry);
    void this.#start();
    return {
      dispose: () => {
        this.#listeners.delete(entry);
        if (this.#listeners.size === 0) {
          this.#stop();
        }
      },
    };
  }

  fire(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }

  dispose(): void {
    this.#listeners.clear();
    this.#stop();
  }

  async #start(): Promise<void> {
    if (this.#watcher !== undefined || this.#starting) {
      return;
    }
    this.#starting = true;
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      if (this.#listeners.size > 0) {
        const watcher = watch(this.#directory, { persistent: false }, (_event, file) => {
          if (file === null || /\.(session|key)$/.test(file)) {
            this.#soon();
          }
        });
        this.#watcher = watcher.on('error', (error) => {
          this.#log(`the directory of sessions is no longer watched: ${error.message}`);
          this.#stop();
        });
      }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
      this.#log(`other windows' sessions are not noticed before the view is refreshed: ${code}`);
    } finally {
      this.#starting = false;
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.fire();
    }, quietFor).unref();
  }

  #stop(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
