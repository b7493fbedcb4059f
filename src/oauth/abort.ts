import { OAuthFailure } from './failure.ts';

/**
 * Waits for something that may go on without us: the signal ends this waiting, not the thing.
 *
 * @throws {OAuthFailure} the signal's reason, or `cancelled`.
 */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  return new Promise((resolve, reject) => {
    const give = () => {
      reject(signal.reason instanceof OAuthFailure ? signal.reason : new OAuthFailure('cancelled'));
    };
    if (signal.aborted) {
      give();
    }
    signal.addEventListener('abort', give, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', give);
    });
  });
}

export interface Deadline {
  /** Aborted with `cancelled` or `signInTimedOut`. */
  readonly signal: AbortSignal;
  /** Stops the clock. */
  readonly end: () => void;
}

/** @param seconds How long a person may take. */
export function deadline(cancelled: AbortSignal, seconds: number): Deadline {
  const over = new AbortController();
  const cancel = () => {
    over.abort(new OAuthFailure('cancelled'));
  };
  const timer = setTimeout(() => {
    over.abort(new OAuthFailure('signInTimedOut'));
  }, seconds * 1000);
  if (cancelled.aborted) {
    cancel();
  }
  cancelled.addEventListener('abort', cancel, { once: true });
  return {
    signal: over.signal,
    end: () => {
      clearTimeout(timer);
      cancelled.removeEventListener('abort', cancel);
    },
  };
}

/** @throws {OAuthFailure} `cancelled` when the signal aborts. */
export function pause(seconds: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  return unlessAborted(over, signal).finally(() => {
    clearTimeout(timer);
  });
}
