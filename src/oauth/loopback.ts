import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { callbackHeaders, callbackPage } from './callbackPage.ts';
import type { CallbackOutcome, CallbackPageText } from './callbackPage.ts';
import { bindLoopback } from './loopbackPort.ts';
import { hardenedServer, stop } from './loopbackServer.ts';

/** Milliseconds that the browser may wait for `sendOn`, which asks the authorization server. */
const sendOnPatience = 60_000;

export interface ListenRequest {
  /** The profile's. Port absent or 0: any free port (RFC 8252 §7.3). */
  readonly redirectUri: string;
  readonly state: string;
  readonly page: CallbackPageText;
  /**
   * Asked about an answer before the browser gets a page: the browser may be sent on to another authorization request,
   * whose answer is then waited for. If it rejects, so does `answer`.
   */
  readonly sendOn?: ((answer: URL) => Promise<SentOn | undefined>) | undefined;
  /** Milliseconds in which a connection must have sent its request. Default 5000. */
  readonly patience?: number | undefined;
}

/** Another authorization request, for the browser that brought an answer. */
export interface SentOn {
  readonly url: string;
  readonly state: string;
}

export interface Listener {
  /** The profile's redirect URI with the port that is listened on. */
  readonly redirectUri: string;
  /** The redirect URI in use with the query that came back. Built from what was registered, never from a Host header. */
  readonly answer: Promise<URL>;
  /**
   * The browser reaches this listener at another address: a forwarded port, or a proxy that passes its own Host header
   * and may strip a prefix of the path. That address becomes the redirect URI.
   */
  readonly useExternal: (redirectUri: string) => void;
  /** Stops listening at once. A page on its way is still delivered. */
  readonly close: () => void;
}

/**
 * Waits on a loopback address for the answer to one authorization request (RFC 8252 §7.3, §8.3). Only a GET for the
 * right path at the right host with the right state is the answer; whatever else comes gets an error page and changes
 * nothing.
 *
 * @throws {OAuthFailure} `portInUse` with `details.port`; `listenerFailed`.
 */
export async function listen({ redirectUri, state, page, sendOn, patience = 5_000 }: ListenRequest): Promise<Listener> {
  let expected: Expected | undefined;
  let closed = false;
  let resolve: (answer: URL | Promise<never>) => void = () => undefined;
  const answer = new Promise<URL>((resolved) => {
    resolve = resolved;
  });
  // Whoever waits for it may have stopped waiting.
  answer.catch(() => undefined);

  const bound = await bindLoopback(redirectUri, () =>
    hardenedServer(patience, (incoming, outgoing) => {
      const result = expected === undefined ? 410 : judge(incoming, expected);
      if (typeof result === 'number' || expected === undefined) {
        respond(outgoing, typeof result === 'number' ? result : 410, page, 'unexpected');
        return;
      }
      const answered = expected;
      const received = new URL(answered.redirectUri);
      received.search = result.toString();
      expected = undefined;
      if (sendOn === undefined) {
        conclude(outgoing, result, page);
        resolve(received);
        return;
      }
      incoming.socket.setTimeout(sendOnPatience);
      sendOn(received).then(
        (next) => {
          if (next === undefined) {
            conclude(outgoing, result, page);
            resolve(received);
          } else if (closed) {
            respond(outgoing, 410, page, 'unexpected');
          } else {
            expected = { ...answered, state: next.state };
            outgoing.writeHead(303, { ...callbackHeaders, Location: next.url, Connection: 'close' }).end();
          }
        },
        (error: unknown) => {
          respond(outgoing, 400, page, 'unexpected');
          resolve(Promise.reject(error instanceof Error ? error : new Error('sendOn')));
        },
      );
    }),
  );
  const local = new URL(bound.redirectUri);
  expected = { redirectUri: bound.redirectUri, hosts: [local.host], paths: [local.pathname], state };

  return {
    redirectUri: bound.redirectUri,
    answer,
    useExternal: (external) => {
      const { host, pathname } = new URL(external);
      expected &&= { redirectUri: external, hosts: [local.host, host], paths: [local.pathname, pathname], state };
    },
    close: () => {
      closed = true;
      expected = undefined;
      for (const server of bound.servers) {
        stop(server, patience);
      }
    },
  };
}

interface Expected {
  readonly redirectUri: string;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly state: string;
}

/** The query of the answer, or the status for a request that is none. */
function judge({ method, headers, url = '' }: IncomingMessage, expected: Expected): URLSearchParams | number {
  const [path = '', ...rest] = url.split('?');
  if (method !== 'GET') {
    return 405;
  }
  // DNS rebinding: a foreign name that resolves to this machine.
  if (!expected.hosts.includes(headers.host?.toLowerCase() ?? '')) {
    return 421;
  }
  if (!expected.paths.includes(path)) {
    return 404;
  }
  const query = new URLSearchParams(rest.join('?'));
  const states = query.getAll('state');
  if (states.length !== 1 || !isSame(states[0] ?? '', expected.state)) {
    return 400;
  }
  // A browser that looks ahead comes again when the person does; a frame or an image is nobody's navigation.
  const destination = headers['sec-fetch-dest'];
  if (isPrefetch(headers) || (destination !== undefined && destination !== 'document')) {
    return 503;
  }
  return query.has('code') || query.has('error') ? query : 400;
}

function isPrefetch(headers: IncomingMessage['headers']): boolean {
  return [headers['sec-purpose'], headers['purpose'], headers['x-moz']].some((value) =>
    /prefetch|prerender|preview/i.test(String(value)),
  );
}

function isSame(received: string, expected: string): boolean {
  const [one, other] = [Buffer.from(received), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function conclude(outgoing: ServerResponse, result: URLSearchParams, page: CallbackPageText): void {
  if (result.has('error')) {
    const words = [result.get('error'), result.get('error_description')].filter((word) => word !== null);
    respond(outgoing, 400, page, 'refused', words);
  } else {
    respond(outgoing, 200, page, 'signedIn');
  }
}

function respond(
  outgoing: ServerResponse,
  status: number,
  page: CallbackPageText,
  outcome: CallbackOutcome,
  words: readonly string[] = [],
): void {
  outgoing.writeHead(status, { ...callbackHeaders, Connection: 'close' });
  outgoing.end(callbackPage(outcome, page, words));
}
