import { decode } from './decode.ts';
import type { JsonObject } from './json.ts';
import { parseUrl, vendorOf } from './issuer.ts';
import { strings, words } from './lists.ts';
import { text } from './text.ts';
import type { Text } from './text.ts';

/** One API that the token is for, and why it is there where that is known. */
export interface Audience {
  readonly value: string;
  readonly reason?: Text;
}

/** Entra ID names well-known APIs by these ids. */
const entraApis = new Map([
  ['00000003-0000-0000-c000-000000000000', 'Microsoft Graph'],
  ['00000002-0000-0000-c000-000000000000', 'Azure AD Graph'],
  ['797f4846-ba00-4fd7-ba43-dac1f8f63013', 'Azure Resource Manager'],
  ['cfa8b339-82a2-471a-a3c9-0fc0be7a4093', 'Azure Key Vault'],
  ['e406a681-f3d4-42a8-90b6-c2b029497af1', 'Azure Storage'],
]);

/**
 * The audiences of a token (RFC 7519 §4.1.3), each once, in the token's order, with the reason for those that nobody
 * asked for.
 */
export function audiences(claims: JsonObject, issuer?: string, userinfoEndpoint?: string): readonly Audience[] {
  const clients = [claims['azp'], claims['client_id'], claims['appid'], claims['cid']].filter(
    (id) => typeof id === 'string',
  );
  return strings(claims['aud']).map((value) => {
    const reason = reasonFor(value, { claims, clients, issuer, userinfoEndpoint });
    return reason === undefined ? { value } : { value, reason };
  });
}

/** What the token itself names, else what it was asked for. Empty where nobody knows. */
export function namedAudiences(token: string, asked: AskedFor): readonly string[] {
  const decoded = decode(token);
  const claimed = 'claims' in decoded ? strings(decoded.claims['aud']) : [];
  if (claimed.length > 0) return claimed;
  return asked.audience === undefined ? asked.resource : [asked.audience];
}

interface AskedFor {
  readonly audience?: string;
  readonly resource: readonly string[];
}

interface Circumstances {
  readonly claims: JsonObject;
  readonly clients: readonly string[];
  readonly issuer: string | undefined;
  readonly userinfoEndpoint: string | undefined;
}

function reasonFor(value: string, { claims, clients, issuer, userinfoEndpoint }: Circumstances): Text | undefined {
  const tokenIssuer = typeof claims['iss'] === 'string' ? claims['iss'] : issuer;
  if (isUserinfo(value, tokenIssuer, userinfoEndpoint)) {
    return words(claims['scope']).includes('openid') || claims['scope'] === undefined
      ? text('added by the openid scope')
      : text('the userinfo endpoint of the issuer');
  }
  if (clients.includes(value)) return text('the client itself');
  if (value === 'account' && vendorOf(tokenIssuer) === 'keycloak')
    return text('Keycloak’s account console, added by its roles');
  if (value === 'urn:microsoft:userinfo') return text('the default of AD FS: its userinfo endpoint');
  const api = entraApis.get(value);
  if (api !== undefined) return text('known as {api}', { api });
  if (tokenIssuer !== undefined && value === tokenIssuer) return text('the issuer itself');
  return undefined;
}

/** Whether an audience is the issuer's userinfo endpoint: the one that it publishes, or Auth0's `<issuer>/userinfo`. */
export function isUserinfo(
  audience: string,
  issuer: string | undefined,
  userinfoEndpoint: string | undefined,
): boolean {
  if (userinfoEndpoint !== undefined && audience === userinfoEndpoint) return true;
  const url = parseUrl(audience);
  const home = issuer === undefined ? undefined : parseUrl(issuer);
  return (
    url !== undefined &&
    home !== undefined &&
    url.origin === home.origin &&
    url.pathname === `${home.pathname.replace(/\/$/, '')}/userinfo`
  );
}
