/** One window after another in one process: a directory, a keyring and an authorization server to play with. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OAuthFailure, type FailureCode, type FailureDetails } from '../../../src/oauth/failure.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import type { Api, Profile } from '../../../src/profile/profile.ts';
import type { ClientTokenRequest, Protocol, RefreshRequest, RevokeRequest } from '../../../src/session/protocol.ts';
import type { SecretStore } from '../../../src/session/secretStore.ts';
import { Sessions, type SessionsOptions } from '../../../src/session/sessions.ts';
import { StoredSessions, type StoredSessionsOptions } from '../../../src/session/storedSessions.ts';

export const orders: Api = { name: 'orders', audience: 'https://orders.example', resource: [], scopes: ['openid'] };
export const stock: Api = { name: 'stock', audience: 'https://stock.example', resource: [], scopes: ['openid'] };

export const profile: Profile = {
  name: 'work',
  issuer: 'https://login.example/',
  clientId: 'editor',
  redirectUri: 'http://127.0.0.1/callback',
  grant: 'authorizationCode',
  clientAuthentication: 'none',
  scopes: ['openid'],
  apis: [orders, stock],
  authorizationParameters: {},
  tokenParameters: {},
  origin: 'settings',
};

/** SecretStorage as one window sees it. */
export class Keyring implements SecretStore {
  readonly values = new Map<string, string>();
  writes = 0;

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.values.get(key));
  }

  store(key: string, value: string): Promise<void> {
    this.writes += 1;
    this.values.set(key, value);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }
}

/** Rotates refresh tokens and takes the whole family away when one comes twice. */
export class FakeServer implements Protocol {
  now = 1_000_000;
  lifetime = 3600;
  rotates = true;
  refreshes = 0;
  reuses = 0;
  revoked: string[] = [];
  readonly requests: RefreshRequest[] = [];
  /** Names of the APIs that the client asked for. */
  readonly askedAsClient: string[] = [];
  /** The tokens that came to be exchanged. */
  readonly exchanged: string[] = [];
  /** What happens to the next requests, first come first served. `lost`: the server acts and the answer never arrives. */
  readonly script: ('lost' | OAuthFailure | ((answer: TokenSet) => TokenSet))[] = [];
  onRefresh: () => Promise<void> = () => Promise.resolve();
  #current = '';
  #family = 0;
  #count = 0;

  signIn(extra: Partial<TokenSet> = {}): TokenSet {
    this.#family += 1;
    return { ...this.#answer(orders), ...extra };
  }

  async refresh(request: RefreshRequest): Promise<TokenSet> {
    this.requests.push(request);
    await this.onRefresh();
    const fate = this.script.shift();
    if (fate instanceof OAuthFailure) {
      throw fate;
    }
    if (request.refreshToken !== this.#current) {
      if (request.refreshToken.startsWith(`refresh-${this.#family}-`)) {
        this.reuses += 1;
        this.#current = '';
      }
      throw failure('invalidGrant', { error: 'invalid_grant', description: 'grant request is invalid' });
    }
    this.refreshes += 1;
    const answer = this.#answer(request.api);
    if (fate === 'lost') {
      throw failure('answerLost');
    }
    return fate === undefined ? answer : fate(answer);
  }

  /** RFC 6749 §4.4: no subject, no refresh token. */
  async clientToken({ api, subjectToken }: ClientTokenRequest): Promise<TokenSet> {
    if (subjectToken === undefined) this.askedAsClient.push(api.name);
    else this.exchanged.push(subjectToken);
    await this.onRefresh();
    const fate = this.script.shift();
    if (fate instanceof OAuthFailure) {
      throw fate;
    }
    const person = ['subject', 'refreshToken', 'idTokenClaims'];
    const current = this.#current;
    const parts = Object.entries(this.#answer(api)).filter(([name]) => !person.includes(name));
    this.#current = current;
    const answer = Object.fromEntries(parts) as unknown as TokenSet;
    return typeof fate === 'function' ? fate(answer) : answer;
  }

  /** From now on this is the good refresh token. */
  accept(refreshToken: string): void {
    this.#current = refreshToken;
  }

  revoke({ refreshToken }: RevokeRequest): Promise<'revoked'> {
    this.revoked.push(refreshToken);
    return Promise.resolve('revoked');
  }

  #answer(api: Api): TokenSet {
    this.#count += 1;
    const isFirst = this.#current === '' || this.rotates;
    if (isFirst) {
      this.#current = `refresh-${this.#family}-${this.#count}`;
    }
    return {
      issuer: profile.issuer,
      clientId: profile.clientId,
      subject: 'ada',
      accessToken: jwt({ aud: api.audience, jti: this.#count }),
      tokenType: 'Bearer',
      receivedAt: this.now,
      expiresAt: this.now + this.lifetime,
      requestedScopes: api.scopes,
      ...(isFirst && { refreshToken: this.#current }),
      idTokenClaims: { email: 'ada@example.com' },
    };
  }
}

export function failure(code: FailureCode, details: FailureDetails = {}): OAuthFailure {
  return new OAuthFailure(code, details);
}

export function jwt(claims: unknown): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.signature`;
}

type WindowOptions = Partial<Omit<SessionsOptions, 'stored'> & Pick<StoredSessionsOptions, 'secrets' | 'startedAt'>>;

/** Everything that a test opened, closed and removed by `clean()`. */
export class Desk {
  readonly directory = join(mkdtempSync(join(tmpdir(), 'token-inspector-')), 'sessions');
  readonly server = new FakeServer();
  readonly keyring = new Keyring();
  readonly #windows: StoredSessions[] = [];

  /** `key: true`: the key was made long ago. */
  constructor({ key = true } = {}) {
    if (key) {
      mkdirSync(this.directory);
      writeFileSync(join(this.directory, '0123456789abcdef.key'), JSON.stringify({ createdAt: 0 }), { mode: 0o600 });
      this.keyring.values.set('tokenInspector.key.0123456789abcdef', Buffer.alloc(32, 7).toString('base64'));
    }
  }

  window({ secrets = this.keyring, startedAt, ...options }: WindowOptions = {}): Sessions {
    const { directory } = this;
    const stored = new StoredSessions({ directory, secrets, ...(startedAt !== undefined && { startedAt }) });
    this.#windows.push(stored);
    return new Sessions({ stored, protocol: this.server, now: () => this.server.now, ...options });
  }

  file(id: string): string {
    return join(this.directory, `${id}.session`);
  }

  clean(): void {
    for (const window of this.#windows) {
      window.dispose();
    }
    rmSync(join(this.directory, '..'), { recursive: true, force: true });
  }
}
