import type { Decoded } from './decoded.ts';
import type { FindingInput } from './findingInput.ts';
import { vendorOf } from './issuer.ts';
import type { Vendor } from './issuer.ts';
import type { JsonObject } from './json.ts';
import { strings } from './lists.ts';
import { tokenScopes } from './scopes.ts';
import { claimTime } from './time.ts';

/** What the rules ask of a token again and again, read once. */
export interface Facts extends FindingInput {
  /** Claims of a token that can be read; absent for the others. */
  readonly claims?: JsonObject;
  readonly header?: JsonObject;
  /** `typ` of the header in lower case; empty where there is none. */
  readonly type: string;
  /** The `iss` claim. */
  readonly issuer?: string;
  /** The server by the token's issuer, else by the profile's, else by how an opaque token begins. */
  readonly vendor?: Vendor;
  readonly audience: readonly string[];
  /** What the token says that it may do; absent where it has no such claim. */
  readonly scopes?: readonly string[];
  /** The client that the token was issued to: `azp`, `client_id`, `cid` or `appid`. */
  readonly client?: string;
  /** The server's time now, in seconds since the epoch: this machine's clock corrected by the skew that was seen. */
  readonly serverNow: number;
  /** When the token ends: the answer's word first, then the claim's (RFC 9068 §6). */
  readonly expiresAt?: number;
  /** Whether the token looks like an ID token, whatever it is used for. */
  readonly looksLikeIdToken: boolean;
}

export function gather(input: FindingInput): Facts {
  const { token, profile, answer, now, clockSkew = 0 } = input;
  const claims = token.kind === 'jwt' || token.kind === 'sdJwt' ? token.claims : undefined;
  const header = token.kind === 'opaque' ? undefined : token.header;
  const issuer = text(claims?.['iss']);
  const vendor = vendorOf(issuer) ?? vendorOf(profile?.issuer) ?? vendorOfOpaque(token);
  const scopes = claims === undefined ? undefined : tokenScopes(claims);
  const client = claims === undefined ? undefined : clientOf(claims);
  const expiresAt = answer?.expiresAt ?? claimTime(claims?.['exp']);
  return {
    ...input,
    ...(claims !== undefined && { claims }),
    ...(header !== undefined && { header }),
    type: (text(header?.['typ']) ?? '').toLowerCase(),
    ...(issuer !== undefined && { issuer }),
    ...(vendor !== undefined && { vendor }),
    audience: strings(claims?.['aud']),
    ...(scopes !== undefined && { scopes }),
    ...(client !== undefined && { client }),
    serverNow: now + clockSkew,
    ...(expiresAt !== undefined && { expiresAt }),
    looksLikeIdToken: claims !== undefined && isIdToken(claims, header, profile?.clientId),
  };
}

/** Google's are the opaque tokens that show whose they are and whose server the rules know. */
function vendorOfOpaque(token: Decoded): Vendor | undefined {
  return token.kind === 'opaque' && token.raw.startsWith('ya29.') ? 'google' : undefined;
}

function clientOf(claims: JsonObject): string | undefined {
  return text(claims['azp']) ?? text(claims['client_id']) ?? text(claims['cid']) ?? text(claims['appid']);
}

/** Claims that belong to a sign-in and not to an API call (OIDC Core §2, §3.1.3.6), and what vendors say outright. */
function isIdToken(claims: JsonObject, header: JsonObject | undefined, clientId: string | undefined): boolean {
  const said = claims['token_use'] ?? claims['typ'];
  if (typeof said === 'string' && /^id$/i.test(said)) return true;
  if (typeof said === 'string' && /^(?:access|bearer)$/i.test(said)) return false;
  if (typeof header?.['typ'] === 'string' && /at\+jwt$/i.test(header['typ'])) return false;
  if (tokenScopes(claims) !== undefined) return false;
  if ('at_hash' in claims || 'c_hash' in claims || 'nonce' in claims) return true;
  const audience = strings(claims['aud']);
  if (audience.length !== 1) return false;
  return audience[0] === claims['azp'] || audience[0] === clientId || 'email_verified' in claims;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
