import { compactVerify, importJWK } from 'jose';
import type { JWK } from 'jose';

/** A JSON Web Key (RFC 7517 §4). */
export type Jwk = Readonly<JWK>;

export type SignatureVerdict =
  | 'valid'
  /** The key fits and the signature is not made with it. */
  | 'signature'
  /** The key is of another type, or for another use or algorithm. */
  | 'keyMismatch'
  /** RSA below 2048 bits (RFC 7518 §3.3). */
  | 'weakKey'
  /** No compact JWS, or one that demands what is not understood. */
  | 'malformed';

/** What a signature algorithm needs of a key (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864). */
const needs: Readonly<Record<string, { kty: string; crv?: string }>> = {
  HS256: { kty: 'oct' },
  HS384: { kty: 'oct' },
  HS512: { kty: 'oct' },
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519' },
};

/**
 * Checks one compact JWS with one key (RFC 7515 §5.2). The key decides what it may be used for: its type, `use`,
 * `key_ops` and `alg` must fit the header's `alg`, so no token can choose how a key is read. Never throws.
 */
export async function verifySignature(compact: string, key: Jwk): Promise<SignatureVerdict> {
  const alg = algorithmOf(compact);
  const need = alg === undefined || !Object.hasOwn(needs, alg) ? undefined : needs[alg];
  if (alg === undefined || need === undefined) return 'malformed';
  if (!fits(key, alg, need)) return 'keyMismatch';
  try {
    // Private members are left out: a key set that publishes them by mistake still verifies.
    const { kty, crv, n, e, x, y, k } = key;
    const members = { kty, crv, n, e, x, y, k };
    const imported = await importJWK(
      Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as JWK,
      alg,
    );
    await compactVerify(compact, imported, { algorithms: [alg] });
    return 'valid';
  } catch (error) {
    return verdictOf(error);
  }
}

function fits(key: Jwk, alg: string, need: { kty: string; crv?: string }): boolean {
  if (key.kty !== need.kty || (need.crv !== undefined && key.crv !== need.crv)) return false;
  if (key.use !== undefined && key.use !== 'sig') return false;
  if (key.key_ops !== undefined && !key.key_ops.includes('verify')) return false;
  return key.alg === undefined || key.alg === alg || (key.alg === 'EdDSA' && alg === 'Ed25519');
}

function algorithmOf(compact: string): string | undefined {
  try {
    const bytes = Uint8Array.from(
      atob((compact.split('.', 1)[0] ?? '').replaceAll('-', '+').replaceAll('_', '/')),
      (c) => c.charCodeAt(0),
    );
    const header = JSON.parse(new TextDecoder().decode(bytes)) as { alg?: unknown } | null;
    return typeof header?.alg === 'string' ? header.alg : undefined;
  } catch {
    return undefined;
  }
}

function verdictOf(error: unknown): SignatureVerdict {
  const code = (error as { code?: unknown }).code;
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return 'signature';
  if (code === 'ERR_JWS_INVALID' || code === 'ERR_JOSE_NOT_SUPPORTED') return 'malformed';
  // jose refuses short RSA keys with a TypeError; a key that does not import at all fits nothing.
  return error instanceof TypeError && error.message.includes('2048') ? 'weakKey' : 'keyMismatch';
}
