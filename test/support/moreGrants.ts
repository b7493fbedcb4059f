import { createLocalJWKSet, createRemoteJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { errors } from 'oidc-provider';
import type { ClientMetadata, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { apiFor, grantable } from '../../src/demo/catalogue.ts';
import type { DemoOptions } from '../../src/demo/options.ts';

export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';

const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
/** The API whose tokens its clients may exchange. */
const exchangeable = 'https://orders.demo.example';

/** A client that the tests' authorization server knows besides its own. */
type GrantClient = ClientMetadata & { readonly grant: string };

/** Teaches the demo's authorization server the grants that it does not have by itself. */
export function moreGrants(...clients: readonly GrantClient[]): Pick<DemoOptions, 'more'> {
  return {
    more: {
      clients: clients.map(({ grant, ...client }) => ({
        ...client,
        redirect_uris: [],
        response_types: [],
        grant_types: [grant],
      })),
      prepare: (provider) => {
        const seen = new Set<string>();
        provider.registerGrantType(
          jwtBearer,
          async (ctx) => {
            await issue(provider, ctx, await assertedSubject(provider, ctx, seen));
          },
          ['assertion', 'scope', 'resource', 'audience'],
        );
        provider.registerGrantType(
          tokenExchange,
          async (ctx) => {
            await issue(provider, ctx, await exchangedSubject(provider, ctx), { issued_token_type: accessToken });
          },
          ['subject_token', 'subject_token_type', 'requested_token_type', 'scope', 'resource', 'audience'],
        );
      },
    },
  };
}

/** RFC 7523 §3: by a key of the client, for this token endpoint, for once and for a short time. */
async function assertedSubject(provider: Provider, ctx: KoaContextWithOIDC, seen: Set<string>): Promise<string> {
  const { client, params } = ctx.oidc;
  const { payload } = await jwtVerify(
    String(params?.['assertion']),
    createLocalJWKSet(client?.jwks as unknown as JSONWebKeySet),
    {
      issuer: client?.clientId ?? '',
      audience: `${provider.issuer}/token`,
      requiredClaims: ['sub', 'exp', 'jti'],
      maxTokenAge: '2 minutes',
    },
  ).catch((error: unknown) => {
    throw refused(error instanceof Error ? error.message : 'assertion');
  });
  const { jti = '', sub = '' } = payload;
  if (seen.has(jti)) throw refused('the assertion was used before');
  seen.add(jti);
  return sub;
}

/** RFC 8693 §2.1: an access token of this server, still good, for the API that the client stands for. */
async function exchangedSubject(provider: Provider, ctx: KoaContextWithOIDC): Promise<string> {
  const { params } = ctx.oidc;
  if (params?.['subject_token_type'] !== accessToken) throw new errors.InvalidRequest('subject_token_type');
  const { payload } = await jwtVerify(
    String(params['subject_token']),
    createRemoteJWKSet(new URL(`${provider.issuer}/jwks`)),
    { issuer: provider.issuer, audience: exchangeable, typ: 'at+jwt' },
  ).catch((error: unknown) => {
    throw new errors.InvalidRequest(`subject_token: ${error instanceof Error ? error.message : ''}`);
  });
  return payload.sub ?? '';
}

/** In words that a developer can act on: the server's own error has none. */
function refused(reason: string): Error {
  return new errors.CustomOIDCProviderError('invalid_grant', reason);
}

/** A token for one API of the demo, with those of the scopes that the subject may have. */
async function issue(provider: Provider, ctx: KoaContextWithOIDC, accountId: string, more: object = {}): Promise<void> {
  const { client, params } = ctx.oidc;
  const api = apiFor(String(params?.['resource'] ?? params?.['audience']));
  if (api === undefined || client === undefined) throw new errors.InvalidTarget('no such API');
  const asked = typeof params?.['scope'] === 'string' ? params['scope'].split(' ') : api.scopes;
  const scope = grantable(api, accountId)
    .filter((one) => asked.includes(one))
    .join(' ');
  const token = new provider.AccessToken({ accountId, client, scope } as never);
  token.resourceServer = new provider.ResourceServer(api.audience, {
    scope,
    accessTokenTTL: api.lifetime,
    accessTokenFormat: 'jwt',
  });
  ctx.body = {
    access_token: await token.save(),
    token_type: 'Bearer',
    expires_in: token.expiration,
    scope,
    ...more,
  };
}
