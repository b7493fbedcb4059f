import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { errors, Provider } from 'oidc-provider';
import type { ClientMetadata, Configuration, JWK } from 'oidc-provider';
import type { SignInRequest } from '../../../src/oauth/authorizationCode.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { page, profileFor } from './profiles.ts';

/** A certified authorization server on a loopback port, small, and as strict as native apps need it. */
export interface RealProvider {
  readonly issuer: string;
  readonly profile: Profile;
  readonly provider: Provider;
  /** `METHOD /path` of every request, without queries. */
  readonly requests: string[];
  /** Who signs in next, and `deny` refuses the consent. */
  user: string;
  deny: boolean;
  /** Sees each request before it is answered. */
  watch?: (request: IncomingMessage) => void;
  stop(): Promise<void>;
}

export const stockApi = 'https://stock.example.com';
export const ordersApi = 'https://orders.example.com';

interface Options {
  readonly client?: Partial<ClientMetadata>;
  readonly configuration?: Partial<Configuration>;
  /** Served over HTTPS with these. */
  readonly tls?: ServerOptions;
}

export async function startProvider({ client = {}, configuration = {}, tls }: Options = {}): Promise<RealProvider> {
  const { features, ...rest } = configuration;
  const server = tls === undefined ? createServer() : createTlsServer(tls);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'native',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
        ...client,
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: ['a test'] },
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access', 'read:stock', 'read:orders'],
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => false,
        getResourceServerInfo: (_ctx, resource) => {
          const scope = { [stockApi]: 'read:stock', [ordersApi]: 'read:orders' }[resource];
          if (scope === undefined) throw new errors.InvalidTarget();
          return { scope, audience: resource, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } };
        },
      },
      ...features,
    },
    issueRefreshToken: (_ctx, found, code) =>
      found.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
    rotateRefreshToken: true,
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    renderError: (ctx, out) => {
      ctx.type = 'json';
      ctx.body = out;
    },
    ...rest,
  });
  const requests: string[] = [];
  const state: RealProvider = {
    issuer,
    provider,
    requests,
    user: 'ada',
    deny: false,
    profile: profileFor(issuer, {
      clientId: 'native',
      authorizationParameters: { prompt: 'consent' },
    }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  const handle = provider.callback();
  server.on('request', (request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    requests.push(`${request.method ?? ''} ${path}`);
    state.watch?.(request);
    if (!path.startsWith('/interaction/')) {
      void handle(request, response);
      return;
    }
    void (async () => {
      const { params, session } = await provider.interactionDetails(request, response);
      if (state.deny) {
        await provider.interactionFinished(request, response, {
          error: 'access_denied',
          error_description: 'No <b>thanks</b>',
        });
        return;
      }
      const scope = typeof params['scope'] === 'string' ? params['scope'] : '';
      const accountId = session?.accountId ?? state.user;
      const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) });
      grant.addOIDCScope(scope);
      for (const resource of [params['resource']].flat().filter((one) => typeof one === 'string')) {
        grant.addResourceScope(resource, scope);
      }
      const grantId = await grant.save();
      await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } });
    })();
  });
  return state;
}

function signingKey(kid = 'k1'): JWK {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' };
}

export interface Visit {
  readonly url: string;
  readonly status: number;
  readonly page: string;
  /** Every address on the way, the last included. */
  readonly hops: readonly string[];
}

/**
 * A browser for the tests: keeps cookies, follows redirects, ends at the page that the listener shows, or at an address
 * that it cannot reach.
 */
export async function browse(url: string, cookies = new Map<string, string>(), unreachable?: string): Promise<Visit> {
  const hops: string[] = [];
  for (let at = url; ;) {
    hops.push(at);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: { cookie, accept: 'text/html' } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(String(name), String(value));
    }
    const location = response.headers.get('location');
    if (location !== null && unreachable !== undefined && location.startsWith(unreachable)) {
      return { url: location, status: 0, page: '', hops };
    }
    if (location === null) return { url: at, status: response.status, page: await response.text(), hops };
    at = new URL(location, at).href;
  }
}

/** A sign-in by that browser. */
export function signInRequest(profile: Profile, changes: Partial<SignInRequest> = {}): SignInRequest {
  return {
    profile,
    api: profile.apis[0],
    openBrowser: async (url) => {
      await browse(url);
      return true;
    },
    signal: new AbortController().signal,
    timeout: 20,
    page,
    ...changes,
  };
}
