import { timingSafeEqual } from 'node:crypto';

/** Another authorization request, for the browser that brought an answer. */
export interface SentOn {
  readonly url: string;
  readonly state: string;
}

export interface AwaitedRequest {
  readonly redirectUri: string;
  readonly state: string;
  /**
   * Asked about an answer before the browser gets a page: the browser may be sent on to another authorization request,
   * whose answer is then waited for. If it rejects, so does `answer`.
   */
  readonly sendOn?: ((answer: URL) => Promise<SentOn | undefined>) | undefined;
}

/**
 * The one answer to an authorization request (RFC 6749 §4.1.2), whichever way it comes: to the listener, through VS
 * Code's own addresses, or pasted. What is not the answer changes nothing.
 */
export class AwaitedAnswer {
  /** The redirect URI in use with the query that came back. Built from what was registered, never from a Host header. */
  readonly answer: Promise<URL>;
  redirectUri: string;
  readonly #sendOn: AwaitedRequest['sendOn'];
  #state: string | undefined;
  #closed = false;
  #resolve: (answer: URL | Promise<never>) => void = () => undefined;

  constructor({ redirectUri, state, sendOn }: AwaitedRequest) {
    this.redirectUri = redirectUri;
    this.#state = state;
    this.#sendOn = sendOn;
    this.answer = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    // Whoever waits for it may have stopped waiting.
    this.answer.catch(() => undefined);
  }

  /** False once it is here, or nobody waits any more. */
  get open(): boolean {
    return this.#state !== undefined;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether these are the parameters of the answer: the right state, once, and a code or an error. */
  fits(query: URLSearchParams): boolean {
    const states = query.getAll('state');
    return (
      this.#state !== undefined &&
      states.length === 1 &&
      isSame(states[0] ?? '', this.#state) &&
      (query.has('code') || query.has('error'))
    );
  }

  /**
   * Takes parameters that fit. From here on they are the answer, unless the browser is to be sent on.
   *
   * @throws what `sendOn` throws.
   */
  async take(query: URLSearchParams): Promise<SentOn | undefined> {
    const received = new URL(this.redirectUri);
    received.search = query.toString();
    this.#state = undefined;
    if (this.#sendOn === undefined) {
      this.#resolve(received);
      return undefined;
    }
    try {
      const next = await this.#sendOn(received);
      if (next === undefined) this.#resolve(received);
      else if (!this.#closed) this.#state = next.state;
      return next;
    } catch (error) {
      this.#resolve(Promise.reject(error instanceof Error ? error : new Error('sendOn')));
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    this.#state = undefined;
  }
}

function isSame(received: string, expected: string): boolean {
  const [one, other] = [Buffer.from(received), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
