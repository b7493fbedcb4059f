import type { Clock } from '../../../src/oauth/devicePolling.ts';
import { OAuthFailure } from '../../../src/oauth/failure.ts';

/** A clock that jumps where a person would wait. */
export class FastClock implements Clock {
  /** Called before each wait, for what happens meanwhile. */
  onWait: () => unknown = () => undefined;
  #now = 1_700_000_000;

  now(): number {
    return this.#now;
  }

  async wait(seconds: number, signal: AbortSignal): Promise<void> {
    await this.onWait();
    if (signal.aborted) throw new OAuthFailure('cancelled');
    this.#now += seconds;
  }
}
