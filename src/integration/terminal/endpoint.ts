import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { hardenedServer, stop } from '../../oauth/loopbackServer.ts';
import { freshPlace, removeLeftPlaces, type Place } from './place.ts';

/** What a program in a terminal is told at its end. */
export interface Reply {
  readonly exitCode: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** The program that waits. */
export interface Caller {
  /** Writes a line to its standard error while it waits. */
  say(line: string): void;
  /** Aborted when it goes, or its right does. */
  readonly signal: AbortSignal;
}

/** Answers a program that was started with these arguments. Never rejects. */
type Answer = (args: readonly string[], caller: Caller) => Promise<Reply>;

/** What the programs of one shell may ask for. */
export interface Right {
  /** Stands in the environment of that shell, and where that is already open, in the file that it reads. */
  readonly secret: string;
  revoke(): void;
}

interface Kept {
  readonly digest: Buffer;
  readonly answer: Answer;
  readonly controller: AbortController;
}

/** Milliseconds. What asks is on this computer and has its request ready. */
const defaultPatience = 5000;

/**
 * Where programs in shells ask this window: a Unix socket in a folder of this user's own, or a named pipe on Windows.
 * A request says nothing but a secret and arguments: what it may have was decided when the secret was made. Whoever does
 * not know one is hung up on, without a word.
 */
export class Endpoint {
  readonly address: string;
  /** Nobody but this user may enter it. It goes with the window, with all that was put there. */
  readonly directory: string;
  readonly #server: Server;
  readonly #rights = new Set<Kept>();

  private constructor({ address, directory }: Place, patience: number) {
    this.address = address;
    this.directory = directory;
    this.#server = hardenedServer(patience, (request, response) => {
      void this.#handle(request, response);
    });
  }

  /**
   * @param patience Milliseconds in which a request must be complete.
   * @throws Error of the operating system when no place for it can be made
   */
  static async open(patience = defaultPatience): Promise<Endpoint> {
    await removeLeftPlaces();
    const endpoint = new Endpoint(await freshPlace(), patience);
    try {
      const listening = once(endpoint.#server, 'listening');
      endpoint.#server.listen(endpoint.address);
      await listening;
      return endpoint;
    } catch (error) {
      await endpoint.dispose();
      throw error;
    }
  }

  /** Makes a secret, and answers whoever knows it until it is revoked. */
  grant(answer: Answer): Right {
    const secret = randomBytes(32).toString('base64url');
    const kept = { digest: digestOf(secret), answer, controller: new AbortController() };
    this.#rights.add(kept);
    return {
      secret,
      revoke: () => {
        this.#rights.delete(kept);
        kept.controller.abort();
      },
    };
  }

  /** Hangs up on everybody, and leaves nothing behind. */
  async dispose(): Promise<void> {
    for (const { controller } of this.#rights) controller.abort();
    this.#rights.clear();
    stop(this.#server, 0);
    await rm(this.directory, { recursive: true, force: true });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket, method, url = '', headers } = request;
    const right = this.#rightOf(headers.authorization);
    if (right === undefined || method !== 'GET') {
      socket.destroy();
      return;
    }
    // A person may have to sign in first.
    socket.setTimeout(0);
    const gone = new AbortController();
    const signal = AbortSignal.any([gone.signal, right.controller.signal]);
    signal.addEventListener('abort', () => {
      if (!response.writableEnded) socket.destroy();
    });
    response.once('close', () => {
      gone.abort();
    });
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson', Connection: 'close' });
    const write = (line: Partial<Reply>): void => {
      if (!signal.aborted) response.write(`${JSON.stringify(line)}\n`);
    };
    const args = new URLSearchParams(url.slice(url.indexOf('?') + 1)).getAll('argument');
    const say = (line: string): void => {
      write({ stderr: `${line}\n` });
    };
    const reply = await right.answer(args, { say, signal });
    write(reply);
    response.end();
  }

  #rightOf(authorization: string | undefined): Kept | undefined {
    const given = digestOf(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '');
    return [...this.#rights].find(({ digest }) => timingSafeEqual(digest, given));
  }
}

/** Of one length, whatever somebody sends. */
function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
