import { errors, importJWK, jwtVerify } from 'jose';
import type { JWK, Provider } from 'oidc-provider';

/** What an API learns from a token that is good for it. */
export interface Access {
  readonly sub: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  /** The key that the token is bound to (RFC 9449 §6.1). */
  readonly thumbprint?: string | undefined;
}

/** The `Authorization` header of a request (RFC 9110 §11.6.2). */
export interface Authorization {
  readonly scheme: string;
  readonly token: string;
}

type RefusalCode = 'invalid_token' | 'insufficient_scope' | 'invalid_dpop_proof';

/** Why a request was turned away (RFC 6750 §3.1). Without a code there was no token at all. */
export class Refusal extends Error {
  readonly status: 401 | 403;
  readonly code: RefusalCode | undefined;
  readonly scope: string | undefined;
  readonly scheme: 'Bearer' | 'DPoP';

  constructor(description: string, code?: RefusalCode, scope?: string, scheme: 'Bearer' | 'DPoP' = 'Bearer') {
    super(description);
    this.status = code === 'insufficient_scope' ? 403 : 401;
    this.code = code;
    this.scope = scope;
    this.scheme = scheme;
  }
}

/** `Authorization: Bearer` (RFC 6750 §2.1) or `DPoP` (RFC 9449 §7.1). */
export function authorization(header: string | undefined): Authorization {
  const [, scheme, token] = /^(bearer|dpop) +(\S+)$/i.exec(header ?? '') ?? [];
  if (scheme === undefined || token === undefined) {
    throw new Refusal('No bearer token was sent');
  }
  return { scheme: scheme.toLowerCase(), token };
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
    const { jkt } = (payload['cnf'] ?? {}) as { jkt?: string };
    return { ...access(payload.sub, payload['scope'], payload.exp), thumbprint: jkt };
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
  const { jkt } = found as { jkt?: string };
  return { ...access(found.accountId, found.scope, found.exp), thumbprint: jkt };
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
