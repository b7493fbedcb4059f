import type { JWK, Provider } from 'oidc-provider';
import { authorization, checkAccess, Refusal, type Access } from './bearer.ts';
import { claimsByScope, demoApis, userFor, type DemoApi } from './catalogue.ts';
import type { Context } from './context.ts';
import { checkBinding } from './proof.ts';

/** The demo's APIs: GET `/api/NAME` wants a token with its `read:` scope, any other method one with `write:`. */
export async function handleApi(provider: Provider, key: JWK, ctx: Context): Promise<void> {
  const api = demoApis.find(({ name }) => ctx.path === `/api/${name}`);
  if (api === undefined) {
    ctx.status = 404;
    ctx.body = { error: 'not_found', apis: demoApis.map(({ name }) => `/api/${name}`) };
    return;
  }
  await guarded(ctx, api.name, async () => {
    const access = await accessOf(provider, key, ctx, api.audience);
    requireScope(access, neededScope(api, ctx.method));
    return {
      api: api.name,
      user: access.sub,
      scopes: access.scopes,
      expires_at: access.expiresAt,
      items: items[api.name],
    };
  });
}

/** The userinfo endpoint for JWTs with Auth0's two audiences; opaque tokens are oidc-provider's own business. */
export async function handleUserinfo(provider: Provider, key: JWK, ctx: Context): Promise<void> {
  await guarded(ctx, 'userinfo', async () => {
    const access = await accessOf(provider, key, ctx, `${provider.issuer}/me`);
    requireScope(access, 'openid');
    const user = userFor(access.sub);
    const claims = access.scopes.flatMap((scope) => claimsByScope[scope] ?? []);
    return Object.fromEntries(claims.map((claim) => [claim, user?.[claim]]));
  });
}

async function accessOf(provider: Provider, key: JWK, ctx: Context, audience: string): Promise<Access> {
  const sent = authorization(ctx.get('authorization'));
  const access = await checkAccess(provider, key, sent.token, audience);
  await checkBinding(ctx, sent, access.thumbprint, provider.issuer + ctx.path);
  return access;
}

function neededScope(api: DemoApi, method: string): string {
  const verb = method === 'GET' || method === 'HEAD' ? 'read:' : 'write:';
  return api.scopes.find((scope) => scope.startsWith(verb)) ?? `${verb}${api.name}`;
}

function requireScope(access: Access, scope: string): void {
  if (!access.scopes.includes(scope)) {
    throw new Refusal(`The token lacks the scope ${scope}`, 'insufficient_scope', scope);
  }
}

async function guarded(ctx: Context, realm: string, answer: () => Promise<unknown>): Promise<void> {
  ctx.set('Cache-Control', 'no-store');
  try {
    ctx.body = await answer();
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    ctx.status = error.status;
    ctx.set('WWW-Authenticate', challenge(realm, error));
    ctx.body = { error: error.code ?? 'unauthorized', error_description: error.message };
  }
}

/** RFC 6750 §3: without a token the challenge names no error. */
function challenge(realm: string, { code, message, scope, scheme }: Refusal): string {
  const parameters = { realm, ...(code && { error: code, error_description: message }), ...(scope && { scope }) };
  return `${scheme} ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}

const items: Record<DemoApi['name'], readonly unknown[]> = {
  orders: [
    { id: 1815, item: 'Punched cards', quantity: 24 },
    { id: 1906, item: 'Moth-proof relays', quantity: 2 },
  ],
  stock: [
    { item: 'Punched cards', left: 1024 },
    { item: 'Moth-proof relays', left: 70 },
  ],
  admin: [{ user: 'Ada Lovelace' }, { user: 'Grace Hopper' }],
};
