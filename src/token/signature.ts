import { compactVerify } from 'jose';
import type { JWK } from 'jose';
import { decodeBase64url, decodeUtf8 } from './base64url.ts';
import { isJsonObject, parseJson } from './json.ts';

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
    await compactVerify(compact, publicPart(key), { algorithms: [alg] });
    return 'valid';
  } catch (error) {
    return verdictOf(error);
  }
}

/** One object for one key, because jose remembers by the object which keys it has imported. */
const publicParts = new WeakMap<Jwk, JWK>();

/** What checks a signature. Private members are left out: a key set that publishes them by mistake still verifies. */
function publicPart(key: Jwk): JWK {
  const known = publicParts.get(key);
  if (known !== undefined) return known;
  const { kty, crv, n, e, x, y, k } = key;
  const members = Object.entries({ kty, crv, n, e, x, y, k }).filter(([, member]) => member !== undefined);
  const part = Object.fromEntries(members) as JWK;
  publicParts.set(key, part);
  return part;
}

/**
 * The header's `alg`; `undefined` for what is not exactly a compact JWS. Stricter than jose: three parts of base64url
 * without spaces, padding or loose bits (RFC 7515 §2), each name in the header once (§4), and nothing in `crit`.
 */
function algorithmOf(compact: string): string | undefined {
  const parts = compact.split('.', 4).map((part) => decodeBase64url(part));
  const [head] = parts;
  if (parts.length !== 3 || head?.bytes === undefined) return undefined;
  if (parts.some(({ bytes, stray }) => bytes === undefined || stray !== undefined)) return undefined;
  const header = parseJson(decodeUtf8(head.bytes) ?? '').document;
  if (!isJsonObject(header?.value) || header.duplicates.length > 0 || 'crit' in header.value) return undefined;
  return typeof header.value['alg'] === 'string' ? header.value['alg'] : undefined;
}

/** Whether the key itself allows this use (RFC 7517 §4.1–4.4). The set comes from a server, so any member may be of any type. */
function fits(key: Jwk, alg: string, need: { kty: string; crv?: string }): boolean {
  if (key.kty !== need.kty || (need.crv !== undefined && key.crv !== need.crv)) return false;
  if (key.use !== undefined && key.use !== 'sig') return false;
  const operations: unknown = key.key_ops;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return false;
  return key.alg === undefined || allows(key.alg, alg);
}

/**
 * Whether a key marked for one algorithm may check another: within a scheme only, and never with a shorter hash. Keys
 * in the wild carry one name and sign with a longer hash (RFC 7520 §4.2 does); schemes that share keys (RS and PS) are
 * walls. For elliptic curves the curve, compared already, leaves no choice.
 */
function allows(marked: unknown, alg: string): boolean {
  if (typeof marked !== 'string' || marked.slice(0, 2) !== alg.slice(0, 2)) return false;
  return /^E/.test(alg) || Number(alg.slice(2)) >= Number(marked.slice(2));
}

function verdictOf(error: unknown): SignatureVerdict {
  const code = (error as { code?: unknown }).code;
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return 'signature';
  if (code === 'ERR_JWS_INVALID' || code === 'ERR_JOSE_NOT_SUPPORTED') return 'malformed';
  // jose refuses short RSA keys with a TypeError; a key that does not import at all fits nothing.
  return error instanceof TypeError && error.message.includes('2048') ? 'weakKey' : 'keyMismatch';
}
