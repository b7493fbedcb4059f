import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { pemBlocks } from './pem.ts';

/** Why a text is no private key that a client can authenticate with. */
export type PrivateKeyFault = 'none' | 'public' | 'shared' | 'encrypted' | 'several' | 'unsupported';

/** A private key as it is kept: what its owner wrote, and by which name and algorithm the server knows it. */
export interface PrivateKey extends JsonWebKey {
  readonly alg: string;
  readonly kid?: string;
  /** Of the certificate that Entra ID knows the key by (RFC 7517 §4.9). */
  readonly 'x5t#S256'?: string;
}

/** The algorithms that a key of each kind may sign with (RFC 7518 §3.1, RFC 8037, RFC 9864). The first is taken where the key names none. */
const algorithms: Readonly<Record<string, readonly string[]>> = {
  RSA: ['RS256', 'PS256', 'RS384', 'RS512', 'PS384', 'PS512'],
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  'P-521': ['ES512'],
  Ed25519: ['EdDSA', 'Ed25519'],
};

/**
 * Reads a private key as people have it: PEM (PKCS #8, PKCS #1 or SEC 1, with its line breaks or without, alone or beside
 * a certificate), a JWK (RFC 7517 §4), a JWK Set with one key, or the JSON file of a Google service account.
 */
export function readPrivateKey(input: string): PrivateKey | PrivateKeyFault {
  const text = input.trim();
  return text.startsWith('{') ? fromJson(text) : fromPem(text);
}

/** A key that was kept by `JSON.stringify`. */
export function keptPrivateKey(kept: string): PrivateKey | undefined {
  const key = readPrivateKey(kept);
  return typeof key === 'string' ? undefined : key;
}

function fromJson(text: string): PrivateKey | PrivateKeyFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'none';
  }
  if (isRecord(value) && Array.isArray(value['keys'])) {
    const keys: unknown[] = value['keys'];
    if (keys.length > 1) {
      return 'several';
    }
    value = keys[0];
  }
  if (isRecord(value) && typeof value['private_key'] === 'string') {
    return named(fromPem(value['private_key']), value['private_key_id']);
  }
  if (!isRecord(value) || typeof value['kty'] !== 'string') {
    return 'none';
  }
  if (value['kty'] === 'oct') {
    return 'shared';
  }
  if (typeof value['d'] !== 'string') {
    return 'public';
  }
  try {
    return described(createPrivateKey({ key: value, format: 'jwk' }), value);
  } catch {
    return 'unsupported';
  }
}

function named(key: PrivateKey | PrivateKeyFault, kid: unknown): PrivateKey | PrivateKeyFault {
  return typeof key === 'string' || typeof kid !== 'string' ? key : { ...key, kid };
}

function fromPem(text: string): PrivateKey | PrivateKeyFault {
  const blocks = pemBlocks(text);
  const key = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (key === undefined) {
    return blocks.length === 0 ? 'none' : 'public';
  }
  if (key.encrypted) {
    return 'encrypted';
  }
  try {
    const own = createPrivateKey(key.pem);
    const certificate = blocks
      .filter(({ label }) => label === 'CERTIFICATE')
      .map(({ pem }) => new X509Certificate(pem))
      .find((one) => one.checkPrivateKey(own));
    return described(
      own,
      certificate === undefined
        ? {}
        : {
            'x5t#S256': thumbprintOf(certificate),
            // Entra ID's documentation wants this one with a certificate.
            ...(own.asymmetricKeyType === 'rsa' && { alg: 'PS256' }),
          },
    );
  } catch {
    return 'unsupported';
  }
}

/** The `x5t#S256` of a certificate (RFC 7517 §4.9, RFC 8705 §3.1). */
export function thumbprintOf({ fingerprint256 }: X509Certificate): string {
  return Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
}

function described(key: KeyObject, said: Readonly<Record<string, unknown>>): PrivateKey | PrivateKeyFault {
  const jwk = key.export({ format: 'jwk' });
  const known = algorithms[jwk.crv ?? jwk.kty ?? ''] ?? [];
  const alg = said['alg'] ?? known[0];
  const bits = createPublicKey(key).asymmetricKeyDetails?.modulusLength;
  if (typeof alg !== 'string' || !known.includes(alg) || (bits !== undefined && bits < 2048)) {
    return 'unsupported';
  }
  const names = ['kid', 'x5t#S256'].flatMap((name) => (typeof said[name] === 'string' ? [[name, said[name]]] : []));
  return { ...jwk, alg, ...(Object.fromEntries(names) as object) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
