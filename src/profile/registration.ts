import type { MetadataFacts } from './preset.ts';
import { endpointFault } from './urls.ts';

/** What a server's metadata says of registering clients (RFC 8414 §2). */
export interface RegistrationOffer {
  readonly endpoint: string;
  /** Where the server lists its scopes: others it would refuse to register. */
  readonly scopes?: readonly string[];
  /** Whether a client may use refresh tokens. */
  readonly refreshTokens: boolean;
}

/** What is registered of a native client (RFC 7591 §2, RFC 8252 §8.4). */
export interface ClientRegistration {
  readonly client_name: string;
  readonly application_type: 'native';
  readonly redirect_uris: readonly [string];
  readonly grant_types: readonly string[];
  readonly response_types: readonly ['code'];
  readonly token_endpoint_auth_method: 'none';
  readonly scope?: string;
}

/**
 * @returns undefined for a server that does not say that it registers clients, or where nothing may be sent to: plain http
 *   goes to a server on this machine alone, and not to what else listens here at the word of another.
 */
export function registrationOffer(issuer: string, metadata: MetadataFacts): RegistrationOffer | undefined {
  const { registration_endpoint: endpoint, scopes_supported: scopes, grant_types_supported: grants } = metadata;
  if (typeof endpoint !== 'string' || endpointFault(endpoint) !== undefined) return undefined;
  if (new URL(endpoint).protocol === 'http:' && new URL(issuer).protocol !== 'http:') return undefined;
  return {
    endpoint,
    ...(Array.isArray(scopes) && { scopes: scopes.filter((scope) => typeof scope === 'string') }),
    refreshTokens: !Array.isArray(grants) || grants.includes('refresh_token'),
  };
}

/** @param scopes all that the client will ask for. */
export function clientRegistration(
  { scopes: known, refreshTokens }: RegistrationOffer,
  redirectUri: string,
  scopes: readonly string[],
): ClientRegistration {
  const registered = [...new Set(scopes)].filter((scope) => known?.includes(scope) ?? true);
  return {
    client_name: 'Token Inspector',
    application_type: 'native',
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', ...(refreshTokens ? ['refresh_token'] : [])],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    ...(registered.length > 0 && { scope: registered.join(' ') }),
  };
}
