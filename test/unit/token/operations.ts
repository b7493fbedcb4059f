import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Counts how often the blocks of `src/token` run while a text is read, by V8's block coverage. Unlike a clock it gives the
 * same number every time, so that growth can be asserted. What happens inside built-in functions is not counted. In a
 * thread of its own, since V8 counts only in code that it compiles after counting began.
 */
export class OperationCounter {
  readonly #worker: Worker;

  /** @param work What is done with the text: whether it is read as a token, or as the error of an API. */
  constructor(work: 'decode' | 'explain' = 'decode') {
    this.#worker = new Worker(new URL('operationsWorker.ts', import.meta.url), { workerData: work });
  }

  async count(input: string): Promise<number> {
    this.#worker.postMessage(input);
    const [count] = (await once(this.#worker, 'message')) as [number];
    return count;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
