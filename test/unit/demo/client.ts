import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose';
import type { Demo } from '../../../src/demo/server.ts';
import { Browser } from './browser.ts';

export const redirectUri = 'http://127.0.0.1:49152/callback';
export const orders = 'https://orders.demo.example';
export const stock = 'https://stock.demo.example';
export const admin = 'https://admin.demo.example';
const signInScope = 'openid profile email offline_access read:orders write:orders';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A client of the demo by hand, so that every byte of the protocol is the test's own. */
export class Client {
  readonly demo: Demo;
  readonly browser: Browser;
  /** Where the browser sees the server. */
  readonly front: string;
  readonly verifier = randomBytes(32).toString('base64url');

  constructor(demo: Demo, front = demo.issuer, browser = new Browser()) {
    this.demo = demo;
    this.front = front;
    this.browser = browser;
  }

  authorizationUrl(extra: Record<string, string | undefined> = {}): string {
    const parameters = {
      client_id: this.demo.profile.clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: signInScope,
      audience: orders,
      state: 'a state',
      nonce: 'a nonce',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...extra,
    };
    const given = Object.entries<string | undefined>(parameters).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return `${this.front}/auth?${new URLSearchParams(given).toString()}`;
  }

  /** Opens the sign-in page and answers it; what the redirect URI received. */
  async authorize(
    extra: Record<string, string | undefined> = {},
    press: Record<string, string> = { account: 'demo|ada' },
  ): Promise<URLSearchParams> {
    const page = await this.browser.open(this.authorizationUrl(extra));
    const end = page.url.startsWith(redirectUri) ? page : await this.browser.press(page, press);
    if (!end.url.startsWith(extra['redirect_uri'] ?? redirectUri)) {
      throw new Error(`the sign-in ended at ${end.url}: ${String(end.status)} ${end.body}`);
    }
    return new URL(end.url).searchParams;
  }

  async signIn(extra: Record<string, string | undefined> = {}, press?: Record<string, string>): Promise<Answer> {
    const answer = await this.authorize(extra, press);
    return this.token({
      grant_type: 'authorization_code',
      code: answer.get('code') ?? '',
      redirect_uri: extra['redirect_uri'] ?? redirectUri,
      code_verifier: this.verifier,
    });
  }

  refresh(refreshToken: unknown, extra: Record<string, string> = {}): Promise<Answer> {
    return this.token({ grant_type: 'refresh_token', refresh_token: String(refreshToken), ...extra });
  }

  token(parameters: Record<string, string>): Promise<Answer> {
    return this.post('/token', parameters);
  }

  /** Back channel: straight to the issuer. */
  async post(path: string, parameters: Record<string, string>): Promise<Answer> {
    const response = await fetch(this.demo.issuer + path, {
      method: 'POST',
      body: new URLSearchParams({ client_id: this.demo.profile.clientId, ...parameters }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  }

  async get(path: string, token?: string, method = 'GET'): Promise<Answer & { challenge: string | null }> {
    const response = await fetch(this.demo.issuer + path, {
      method,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body, challenge: response.headers.get('www-authenticate') };
  }
}

export function claims(token: unknown): JWTPayload {
  return decodeJwt(String(token));
}

export function header(token: unknown): Record<string, unknown> {
  return decodeProtectedHeader(String(token));
}
