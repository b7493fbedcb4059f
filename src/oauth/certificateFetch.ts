import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { Readable } from 'node:stream';
import type { ClientCertificate } from '../profile/keptCertificate.ts';
import { OAuthFailure } from './failure.ts';

/**
 * As `fetch`, and shows a client certificate in the handshake (RFC 8705 §2). No `fetch` can: Node's takes a certificate by
 * a dispatcher of undici alone, and VS Code, which gives `fetch` its proxies and the system's certificates, has one of its
 * own there. It gives the same to `node:https`. Nothing is redirected; size and time are for `Http` to limit.
 *
 * @throws {OAuthFailure} `insecure` for an address without TLS.
 */
export function fetchWithCertificate(
  url: string,
  { method = 'GET', headers, body, signal }: RequestInit,
  { tls }: ClientCertificate,
): Promise<Response> {
  const { protocol, origin, pathname } = new URL(url);
  if (protocol !== 'https:') {
    return Promise.reject(new OAuthFailure('insecure', { endpoint: origin + pathname, reason: 'certificate' }));
  }
  return new Promise((resolve, reject) => {
    const own = {
      ...Object.fromEntries(new Headers(headers)),
      // Nothing here unpacks, and a connection that is used again may be dead: a refresh token would be lost with it.
      'accept-encoding': 'identity',
      connection: 'close',
    };
    const shown = 'pfx' in tls ? { ...tls, pfx: Buffer.from(tls.pfx, 'base64') } : tls;
    const sent = request(url, { method, headers: own, ...shown, ...(signal && { signal }) }, (answer) => {
      try {
        resolve(responseOf(answer));
      } catch {
        // A status that `fetch` does not know. Thrown here it would reach nobody, and whoever waits would wait for ever.
        answer.destroy();
        reject(new OAuthFailure('malformedAnswer', { reason: 'status' }));
      }
    });
    sent.on('error', reject);
    // Also where no answer ever came, and no error: Node closes the connection without a word when told to speak another protocol.
    sent.on('close', () => {
      reject(new OAuthFailure('answerLost'));
    });
    sent.end(body instanceof URLSearchParams ? body.toString() : (body ?? undefined));
  });
}

function responseOf(answer: IncomingMessage): Response {
  const { statusCode: status = 0, rawHeaders } = answer;
  const headers = rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
  );
  const empty = [204, 205, 304].includes(status);
  const content = empty ? null : (Readable.toWeb(answer) as ConstructorParameters<typeof Response>[0]);
  return new Response(content, { status, headers });
}
