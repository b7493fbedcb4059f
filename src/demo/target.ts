import { InvalidTarget } from 'oidc-provider/lib/helpers/errors.js';
import type { KoaContextWithOIDC, ResourceServer } from 'oidc-provider';
import { put } from './bounded.ts';
import { apiFor, demoApis, grantable, oidcScopes, type DemoApi } from './catalogue.ts';
import type { DemoOptions } from './options.ts';

/** What one authorization asked for. Kept beside the grant, because every grant of the demo covers all its APIs. */
export interface Consent {
  readonly audience?: string;
  readonly scopes: readonly string[];
}

/**
 * The extra parameter that carries the scopes as the client asked for them, through pushed requests and the sign-in
 * page. Whatever a client sends under this name is overwritten.
 */
export const requestedScopeParameter = 'demo_requested_scope';

const allScopes = demoApis.flatMap((api) => api.scopes);

/**
 * Which API a request is for, and what it may do there: Auth0's `audience` or RFC 8707's `resource`, on the
 * authorization request and on every token request. oidc-provider knows resource indicators only and fixes them at the
 * sign-in; so a sign-in is granted all APIs, and what it asked for decides at the token endpoint.
 */
export class Targets {
  readonly #consents = new Map<string, Consent>();
  readonly #options: DemoOptions;

  constructor(options: DemoOptions) {
    this.#options = options;
  }

  remember(grantId: string, consent: Consent): void {
    put(this.#consents, grantId, consent);
  }

  /** Widens an authorization request to all APIs and keeps what it asked for in the parameters. */
  readonly widen = async (ctx: KoaContextWithOIDC): Promise<void> => {
    const { oidc } = ctx;
    const params = oidc.params ?? {};
    if (oidc.entities.PushedAuthorizationRequest === undefined) {
      const sent = (ctx.method === 'POST' ? oidc.body : ctx.query) ?? {};
      params['audience'] = known(params['audience'] ?? first(params['resource']))?.audience;
      params[requestedScopeParameter] = text(sent['scope']);
    }
    // oidc-provider drops offline_access unless prompt=consent was sent (OIDC Core §11). The page of the demo always
    // asks, and Auth0 wants no such prompt.
    params['scope'] = [...new Set([...words(params[requestedScopeParameter]), ...allScopes])].join(' ');
    params['resource'] = demoApis.map((api) => api.audience);
    for (const api of demoApis) {
      const info = await this.resourceServer(ctx, api.audience);
      Object.assign(oidc.resourceServers ?? {}, {
        [api.audience]: new oidc.provider.ResourceServer(api.audience, info),
      });
    }
  };

  /** What an authorization that was widened had asked for. */
  consentOf(ctx: KoaContextWithOIDC): Consent {
    const { audience, [requestedScopeParameter]: scopes } = ctx.oidc.params ?? {};
    return { ...(typeof audience === 'string' ? { audience } : {}), scopes: words(scopes) };
  }

  /**
   * Which API a token request is for; undefined for a token that works at the userinfo endpoint only.
   *
   * @throws InvalidTarget for an API that does not exist, or that refuses refresh tokens when one is used.
   */
  requested(ctx: KoaContextWithOIDC): DemoApi | undefined {
    const { params, body } = ctx.oidc;
    const named = params?.['resource'] ?? body?.['audience'];
    if (Array.isArray(named)) {
      throw new InvalidTarget('only one API can be named in a token request');
    }
    const api = named === undefined || named === '' ? apiFor(this.#consent(ctx)?.audience) : known(named);
    if (api !== undefined && !api.allowsRefresh && ctx.oidc.entities.RefreshToken !== undefined) {
      throw new InvalidTarget(`Offline access is not allowed for ${api.audience}: sign in for it instead`);
    }
    return api;
  }

  /** The scopes that a token request asks for: its own, or those of the sign-in (RFC 6749 §6). */
  scopes(ctx: KoaContextWithOIDC, api: DemoApi | undefined): readonly string[] {
    const refreshing = ctx.oidc.entities.RefreshToken !== undefined;
    if (refreshing && ctx.oidc.params?.['scope'] !== undefined) {
      return words(ctx.oidc.params['scope']);
    }
    if (isForClient(ctx)) {
      return words(ctx.oidc.params?.['scope']);
    }
    const consent = this.#consent(ctx);
    const asked = consent?.scopes ?? [];
    // A sign-in for one API cannot have asked for the scopes of another: towards that one it means all of them.
    return api !== undefined && api.audience !== consent?.audience ? [...asked, ...api.scopes] : asked;
  }

  readonly resourceServer = (ctx: KoaContextWithOIDC, audience: string): Promise<ResourceServer> => {
    const api = known(audience);
    if (api === undefined) {
      return Promise.reject(new InvalidTarget());
    }
    const issuing = ctx.oidc.route === 'token';
    const asked = issuing ? this.scopes(ctx, api) : [];
    return Promise.resolve({
      scope: (issuing ? grantable(api, accountOf(ctx)).filter((scope) => asked.includes(scope)) : api.scopes).join(' '),
      accessTokenTTL: this.#options.ttl?.[api.name] ?? api.lifetime,
      accessTokenFormat: this.#options.loose?.opaque === true ? 'opaque' : 'jwt',
    });
  };

  /** The `scope` of an access token for an API: with the OIDC scopes, as Auth0 writes it. */
  tokenScope(ctx: KoaContextWithOIDC, granted: string | undefined): string {
    const asked = this.scopes(ctx, undefined);
    return [...oidcScopes.filter((scope) => asked.includes(scope)), ...words(granted)].join(' ');
  }

  #consent(ctx: KoaContextWithOIDC): Consent | undefined {
    const grantId = grantOf(ctx)?.grantId;
    return grantId === undefined ? undefined : this.#consents.get(grantId);
  }
}

/** What a token request stands on. */
function grantOf({ oidc }: KoaContextWithOIDC) {
  const { AuthorizationCode, RefreshToken, DeviceCode } = oidc.entities;
  return AuthorizationCode ?? RefreshToken ?? DeviceCode;
}

/** Whom a token request is for; nobody where a client asks for itself. */
function accountOf(ctx: KoaContextWithOIDC): string | undefined {
  return grantOf(ctx)?.accountId;
}

/** A token request of a client for itself: no sign-in came before it. */
export function isForClient({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.params?.['grant_type'] === 'client_credentials';
}

function known(audience: unknown): DemoApi | undefined {
  if (audience === undefined) {
    return undefined;
  }
  const api = typeof audience === 'string' ? apiFor(audience) : undefined;
  if (api === undefined) {
    throw new InvalidTarget(`Service not found: ${text(audience) ?? 'more than one'}`);
  }
  return api;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : value;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function words(value: unknown): string[] {
  return typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : [];
}
