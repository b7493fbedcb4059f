/** The keys that settings may hold. The JSON schema in package.json has the same ones; a test holds the two together. */

export const profileKeys = [
  'issuer',
  'clientId',
  'scopes',
  'audience',
  'resource',
  'redirectUri',
  'grant',
  'clientAuthentication',
  'assertionClaims',
  'subject',
  'authorizationParameters',
  'tokenParameters',
  'pushedAuthorizationRequests',
  'dpop',
  'apis',
  'endpoints',
] as const;

export const apiKeys = ['audience', 'resource', 'scopes'] as const;

export const subjectKeys = ['profile', 'api'] as const;

export const endpointKeys = [
  'authorization',
  'token',
  'jwks',
  'userinfo',
  'revocation',
  'introspection',
  'deviceAuthorization',
  'pushedAuthorizationRequest',
] as const;

export const grants = ['authorizationCode', 'deviceCode', 'clientCredentials', 'jwtBearer', 'tokenExchange'] as const;

export const clientAuthentications = [
  'none',
  'clientSecretBasic',
  'clientSecretPost',
  'privateKeyJwt',
  'tlsClientAuth',
] as const;

/**
 * Parameters that the product sets itself, with the key of the profile that decides them where there is one. Letting
 * a profile override them would undo PKCE, `state` or `nonce`, send the answer elsewhere (`response_mode`, RFC 9101's
 * `request`), or give a token that is kept under the wrong API.
 */
export const protocolParameters: ReadonlyMap<string, string | undefined> = new Map([
  ['client_id', 'clientId'],
  ['redirect_uri', 'redirectUri'],
  ['scope', 'scopes'],
  ['audience', 'audience'],
  ['resource', 'resource'],
  ['grant_type', 'grant'],
  ['response_type', 'grant'],
  ...[
    'response_mode',
    'state',
    'nonce',
    'code',
    'code_challenge',
    'code_challenge_method',
    'code_verifier',
    'device_code',
    'request',
    'request_uri',
    'client_assertion_type',
    'dpop_jkt',
    'subject_token_type',
    'requested_token_use',
  ].map((name): [string, undefined] => [name, undefined]),
]);

/** Claims of an assertion that are made for each request: by them a server tells that it is new (RFC 7523 §3). */
export const ownClaims: ReadonlyMap<string, undefined> = new Map(
  ['iat', 'nbf', 'exp', 'jti'].map((name) => [name, undefined]),
);

/** Whether a key is one that people put secrets under. Such a value is refused unread. */
export function isSecretKey(key: string): boolean {
  return /secret|passw(or)?d|passphrase|privatekey|^pwd$|apikey$|assertion$|^(access|refresh|id|subject|actor)?token$/.test(
    letters(key),
  );
}

/** What other tools call things, where no similarity of letters leads to our key. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['authority', 'issuer'],
  ['domain', 'issuer'],
  ['callback', 'redirectUri'],
  ['callbackurl', 'redirectUri'],
  ['flow', 'grant'],
  ['granttype', 'grant'],
  ['responsetype', 'grant'],
  ['tokenendpointauthmethod', 'clientAuthentication'],
  ['appid', 'clientId'],
  ['extraparams', 'authorizationParameters'],
]);

/** The known word that a mistyped one is most likely to mean; none when nothing is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = plain(word.slice(0, 40));
  const other = otherNames.get(wanted);
  if (other !== undefined && known.includes(other)) return other;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const distance = editDistance(wanted, plain(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return bestDistance <= Math.max(1, Math.floor(wanted.length / 3)) ? best : undefined;
}

/** `redirect_uri` and `redirectURI` are `redirectUri`; `jwks_uri` and `token_endpoint` are `jwks` and `token`. */
function plain(word: string): string {
  return letters(word).replace(/(?<=^jwks)uri$|endpoint$/, '');
}

function letters(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Levenshtein distance where two swapped neighbours count once. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      const swap =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1] ? at(row - 2, column - 2) + 1 : Infinity;
      const value = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + change, swap);
      rows[row]?.push(value);
    }
  }
  return at(a.length, b.length);
}
