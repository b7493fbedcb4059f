import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import type { ClientMetadata, Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider';
import { claimsByScope, demoApis, oidcScopes, userFor } from './catalogue.ts';
import { confirmDevice, deviceDone, enterCode } from './devicePages.ts';
import type { DemoOptions } from './options.ts';
import { errorPage } from './pages.ts';
import { demoPolicy } from './policy.ts';
import { isForClient, requestedScopeParameter, Targets } from './target.ts';
import { english } from './words.ts';

const hour = 3600;
const day = 24 * hour;

export interface DemoKey {
  readonly kid: string;
  readonly jwk: JWK;
}

/** Who may ask for tokens. */
export interface DemoClients {
  /** The public client that people sign in with. */
  readonly clientId: string;
  /** The confidential client that asks for itself. */
  readonly service: { readonly clientId: string; readonly clientSecret: string };
}

/** A signing key for RS256 that lives as long as the process. */
export async function createKey(): Promise<DemoKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = `demo-${randomBytes(4).toString('hex')}`;
  return { kid, jwk: { ...privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } };
}

/** The authorization server itself, without its sign-in page and its APIs. */
export function createProvider(issuer: string, clients: DemoClients, key: DemoKey, options: DemoOptions): Provider {
  const targets = new Targets(options);
  const provider = new Provider(issuer, configure(clients, key, targets, options));
  // Koa writes to the console what goes wrong in a request; here it is the client's to see, in the answer.
  provider.silent = true;
  nameModels(provider);
  options.more?.prepare(provider);
  return provider;
}

/** oidc-provider stores and dates its models by the names of their classes, which a minifier takes away. */
function nameModels(provider: Provider): void {
  const names = [
    'AccessToken',
    'AuthorizationCode',
    'ClientCredentials',
    'DeviceCode',
    'Grant',
    'IdToken',
    'Interaction',
    'PushedAuthorizationRequest',
    'RefreshToken',
    'ReplayDetection',
    'Session',
  ] as const;
  for (const name of names) {
    Object.defineProperty(provider[name], 'name', { value: name });
  }
}

function configure(
  { clientId, service }: DemoClients,
  key: DemoKey,
  targets: Targets,
  options: DemoOptions,
): Configuration {
  const words = options.words ?? english;
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: [key.jwk] },
    clients: [
      {
        client_id: clientId,
        client_name: 'Token Inspector',
        application_type: 'native',
        ...clientAuthentication(options),
        dpop_bound_access_tokens: options.strict?.requireDpop !== undefined && options.strict.requireDpop !== false,
        redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
        response_types: ['code'],
      },
      {
        client_id: service.clientId,
        client_secret: service.clientSecret,
        client_name: 'Token Inspector Service',
        token_endpoint_auth_method: 'client_secret_basic',
        redirect_uris: [],
        grant_types: ['client_credentials'],
        response_types: [],
      },
      ...(options.more?.clients ?? []),
    ],
    responseTypes: ['code'],
    scopes: [...oidcScopes],
    claims: options.loose?.authTimeText === true ? { ...claimsByScope, openid: ['sub', 'auth_time'] } : claimsByScope,
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => {
      const user = userFor(sub);
      const authTime = options.loose?.authTimeText === true && { auth_time: String(Math.floor(Date.now() / 1000)) };
      return user && { accountId: sub, claims: () => ({ ...user, ...authTime }) };
    },
    pkce: { required: () => true },
    clockTolerance: 0,
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    cookies: {
      // A cookie does not know its port: these must not meet those of the developer's own server on this machine.
      names: {
        session: `${clientId}-session`,
        interaction: `${clientId}-sign-in`,
        resume: `${clientId}-resume`,
      },
    },
    interactions: { policy: demoPolicy(), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    extraParams: { audience: targets.widen, [requestedScopeParameter]: null },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      userinfo: { enabled: options.loose?.noUserinfo !== true },
      dPoP: {
        enabled: true,
        nonceSecret: randomBytes(32),
        requireNonce: () => options.strict?.requireDpop === 'withNonces',
      },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: (ctx, _form, out) => {
          enterCode(words, ctx, out);
        },
        userCodeConfirmSource: (ctx, _form, _client, _device, code) => {
          confirmDevice(words, ctx, code);
        },
        successSource: (ctx) => {
          deviceDone(words, ctx);
        },
      },
      introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      pushedAuthorizationRequests: {
        enabled: true,
        requirePushedAuthorizationRequests: options.strict?.requirePar === true,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx, _client, oneOf) =>
          oneOf === undefined && !isForClient(ctx) ? undefined : targets.requested(ctx)?.audience,
        useGrantedResource: () => true,
        getResourceServerInfo: targets.resourceServer,
      },
      rpInitiatedLogout: { enabled: false },
      registration: {
        enabled: options.registration !== undefined,
        ...(typeof options.registration === 'object' && options.registration),
      },
    },
    loadExistingGrant: (ctx) => grantEverything(ctx, targets),
    expiresWithSession: () => false,
    issueRefreshToken: (ctx, _client, source) =>
      options.loose?.noRefreshToken !== true &&
      source.scopes.has('offline_access') &&
      targets.requested(ctx)?.allowsRefresh !== false,
    // Called before a refresh token is used up: a request that will be refused must not cost the session.
    rotateRefreshToken: (ctx) => {
      targets.requested(ctx);
      return options.rotateRefreshTokens !== false;
    },
    extraTokenClaims: (ctx, token) => {
      if (token.kind === 'AccessToken' && token.aud !== undefined) {
        token.scope = targets.tokenScope(ctx, token.scope);
      }
      return undefined;
    },
    formats: {
      customizers: {
        jwt: (ctx, token, parts) => {
          addAudiences(ctx, token, parts, options.loose?.extraAudiences ?? []);
        },
      },
    },
    renderError: (ctx, out) => {
      errorPage(ctx, words, out);
    },
    ttl: {
      AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? hour,
      AuthorizationCode: 60,
      ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? hour,
      DeviceCode: 600,
      Grant: 14 * day,
      IdToken: hour,
      Interaction: hour,
      RefreshToken: 14 * day,
      Session: day,
    },
  };
}

/** Public, as native clients are, unless it was told a key. */
function clientAuthentication({ strict }: DemoOptions): Partial<ClientMetadata> {
  return strict?.clientKeys === undefined
    ? { token_endpoint_auth_method: 'none' }
    : {
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        jwks: { keys: [...strict.clientKeys] as JWK[] },
      };
}

/** Grants every scope of every API: a grant of its own for each sign-in, so that one's end is not the other's. */
async function grantEverything(ctx: KoaContextWithOIDC, targets: Targets) {
  const { account, client, provider, result, prompts } = ctx.oidc;
  if (account === undefined || client === undefined || (result?.login === undefined && !prompts.has('none'))) {
    return undefined;
  }
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope(oidcScopes.join(' '));
  for (const api of demoApis) {
    grant.addResourceScope(api.audience, api.scopes.join(' '));
  }
  targets.remember(await grant.save(), targets.consentOf(ctx));
  return grant;
}

/** Auth0's two audiences: with `openid` a token for an API works at the userinfo endpoint as well. */
function addAudiences(
  ctx: KoaContextWithOIDC,
  token: { readonly scope?: string | undefined },
  { payload }: { payload: Record<string, unknown> },
  more: readonly string[],
): void {
  payload['scope'] = token.scope;
  const userinfo = token.scope?.split(' ').includes('openid') === true ? [`${ctx.oidc.issuer}/me`] : [];
  if (userinfo.length + more.length > 0) {
    payload['aud'] = [payload['aud'], ...userinfo, ...more];
  }
}
