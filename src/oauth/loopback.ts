import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwaitedAnswer } from './awaitedAnswer.ts';
import type { AwaitedRequest } from './awaitedAnswer.ts';
import { callbackHeaders, callbackPage } from './callbackPage.ts';
import type { CallbackOutcome, CallbackPageText } from './callbackPage.ts';
import { bindLoopback } from './loopbackPort.ts';
import { hardenedServer, stop } from './loopbackServer.ts';

/** Milliseconds that the browser may wait for `sendOn`, which asks the authorization server. */
const sendOnPatience = 60_000;

export interface ListenRequest extends AwaitedRequest {
  readonly page: CallbackPageText;
  /** Milliseconds in which a connection must have sent its request. Default 5000. */
  readonly patience?: number | undefined;
}

export interface Listener {
  /** The redirect URI that was asked for, with the port that is listened on. */
  readonly redirectUri: string;
  readonly awaited: AwaitedAnswer;
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
 * @param request.redirectUri Port absent or 0: any free port (RFC 8252 §7.3).
 * @throws {OAuthFailure} `portInUse` with `details.port`; `listenerFailed`.
 */
export async function listen({ page, patience = 5_000, ...request }: ListenRequest): Promise<Listener> {
  const awaited = new AwaitedAnswer(request);
  // Known with its port only when it is bound; a request that is quicker is at no right host.
  const local = new URL('http://127.0.0.1/');
  const bound = await bindLoopback(request.redirectUri, () =>
    hardenedServer(patience, (incoming, outgoing) => {
      const result = awaited.open ? judge(incoming, local, awaited) : 410;
      if (typeof result === 'number') {
        respond(outgoing, result, page, 'unexpected');
        return;
      }
      incoming.socket.setTimeout(sendOnPatience);
      awaited.take(result).then(
        (next) => {
          if (next === undefined) {
            conclude(outgoing, result, page);
          } else if (awaited.closed) {
            respond(outgoing, 410, page, 'unexpected');
          } else {
            outgoing.writeHead(303, { ...callbackHeaders, Location: next.url, Connection: 'close' }).end();
          }
        },
        () => {
          respond(outgoing, 400, page, 'unexpected');
        },
      );
    }),
  );
  local.href = bound.redirectUri;
  awaited.redirectUri = bound.redirectUri;

  return {
    redirectUri: bound.redirectUri,
    awaited,
    useExternal: (external) => {
      awaited.redirectUri = external;
    },
    close: () => {
      awaited.close();
      for (const server of bound.servers) {
        stop(server, patience);
      }
    },
  };
}

/** The query of the answer, or the status for a request that is none. */
function judge(
  { method, headers, url = '' }: IncomingMessage,
  local: URL,
  awaited: AwaitedAnswer,
): URLSearchParams | number {
  const external = new URL(awaited.redirectUri);
  const [path = '', ...rest] = url.split('?');
  if (method !== 'GET') {
    return 405;
  }
  // DNS rebinding: a foreign name that resolves to this machine.
  if (![local.host, external.host].includes(headers.host?.toLowerCase() ?? '')) {
    return 421;
  }
  if (![local.pathname, external.pathname].includes(path)) {
    return 404;
  }
  const query = new URLSearchParams(rest.join('?'));
  if (!awaited.fits(query)) {
    return 400;
  }
  // A browser that looks ahead comes again when the person does; a frame or an image is nobody's navigation.
  const destination = headers['sec-fetch-dest'];
  return isPrefetch(headers) || (destination !== undefined && destination !== 'document') ? 503 : query;
}

function isPrefetch(headers: IncomingMessage['headers']): boolean {
  return [headers['sec-purpose'], headers['purpose'], headers['x-moz']].some((value) =>
    /prefetch|prerender|preview/i.test(String(value)),
  );
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
