import { generateKeyPairSync, sign } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

export type Answer = (received: Received, response: ServerResponse) => unknown;

/** An authorization server that says whatever a test wants, for answers that a real one will not give. */
export class FakeServer {
  readonly issuer: string;
  readonly key = keyPair();
  /** What each path answers; the tests put lies here. */
  readonly answers: Record<string, Answer | undefined> = {};
  readonly received: Received[] = [];
  /** Changes the metadata, the authorization response, the ID token's claims or header, and the token answer. */
  metadata: Record<string, unknown> = {};
  response: Record<string, string | undefined> = {};
  claims: Record<string, unknown> = {};
  header: Record<string, unknown> = {};
  token: Record<string, unknown> = {};
  keys: unknown[];
  /** Makes the ID token out of its parts; signs with the published key unless told otherwise. */
  seal: (header: Record<string, unknown>, claims: Record<string, unknown>) => string;
  readonly #stop: () => Promise<void>;

  constructor(issuer: string, stop: () => Promise<void>) {
    this.issuer = issuer;
    this.#stop = stop;
    this.keys = [{ ...this.key.jwk, kid: 'k1', alg: 'ES256', use: 'sig' }];
    this.seal = (header, claims) => jws(header, claims, this.key.privateKey);
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  asked(path: string): number {
    return this.received.filter((one) => one.path === path).length;
  }

  handle(received: Received, response: ServerResponse): void {
    this.received.push(received);
    const answer = this.answers[received.path] ?? this.#usual[received.path];
    if (answer === undefined) {
      json(response, 404, {});
      return;
    }
    answer(received, response);
  }

  idToken(nonce?: string): string {
    const now = Math.floor(Date.now() / 1000);
    return this.seal(
      { alg: 'ES256', kid: 'k1', ...this.header },
      { iss: this.issuer, sub: 'ada', aud: 'native', iat: now, exp: now + 300, nonce, ...this.claims },
    );
  }

  #nonce: string | undefined;

  readonly #usual: Record<string, Answer> = {
    '/.well-known/openid-configuration': (_, response) => {
      json(response, 200, {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        jwks_uri: `${this.issuer}/jwks`,
        revocation_endpoint: `${this.issuer}/revoke`,
        authorization_response_iss_parameter_supported: true,
        id_token_signing_alg_values_supported: ['ES256', 'RS256', 'HS256', 'none'],
        ...this.metadata,
      });
    },
    '/jwks': (_, response) => {
      json(response, 200, { keys: this.keys });
    },
    '/authorize': ({ query }, response) => {
      this.#nonce = query.get('nonce') ?? undefined;
      const location = new URL(query.get('redirect_uri') ?? '');
      const answer: Record<string, string | undefined> = {
        code: 'a-code',
        state: query.get('state') ?? '',
        iss: this.issuer,
        ...this.response,
      };
      for (const [name, value] of Object.entries(answer)) {
        if (value !== undefined) location.searchParams.set(name, value);
      }
      response.writeHead(302, { location: location.href }).end();
    },
    '/token': (_, response) => {
      json(response, 200, {
        access_token: 'an-access-token',
        token_type: 'Bearer',
        expires_in: 300,
        refresh_token: 'a-new-refresh-token',
        id_token: this.idToken(this.#nonce),
        ...this.token,
      });
    },
    '/revoke': (_, response) => {
      response.writeHead(200).end();
    },
  };
}

export async function startFake(address = '127.0.0.1'): Promise<FakeServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const host = address.includes(':') ? `[${address}]` : address;
  const fake = new FakeServer(`http://${host}:${(server.address() as AddressInfo).port}`, () => {
    server.closeAllConnections();
    return new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  });
  server.on('request', (request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const url = new URL(request.url ?? '/', fake.issuer);
      fake.handle(
        {
          method: request.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          body: new URLSearchParams(body),
          headers: request.headers,
        },
        response,
      );
    })();
  });
  return fake;
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** What a proxy or a captive portal answers. */
export function html(response: ServerResponse, status: number): ServerResponse {
  return response
    .writeHead(status, { 'content-type': 'text/html' })
    .end('<!doctype html><title>Sign in to the network</title>');
}

export function keyPair(): { privateKey: KeyObject; jwk: JsonWebKey } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }) };
}

export function jws(header: object, claims: object, key: KeyObject): string {
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
