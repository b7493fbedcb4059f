import type { ServerMetadata } from 'openid-client';
import type { Endpoints, Profile } from '../profile/profile.ts';
import { unlessAborted } from './abort.ts';
import { OAuthFailure } from './failure.ts';
import { Http } from './http.ts';
import type { Fetch } from './http.ts';
import { isLoopbackHost } from './loopbackHost.ts';
import { serverWords } from './serverWords.ts';

/** What is known about an authorization server (RFC 8414 §2, OpenID Connect Discovery §3). */
export interface Server {
  /** As the server spells it. Entra ID's shared addresses have `{tenantid}` in it. */
  readonly issuer: string;
  readonly metadata: Readonly<ServerMetadata>;
  /** Plain HTTP is allowed: the issuer is on this machine. */
  readonly insecure: boolean;
  /** The server's clock minus this machine's, in seconds, when it was asked for its metadata. */
  readonly clockSkew?: number;
}

export interface DiscoverOptions {
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: Fetch | undefined;
}

/** Milliseconds. */
const lifetime = 12 * 3600 * 1000;

/** The algorithms that an ID token may have where the server does not say: those with a public key. */
const asymmetric = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

const known = new Map<string, { readonly issuer: string; readonly until: number; readonly server: Promise<Server> }>();

/**
 * The server's metadata: from discovery, or from the profile's own endpoints. Kept for twelve hours; callers at the same
 * moment share one request; a failure is forgotten at once.
 *
 * @throws {OAuthFailure} `insecure`, `issuerMismatch`, `issuerSlash`, `noDiscovery`, `cancelled` and the network's.
 */
export async function discover(
  profile: Pick<Profile, 'issuer' | 'clientId' | 'endpoints'>,
  options: DiscoverOptions = {},
): Promise<Server> {
  const key = JSON.stringify([profile.issuer, profile.clientId, profile.endpoints ?? null]);
  let entry = known.get(key);
  if (entry === undefined || entry.until < Date.now()) {
    // The request belongs to everybody who waits for it, so no caller's signal ends it.
    const server = load(profile, new Http({ fetch: options.fetch }));
    const created = { issuer: profile.issuer, until: Date.now() + lifetime, server };
    entry = created;
    known.set(key, created);
    server.catch(() => {
      if (known.get(key) === created) {
        known.delete(key);
      }
    });
  }
  return unlessAborted(entry.server, options.signal);
}

/** The next `discover` asks the server again. */
export function forget(issuer: string): void {
  for (const [key, entry] of known) {
    if (entry.issuer === issuer) {
      known.delete(key);
    }
  }
}

async function load(profile: Pick<Profile, 'issuer' | 'endpoints'>, http: Http): Promise<Server> {
  const { protocol, hostname, host } = new URL(profile.issuer);
  const insecure = protocol === 'http:' && isLoopbackHost(hostname);
  if (protocol !== 'https:' && !insecure) {
    throw new OAuthFailure('insecure', { issuer: profile.issuer, host });
  }
  const metadata =
    profile.endpoints === undefined
      ? await fetchMetadata(profile.issuer, http)
      : fromEndpoints(profile.issuer, profile.endpoints);
  const { clockSkew } = http;
  return { issuer: metadata.issuer, metadata, insecure, ...(clockSkew !== undefined && { clockSkew }) };
}

function fromEndpoints(issuer: string, endpoints: Endpoints): ServerMetadata {
  return plain({
    issuer,
    authorization_endpoint: endpoints.authorization,
    token_endpoint: endpoints.token,
    jwks_uri: endpoints.jwks,
    userinfo_endpoint: endpoints.userinfo,
    revocation_endpoint: endpoints.revocation,
    introspection_endpoint: endpoints.introspection,
    device_authorization_endpoint: endpoints.deviceAuthorization,
    pushed_authorization_request_endpoint: endpoints.pushedAuthorizationRequest,
    id_token_signing_alg_values_supported: asymmetric,
  });
}

/** OpenID Connect Discovery §4, then RFC 8414 §3 for plain OAuth servers. */
async function fetchMetadata(issuer: string, http: Http): Promise<ServerMetadata> {
  const url = new URL(issuer);
  const path = url.pathname.replace(/\/$/, '');
  let metadata: ServerMetadata;
  try {
    metadata = await fetchDocument(`${url.origin}${path}/.well-known/openid-configuration`, issuer, http);
  } catch (error) {
    if (!(error instanceof OAuthFailure) || error.code !== 'noDiscovery') {
      throw error;
    }
    metadata = await fetchDocument(`${url.origin}/.well-known/oauth-authorization-server${path}`, issuer, http).catch(
      // What the first address said is what people can act on.
      () => Promise.reject(error),
    );
  }
  checkIssuer(issuer, metadata.issuer);
  return metadata;
}

/** @throws {OAuthFailure} `noDiscovery` where there is an answer, but no such document. */
async function fetchDocument(url: string, issuer: string, http: Http): Promise<ServerMetadata> {
  const response = await http
    .send(url, { method: 'GET', headers: { accept: 'application/json' } })
    .catch((error: unknown) => {
      const page = error instanceof OAuthFailure && error.code === 'notJson';
      throw page ? new OAuthFailure('noDiscovery', { ...error.details, issuer, reason: 'notJson' }) : error;
    });
  const { status, ok } = response;
  const document: unknown = await response.json().catch(() => undefined);
  if (!ok) {
    throw new OAuthFailure('noDiscovery', { issuer, status, ...serverWords(document, []) });
  }
  const metadata = plain(document);
  if (typeof metadata.issuer !== 'string' || metadata.issuer === '') {
    throw new OAuthFailure('noDiscovery', { issuer, status, reason: 'issuer' });
  }
  return metadata;
}

/**
 * Only what metadata is made of: text, numbers, booleans, lists of text, and the aliases of RFC 8705 §5. Whatever else a
 * server nests is dropped.
 */
function plain(document: unknown): ServerMetadata {
  const { mtls_endpoint_aliases: aliases } = Object(document) as { mtls_endpoint_aliases?: unknown };
  const own = Object.fromEntries(flat(document)) as unknown as ServerMetadata;
  return aliases === undefined
    ? own
    : { ...own, mtls_endpoint_aliases: Object.fromEntries(flat(aliases)) as Record<string, string> };
}

function flat(document: unknown): [string, unknown][] {
  const entries = typeof document === 'object' && document !== null ? Object.entries(document) : [];
  return entries.filter(
    ([, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ||
      (Array.isArray(value) && value.every((item) => typeof item === 'string')),
  );
}

/** OpenID Connect Discovery §4.3: identical, character for character. */
function checkIssuer(expected: string, actual: string): void {
  if (actual === expected || isSameMicrosoftTenant(expected, actual)) {
    return;
  }
  const slash = actual.replace(/\/$/, '') === expected.replace(/\/$/, '');
  throw new OAuthFailure(slash ? 'issuerSlash' : 'issuerMismatch', { issuer: expected, expected, actual });
}

/**
 * Entra ID names the tenant by its id, or by `{tenantid}`, whatever name it was asked for by (`common`, a domain).
 * The ID token is then checked against the issuer that the server names.
 */
function isSameMicrosoftTenant(expected: string, actual: string): boolean {
  const asked = new URL(expected);
  if (asked.hostname !== 'login.microsoftonline.com' && !asked.hostname.endsWith('.b2clogin.com')) {
    return false;
  }
  const version = /\/v2\.0\/?$/;
  return actual.startsWith(`${asked.origin}/`) && version.test(actual) && version.test(expected);
}
