import { errors, importJWK, jwtVerify } from 'jose';
import type { JWK, Provider } from 'oidc-provider';

/** What an API learns from a token that is good for it. */
export interface Access {
  readonly sub: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** Why a request was turned away (RFC 6750 §3.1). Without a code there was no token at all. */
export class Refusal extends Error {
  readonly status: 401 | 403;
  readonly code: 'invalid_token' | 'insufficient_scope' | undefined;
  readonly scope: string | undefined;

  constructor(description: string, code?: 'invalid_token' | 'insufficient_scope', scope?: string) {
    super(description);
    this.status = code === 'insufficient_scope' ? 403 : 401;
    this.code = code;
    this.scope = scope;
  }
}

/** `Authorization: Bearer` (RFC 6750 §2.1). */
export function bearerToken(authorization: string | undefined): string {
  const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) {
    throw new Refusal('No bearer token was sent');
  }
  return token;
}

/** Checks an access token as RFC 9068 §4 tells an API to, or asks the server about an opaque one. */
export async function checkAccess(provider: Provider, key: JWK, token: string, audience: string): Promise<Access> {
  return token.split('.').length === 3
    ? checkJwt(provider, key, token, audience)
    : checkOpaque(provider, token, audience);
}

async function checkJwt(provider: Provider, key: JWK, token: string, audience: string): Promise<Access> {
  try {
    const { payload } = await jwtVerify(token, await importJWK({ kty: 'RSA', n: key.n, e: key.e } as never, 'RS256'), {
      algorithms: ['RS256'],
      issuer: provider.issuer,
      audience,
      typ: 'at+jwt',
    });
    return access(payload.sub, payload['scope'], payload.exp);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(describe(error, audience), 'invalid_token');
  }
}

async function checkOpaque(provider: Provider, token: string, audience: string): Promise<Access> {
  const found = await provider.AccessToken.find(token);
  if (found === undefined) {
    throw new Refusal('The token is unknown, expired or revoked', 'invalid_token');
  }
  if (found.aud !== audience) {
    throw new Refusal(`The token was not issued for ${audience}`, 'invalid_token');
  }
  return access(found.accountId, found.scope, found.exp);
}

function access(sub: unknown, scope: unknown, expiresAt: number | undefined): Access {
  if (typeof sub !== 'string' || expiresAt === undefined) {
    throw new Refusal('The token names no user or no expiry', 'invalid_token');
  }
  return { sub, scopes: typeof scope === 'string' ? scope.split(' ') : [], expiresAt };
}

function describe(error: unknown, audience: string): string {
  if (error instanceof errors.JWTExpired) {
    return 'The token expired';
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'aud'
      ? `The token was not issued for ${audience}`
      : `The claim ${error.claim} is not as expected`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'The signature is not valid';
  }
  return 'The token cannot be read';
}
