/** Tokens as the servers issue them, for the tests of the token room. Nothing here is signed unless a test does so. */

/** 2026-03-01T12:00:00Z. */
export const now = 1_772_366_400;

export type Claims = Readonly<Record<string, unknown>>;

export function encode(value: string | object): string {
  const source = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(source, 'utf8').toString('base64url');
}

const signature = Buffer.alloc(256, 7).toString('base64url');

export function jwt(claims: Claims, header: Claims = {}): string {
  return `${encode({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header })}.${encode(claims)}.${signature}`;
}

export const auth0Issuer = 'https://tenant.eu.auth0.com/';

export const auth0Claims: Claims = {
  iss: auth0Issuer,
  sub: 'auth0|65f1c0ffee',
  aud: ['https://stock.example.com', 'https://tenant.eu.auth0.com/userinfo'],
  iat: now - 60,
  exp: now + 3540,
  azp: 'abc123',
  scope: 'openid profile email read:orders',
};

export const entraTenant = '11111111-2222-3333-4444-555555555555';
export const entraIssuer = `https://login.microsoftonline.com/${entraTenant}/v2.0`;

export const entraClaims: Claims = {
  aud: '9f0c1d2e-aaaa-bbbb-cccc-0123456789ab',
  iss: entraIssuer,
  iat: now - 60,
  nbf: now - 60,
  exp: now + 4500,
  azp: 'abc123',
  azpacr: '0',
  name: 'Ada Lovelace',
  oid: '00000000-1111-2222-3333-444444444444',
  scp: 'Orders.Read',
  sub: 'pairwise-subject',
  tid: entraTenant,
  ver: '2.0',
};

export const keycloakIssuer = 'https://sso.example.com/realms/work';

export const keycloakClaims: Claims = {
  exp: now + 300,
  iat: now,
  jti: 'b1b2',
  iss: keycloakIssuer,
  aud: 'account',
  sub: 'f:1:ada',
  typ: 'Bearer',
  azp: 'abc123',
  session_state: 's1',
  acr: '1',
  realm_access: { roles: ['offline_access'] },
  resource_access: { account: { roles: ['view-profile'] } },
  scope: 'openid email',
};

export const cognitoIssuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf';

export const cognitoClaims: Claims = {
  sub: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  iss: cognitoIssuer,
  client_id: 'abc123',
  token_use: 'access',
  scope: 'openid',
  auth_time: now - 10,
  iat: now - 10,
  exp: now + 3590,
  jti: 'j',
  username: 'ada',
};

export const oktaIssuer = 'https://dev-1.okta.com/oauth2/default';

export const oktaClaims: Claims = {
  ver: 1,
  jti: 'AT.x',
  iss: oktaIssuer,
  aud: 'api://default',
  iat: now - 10,
  exp: now + 3590,
  cid: 'abc123',
  uid: '00u1',
  scp: ['openid', 'orders'],
  sub: 'ada@example.com',
};

/** An ID token as OIDC Core has it. */
export const idTokenClaims: Claims = {
  iss: auth0Issuer,
  sub: 'auth0|65f1c0ffee',
  aud: 'abc123',
  iat: now - 60,
  exp: now + 36_000,
  nonce: 'n-0S6_WzA2Mj',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  email_verified: true,
};
