import { keepNonce } from './dpopNonces.ts';
import { OAuthFailure } from './failure.ts';
import { isLoopbackHost } from './loopbackHost.ts';
import { networkFailure } from './networkFailure.ts';
import { safeWords, serverWords } from './serverWords.ts';

/** The part of the global `fetch` that is used. VS Code replaces that one to honour proxies and certificates. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpOptions {
  readonly fetch?: Fetch | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for one request, its answer included. */
  readonly requestTimeout?: number | undefined;
}

/** Milliseconds. */
const defaultTimeout = 20_000;
/** Bytes, after decompression. */
const sizeLimit = 1_000_000;
/** Request parameters that no failure may repeat. */
const secretParameters = [
  'client_secret',
  'client_assertion',
  'assertion',
  'subject_token',
  'code',
  'code_verifier',
  'device_code',
  'refresh_token',
  'token',
];

/** An answer that was read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** What the body says; absent for an empty one. */
  readonly json: unknown;
}

/** What one operation sends and what it learns on the way. Everything that `oauth/` asks of a server goes through `ask`. */
export class Http {
  /** What the newest `Date` header says minus this machine's clock, in seconds. */
  clockSkew: number | undefined;
  /** What was sent and no failure may repeat. */
  readonly secrets = new Set<string>();
  readonly fetch: Fetch;
  readonly signal: AbortSignal | undefined;
  readonly #timeout: number;

  constructor(options: HttpOptions) {
    this.fetch = options.fetch ?? ((url, init) => fetch(url, init));
    this.signal = options.signal;
    this.#timeout = options.requestTimeout ?? defaultTimeout;
  }

  /**
   * One request, never redirected (RFC 9700 §2.1, RFC 6749 §3.2), its answer read whole: success, or a JSON error with a
   * 4xx status. Everything else is thrown.
   *
   * @throws {OAuthFailure} `insecure`, `cancelled`, a network failure, `notJson`, `serverError`, `rateLimited`, or
   *   `malformedAnswer` with reason `redirect` or `tooLarge`.
   */
  async ask(url: string, init: RequestInit): Promise<Answer> {
    const { protocol, hostname, host, origin, pathname } = new URL(url);
    if (protocol !== 'https:' && !(protocol === 'http:' && isLoopbackHost(hostname))) {
      throw new OAuthFailure('insecure', { host, endpoint: origin + pathname });
    }
    for (const secret of secretsIn(init)) {
      this.secrets.add(secret);
    }
    const stop = new AbortController();
    const cancel = () => {
      stop.abort(new OAuthFailure('cancelled'));
    };
    const timer = setTimeout(() => {
      stop.abort(new OAuthFailure('requestTimedOut', { host }));
    }, this.#timeout);
    this.signal?.addEventListener('abort', cancel);
    try {
      if (this.signal?.aborted === true) {
        throw new OAuthFailure('cancelled');
      }
      const response = await this.fetch(url, { ...init, redirect: 'manual', signal: stop.signal });
      this.clockSkew = skewOf(response.headers) ?? this.clockSkew;
      keepNonce(url, response.headers);
      refuseRedirect(response, url, this.secrets);
      return answer(response, await readBounded(response), host, this.secrets);
    } catch (error) {
      throw stop.signal.aborted ? (stop.signal.reason as OAuthFailure) : networkFailure(error, host, this.secrets);
    } finally {
      clearTimeout(timer);
      this.signal?.removeEventListener('abort', cancel);
    }
  }

  /** As `ask`, for whoever reads a Response. */
  async send(url: string, init: RequestInit): Promise<Response> {
    return responseOf(await this.ask(url, init));
  }
}

function answer(response: Response, body: string, host: string, secrets: ReadonlySet<string>): Answer {
  const { status, headers } = response;
  const json = parse(body);
  if (status === 429) {
    throw new OAuthFailure('rateLimited', { status, host, ...retryAfter(headers), ...serverWords(json, secrets) });
  }
  if (status >= 500) {
    throw new OAuthFailure('serverError', { status, host, ...retryAfter(headers), ...serverWords(json, secrets) });
  }
  const unauthenticated = status === 401 && headers.has('www-authenticate');
  // RFC 7009 §2.2: the answer of the revocation endpoint is its status.
  const empty = body.trim() === '' && (response.ok || unauthenticated);
  if (json === undefined && !empty && !unauthenticated) {
    // nginx takes any handshake, and says in a page what it thinks of the certificate.
    if (status === 400 && /\bSSL certificate\b/.test(body)) {
      throw new OAuthFailure('certificateRefused', { status, host, reason: 'HTTP 400' });
    }
    throw new OAuthFailure('notJson', { status, host });
  }
  return { status, headers, body, json };
}

/** Its JSON is read from the text that is here, not once more through a stream. */
class WholeResponse extends Response {
  override readonly json: () => Promise<unknown>;

  constructor(body: string | null, init: ResponseInit) {
    super(body, init);
    this.json = () =>
      new Promise((resolve) => {
        resolve(JSON.parse(body ?? ''));
      });
  }
}

/** The answer for openid-client, with the two kinds of refusal that it would not read put right. */
export function responseOf({ status, headers, body, json }: Answer): Response {
  const refusal = typeof json === 'object' && json !== null && 'error' in json && typeof json.error === 'string';
  // GitHub refuses with status 200.
  const hidden = refusal && status < 300 && !('access_token' in json);
  const response = new WholeResponse(status === 204 ? null : body, { status: hidden ? 400 : status, headers });
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) {
    response.headers.delete(name);
  }
  if (refusal) {
    response.headers.set('content-type', 'application/json');
    // With this header openid-client reads the challenge alone, and the words in the body are lost.
    response.headers.delete('www-authenticate');
  }
  return response;
}

/** `undefined` for what is no JSON; JSON's `null` is no answer either. Depth costs nothing: the parser does not recurse. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @throws {OAuthFailure} `malformedAnswer` with reason `tooLarge`. */
export async function readBounded(response: Response): Promise<string> {
  if (response.body === null) {
    return '';
  }
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return text + decoder.decode();
    }
    size += value.byteLength;
    if (size > sizeLimit) {
      await reader.cancel().catch(() => undefined);
      throw new OAuthFailure('malformedAnswer', { reason: 'tooLarge', status: response.status });
    }
    text += decoder.decode(value, { stream: true });
  }
}

function refuseRedirect(response: Response, url: string, secrets: ReadonlySet<string>): void {
  const { status, type, headers } = response;
  if (type !== 'opaqueredirect' && (status < 300 || status > 399)) {
    return;
  }
  void response.body?.cancel().catch(() => undefined);
  const location = headers.get('location') ?? '';
  if (!URL.canParse(location, url)) {
    throw new OAuthFailure('malformedAnswer', { reason: 'redirect', status });
  }
  // Without its query, which can repeat what was sent, as the rest can.
  const { origin, pathname } = new URL(location, url);
  const actual = safeWords(origin + pathname, secrets);
  throw new OAuthFailure('malformedAnswer', { reason: 'redirect', status, actual });
}

/** RFC 9110 §10.2.3: seconds or a date. */
function retryAfter(headers: Headers): { retryAfter?: number } {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) {
    return { retryAfter: Number(value) };
  }
  const date = Date.parse(value);
  return Number.isNaN(date) ? {} : { retryAfter: Math.max(0, Math.ceil((date - Date.now()) / 1000)) };
}

/** RFC 9110 §6.6.1; an answer out of a cache is `Age` seconds old (RFC 9111 §5.1). Dates have no fractions. */
function skewOf(headers: Headers): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  const age = Number(headers.get('age') ?? 0);
  return Number.isFinite(date) && Number.isFinite(age) ? Math.round((date + 500 - Date.now()) / 1000 + age) : undefined;
}

function secretsIn({ body, headers: init }: RequestInit): string[] {
  const sent = body instanceof URLSearchParams ? secretParameters.map((name) => body.get(name) ?? '') : [];
  const headers = new Headers(init);
  const authorization = headers.get('authorization') ?? '';
  const basic = authorization.startsWith('Basic ') ? authorization.slice(6) : '';
  const password = atob(basic).split(':')[1] ?? '';
  const proof = headers.get('dpop') ?? '';
  return [...sent, proof, basic, password, decodeURIComponent(password.replaceAll('+', ' '))].filter(
    (one) => one.length >= 6,
  );
}
