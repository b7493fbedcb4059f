import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { handleApi, handleUserinfo } from './api.ts';
import { narrowCookies, relativeFormAction, widenCookie } from './behindProxy.ts';
import { append } from './bounded.ts';
import type { Context } from './context.ts';
import type { DemoOptions, IssuedTokens } from './options.ts';
import { welcomePage } from './pages.ts';
import { createKey, createProvider, type DemoClients, type DemoKey } from './provider.ts';
import { handleSignIn } from './signIn.ts';
import { english, type Words } from './words.ts';

export interface Application {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly issued: readonly IssuedTokens[];
  allowRedirectUri(uri: string): void;
}

/** The authorization server, its sign-in page and its APIs, as one request handler. */
export async function createApplication(
  issuer: string,
  clients: DemoClients,
  options: DemoOptions,
): Promise<Application> {
  const key = await createKey();
  const provider = createProvider(issuer, clients, key, options);
  const issued: IssuedTokens[] = [];
  const admitted = admitRedirectUris(provider, options);
  provider.use(async (ctx, next) => {
    if (ctx.path === '/token' && options.beforeToken !== undefined) {
      await options.beforeToken();
      if (ctx.req.socket.destroyed) {
        return;
      }
    }
    ctx.req.headers.cookie = narrowCookies(ctx.get('cookie'), ctx.path);
    await next();
    if (options.loose?.noIss === true && ctx.path === '/.well-known/openid-configuration') {
      Object.assign(ctx.body as object, { authorization_response_iss_parameter_supported: undefined });
    }
    const cookies = ctx.res.getHeader('set-cookie');
    if (Array.isArray(cookies)) {
      ctx.res.setHeader('set-cookie', cookies.map(widenCookie));
    }
    if (ctx.path === '/device' && typeof ctx.body === 'string') {
      ctx.body = relativeFormAction(ctx.body);
    }
    if (ctx.path === '/token' && ctx.status === 200) {
      append(issued, toIssued(ctx));
    }
  });
  if (options.loose?.noIss === true) {
    provider.on('authorization.success', (_ctx, response = {}) => {
      delete response['iss'];
    });
  }
  provider.use((ctx, next) => route(provider, key, options.words ?? english, ctx, next));
  const callback = provider.callback();
  return {
    handle: (request, response) => void callback(request, response),
    issued,
    allowRedirectUri: (uri) => admitted.add(uri),
  };
}

async function route(
  provider: Provider,
  key: DemoKey,
  words: Words,
  ctx: Context,
  next: () => Promise<unknown>,
): Promise<void> {
  if (ctx.path === '/') {
    welcomePage(ctx, words);
  } else if (ctx.path.startsWith('/interaction/')) {
    await handleSignIn(provider, words, ctx);
  } else if (ctx.path.startsWith('/api/')) {
    await handleApi(provider, key.jwk, ctx);
  } else if (ctx.path === '/me' && /^(?:bearer|dpop) +[^.\s]+\.[^.\s]+\.[^.\s]+$/i.test(ctx.get('authorization'))) {
    await handleUserinfo(provider, key.jwk, ctx);
  } else {
    await next();
  }
}

/** RFC 8252 §7.3: any port of a loopback redirect URI; with `strict` the very strings alone. Returns the list to add to. */
function admitRedirectUris(provider: Provider, options: DemoOptions): Set<string> {
  const admitted = new Set(options.strict?.redirectUris);
  const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?\/callback$/;
  const anyPort = options.strict?.redirectUris === undefined;
  Object.assign(provider.Client.prototype, {
    redirectUriAllowed: (uri: string) => admitted.has(uri) || (anyPort && loopback.test(uri)),
  });
  return admitted;
}

function toIssued(ctx: Context): IssuedTokens {
  const body = ctx.body as Record<string, unknown>;
  const text = (name: string): string | undefined => (typeof body[name] === 'string' ? body[name] : undefined);
  const [refreshToken, idToken, scope] = [text('refresh_token'), text('id_token'), text('scope')];
  return {
    grantType: String((ctx['oidc'] as { params: Record<string, unknown> }).params['grant_type']),
    accessToken: text('access_token') ?? '',
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(idToken === undefined ? {} : { idToken }),
    ...(scope === undefined ? {} : { scope }),
    ...(typeof body['expires_in'] === 'number' ? { expiresIn: body['expires_in'] } : {}),
  };
}
