import type { MetadataFacts, Preset } from './preset.ts';
import { matches, oidcScopes } from './preset.ts';
import { presetOf } from './presets/all.ts';
import type { Profile } from './profile.ts';
import { registrationOffer, type RegistrationOffer } from './registration.ts';
import type { Start } from './start.ts';
import { isLoopback } from './urls.ts';
import { scopeToken } from './values.ts';

/** How the API of a server is named in a request; `none` where the client's own settings decide. */
export type ApiKind = 'audience' | 'resource' | 'scopes' | 'none';

/** How a server’s metadata suggests that an API is named there, and what of it does. */
export interface LikelyKind {
  readonly kind: ApiKind;
  readonly by: 'protectedResources' | 'oidcProvider' | 'scopes';
}

/** A profile in the making: what was found and what was answered. */
export interface Draft {
  readonly issuer: string;
  readonly preset?: Preset;
  /** What stood in the text that was pasted: not asked for again. */
  readonly found: Set<StepId>;
  clientId: string;
  /** Where the server registers clients. */
  readonly registration?: RegistrationOffer;
  /** Whether a client is to be registered, once all is known that it is for. */
  registering?: boolean;
  /** What the server that registered the client wants of it, where that is something else than the preset's. */
  clientAuthentication?: Profile['clientAuthentication'];
  /** Of the client that was registered. It is kept in secret storage when the profile is there. */
  clientSecret?: string;
  apiKind?: ApiKind;
  readonly likely?: LikelyKind;
  /** Its audience or resource, or its scopes, separated by spaces. */
  api: string;
  /** Scopes for the API besides. */
  apiScopes: readonly string[];
  /** Scopes of APIs that the server's metadata lists. */
  readonly offeredScopes: readonly string[];
  /** Scopes that say who the user is. */
  readonly scopes: readonly string[];
  redirectUri: string;
  readonly authorizationParameters: Readonly<Record<string, string>>;
  name: string;
  target: 'user' | 'workspace';
}

/** What of it says which API a token is for. */
export type ApiDraft = Pick<Draft, 'preset' | 'apiKind' | 'likely' | 'api' | 'apiScopes' | 'offeredScopes'>;

/** The questions, in their order. */
export const stepIds = ['start', 'client', 'apiKind', 'api', 'apiScopes', 'redirect', 'name', 'target'] as const;
export type StepId = (typeof stepIds)[number];

/** The scopes of OpenID Connect Core §5.4 and §11; all others belong to an API. */
const identityScopes = new Set([...oidcScopes, 'address', 'phone']);

/**
 * Begins a profile from what was typed or pasted and the server that it led to.
 *
 * @param taken the names that profiles have already.
 */
export function beginDraft(
  start: Start,
  server: { readonly issuer: string; readonly metadata?: MetadataFacts },
  taken: readonly string[],
): Draft {
  const { issuer, metadata = {} } = server;
  const preset = presetOf(issuer, metadata);
  const asked = start.scopes ?? [];
  const identity = asked.filter((scope) => identityScopes.has(scope));
  const own = asked.filter((scope) => !identityScopes.has(scope));
  const target = start.audience ?? start.resource;
  const kind = kindOf(start, preset, own);
  const api = kind === 'scopes' ? scopesOf(preset, target, own).join(' ') : (target ?? '');
  const known = kind !== undefined && (kind === 'none' || api !== '');
  const offeredScopes = apiScopesOf(metadata);
  const likely = likelyKindOf(metadata, offeredScopes);
  const registration = registrationOffer(issuer, metadata);
  return {
    issuer,
    ...(registration !== undefined && { registration }),
    ...(preset !== undefined && { preset }),
    found: new Set<StepId>([
      'start',
      ...(start.clientId === undefined ? [] : (['client'] as const)),
      ...(known ? (['apiKind', 'api'] as const) : []),
      ...(asked.length > 0 ? (['apiScopes'] as const) : []),
    ]),
    clientId: start.clientId ?? '',
    ...(kind !== undefined && { apiKind: kind }),
    ...(likely !== undefined && { likely }),
    api,
    apiScopes: kind === 'scopes' ? [] : own,
    offeredScopes,
    scopes: [...new Set([...identity, ...(preset?.scopes ?? supported(metadata))])],
    redirectUri: start.redirectUri ?? preset?.redirectUri ?? 'http://127.0.0.1/callback',
    authorizationParameters: { ...preset?.authorizationParameters, ...start.authorizationParameters },
    name: defaultName(issuer, preset, taken),
    target: 'user',
  };
}

/** What an unknown server is asked for: who the user is and to stay signed in, as far as it says that it can. */
function supported({ scopes_supported: scopes }: MetadataFacts): readonly string[] {
  return Array.isArray(scopes) ? oidcScopes.filter((scope) => scopes.includes(scope)) : oidcScopes;
}

/** The scopes of APIs among those that a server says it supports (RFC 8414 §2). */
function apiScopesOf({ scopes_supported: scopes }: MetadataFacts): readonly string[] {
  if (!Array.isArray(scopes)) return [];
  const own = scopes.filter((scope): scope is string => typeof scope === 'string' && scopeToken.test(scope));
  return [...new Set(own)].filter((scope) => !identityScopes.has(scope)).slice(0, offeredLimit);
}

/** Scopes that a person can choose from; some servers list those of all their customers. */
const offeredLimit = 200;

/** RFC 9728 §4 lists APIs by their address. Scopes that are no identity's must be an API's. */
function likelyKindOf(metadata: MetadataFacts, offered: readonly string[]): LikelyKind | undefined {
  const { protected_resources: resources } = metadata;
  if (Array.isArray(resources) && resources.length > 0) return { kind: 'resource', by: 'protectedResources' };
  if (isOidcProvider(metadata)) return { kind: 'resource', by: 'oidcProvider' };
  return offered.length > 0 ? { kind: 'scopes', by: 'scopes' } : undefined;
}

/** No metadata says that a server takes `resource` (RFC 8707); the paths that oidc-provider has of its own accord tell. */
function isOidcProvider({ authorization_endpoint, jwks_uri, userinfo_endpoint }: MetadataFacts): boolean {
  return (
    matches(authorization_endpoint, /\/auth$/) && matches(jwks_uri, /\/jwks$/) && matches(userinfo_endpoint, /\/me$/)
  );
}

/** The preset knows; without one, what was pasted tells. */
function kindOf(start: Start, preset: Preset | undefined, own: readonly string[]): ApiKind | undefined {
  if (preset !== undefined) return preset.api?.by ?? 'none';
  if (start.resource !== undefined) return 'resource';
  if (start.audience !== undefined && !start.token) return 'audience';
  return own.length > 0 ? 'scopes' : undefined;
}

function scopesOf(preset: Preset | undefined, audience: string | undefined, own: readonly string[]): readonly string[] {
  const complete = preset?.api?.scopesFor;
  if (audience === undefined || complete === undefined || own.some((scope) => scope.includes('/'))) return own;
  return complete(audience, own);
}

/** Begins one more API for a profile that has some: it is named as they are, else as its server wants it. */
export function beginApi({ issuer, apis, scopes }: Profile, metadata: MetadataFacts = {}): ApiDraft {
  const preset = presetOf(issuer, metadata);
  const offeredScopes = apiScopesOf(metadata);
  const likely = likelyKindOf(metadata, offeredScopes);
  const kind = apis.some(({ audience }) => audience !== undefined)
    ? 'audience'
    : apis.some(({ resource }) => resource.length > 0)
      ? 'resource'
      : apis.some((api) => api.scopes.some((scope) => !scopes.includes(scope)))
        ? 'scopes'
        : preset?.api?.by;
  return {
    ...(preset !== undefined && { preset }),
    ...(kind !== undefined && { apiKind: kind }),
    ...(likely !== undefined && { likely }),
    ...{ api: '', apiScopes: [], offeredScopes },
  };
}

/** Whether a question has to be asked. Redirect URI and name always are: one has to be registered, the other is a choice. */
export function isNeeded(step: StepId, draft: Draft, hasWorkspace: boolean): boolean {
  if (draft.found.has(step)) return false;
  switch (step) {
    case 'apiKind':
      return draft.preset === undefined;
    case 'api':
      return draft.apiKind !== 'none';
    case 'apiScopes':
      return hasScopesBesides(draft) && draft.api.trim() !== '';
    case 'target':
      return hasWorkspace;
    default:
      return true;
  }
}

/** Whether scopes say what a token may do and not what it is for. */
export function hasScopesBesides({ apiKind }: ApiDraft): boolean {
  return apiKind === 'audience' || apiKind === 'resource';
}

/** The question after this one; none when everything is answered. */
export function stepAfter(step: StepId, draft: Draft, hasWorkspace: boolean): StepId | undefined {
  return stepIds.slice(stepIds.indexOf(step) + 1).find((next) => isNeeded(next, draft, hasWorkspace));
}

/**
 * How many questions come after this one; `undefined` while an answer that is to come decides that. Once told, it holds:
 * scopes of an API that is asked for are counted before it is named.
 */
export function stepsAfter(step: StepId, draft: Draft, hasWorkspace: boolean): number | undefined {
  const later = stepIds.slice(stepIds.indexOf(step) + 1);
  if (draft.preset === undefined && (step === 'apiKind' || later.includes('apiKind')) && !draft.found.has('apiKind')) {
    return undefined;
  }
  const named = later.includes('apiScopes') && draft.api.trim() === '' && step !== 'apiScopes' ? { api: '?' } : {};
  return later.filter((id) => isNeeded(id, { ...draft, ...named }, hasWorkspace)).length;
}

/** What `tokenInspector.profiles` holds of a draft, under its name. Only what differs from the defaults. */
export function toSettings(draft: Draft): Record<string, unknown> {
  const { issuer, clientId, preset, scopes, redirectUri, authorizationParameters } = draft;
  const api = apiSettings(draft);
  const clientAuthentication = draft.clientAuthentication ?? preset?.clientAuthentication ?? 'none';
  return {
    issuer,
    clientId,
    ...(clientAuthentication !== 'none' && { clientAuthentication }),
    ...(redirectUri !== 'http://127.0.0.1/callback' && { redirectUri }),
    scopes,
    ...(Object.keys(authorizationParameters).length > 0 && { authorizationParameters }),
    ...(preset?.endpoints !== undefined && { endpoints: preset.endpoints }),
    ...(api !== undefined && { apis: { [apiName(draft)]: api } }),
  };
}

/** Takes another client than the one before: what was registered belongs to that one. */
export function setClient(draft: Draft, clientId: string): void {
  if (clientId !== draft.clientId) {
    delete draft.clientAuthentication;
    delete draft.clientSecret;
  }
  draft.clientId = clientId;
  draft.registering = false;
}

/** All scopes that the profile will ask for. */
export function askedScopes(draft: Draft): readonly string[] {
  const own = apiSettings(draft)?.['scopes'];
  return [...draft.scopes, ...(Array.isArray(own) ? (own as string[]) : [])];
}

/** What `apis` holds of it under its name; nothing where the client's own settings decide. */
export function apiSettings({ apiKind, api, apiScopes, preset }: ApiDraft): Record<string, unknown> | undefined {
  const value = api.trim();
  if (apiKind === undefined || apiKind === 'none' || value === '') {
    return apiScopes.length > 0 ? { scopes: apiScopes } : undefined;
  }
  if (apiKind !== 'scopes') return { [apiKind]: value, ...(apiScopes.length > 0 && { scopes: apiScopes }) };
  const words = value.split(/[\s,]+/);
  const [only = ''] = words;
  const complete = preset?.api?.scopesFor;
  // An API in place of a scope: Entra ID's application id, or the URI that stands for it.
  const isApi =
    words.length === 1 && !/^\w+:\/\/[^/]+\/./.test(only) && /^([0-9a-f-]{36}|\w+:\/\/[^/]+\/?)$/i.test(only);
  return { scopes: isApi && complete !== undefined ? complete(only, []) : words };
}

/** Parts of a path that name no API: versions by number or date, and what any address may have. */
const nameless = /^(?:v?\d[\w.-]*|api|rest|default)$/i;

/**
 * `orders` of `https://orders.example.com` and of `https://orders.example.com/v1`, `stock` of
 * `https://api.example.com/stock`; `api` where nothing tells.
 */
export function apiName({ api, apiKind }: ApiDraft): string {
  if (apiKind === 'scopes' || !URL.canParse(api)) return 'api';
  const { hostname, pathname } = new URL(api);
  const last = pathname.split('/').findLast((part) => part !== '' && !nameless.test(part));
  const name = last ?? /^(?:www\.|api\.)?([\w-]+)\./.exec(hostname)?.[1];
  // `default` is the name of the profile's own target.
  return name !== undefined && /^[A-Za-z][\w-]{1,30}$/.test(name) && name !== 'default' ? name : 'api';
}

function defaultName(issuer: string, preset: Preset | undefined, taken: readonly string[]): string {
  const base = nameOf(new URL(issuer), preset);
  let name = base;
  for (let count = 2; taken.includes(name); count++) name = `${base} ${String(count)}`;
  return name;
}

/** What people call it: the realm, the tenant, else the server. */
function nameOf(issuer: URL, preset: Preset | undefined): string {
  if (isLoopback(issuer) && preset === undefined) return 'local';
  const realm = /\/(?:realms|application\/o)\/([\w.-]+)/.exec(issuer.pathname)?.[1];
  if (realm !== undefined) return realm;
  const shared = new Set(['google', 'github', 'cognito', 'entra', 'ping']);
  if (preset !== undefined && shared.has(preset.id)) {
    return /^\/([\w-]+)\.onmicrosoft\.com\//.exec(issuer.pathname)?.[1] ?? preset.id;
  }
  const label = issuer.hostname.replace(/^(?:www|login|auth|id|idp|sso|accounts|identity|oauth|keycloak)\./, '');
  return label.split('.')[0] ?? issuer.hostname;
}
