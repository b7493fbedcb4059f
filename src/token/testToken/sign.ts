import {
  CompactSign,
  base64url,
  calculateJwkThumbprint,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  generateSecret,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';
import { safeText } from '../display.ts';
import { text, type Text } from '../text.ts';
import type { TestToken } from './document.ts';

/** What a test token can be signed with (RFC 7518 §3.1, RFC 8037, RFC 9864). */
export const signingAlgorithms: readonly string[] = [
  ...['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['EdDSA', 'Ed25519', 'HS256', 'HS384', 'HS512'],
];

export type SigningKey = CryptoKey | Uint8Array;

/** A key that was made for tests. */
export interface TestKey {
  readonly signing: SigningKey;
  /** What an API needs to check its signatures: the public half, or the secret of HS256 and its like. */
  readonly checking: JWK;
  /** The public half as PEM (SPKI); none of a secret. */
  readonly pem?: string;
}

/** Whether the signature is made with a secret that the API has too. */
export function isSymmetric(alg: string): boolean {
  return alg.startsWith('HS');
}

/** Makes a key for one of {@link signingAlgorithms}. */
export async function makeTestKey(alg: string): Promise<TestKey> {
  if (isSymmetric(alg)) {
    const signing = (await generateSecret(alg, { extractable: true })) as CryptoKey;
    return { signing, checking: { ...(await exportJWK(signing)), alg } };
  }
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const checking = { ...(await exportJWK(publicKey)), alg, use: 'sig' };
  return { signing: privateKey, checking, pem: await exportSPKI(publicKey) };
}

/** The key's JWK (RFC 7517 §4) by the name that the token calls it by, else by its thumbprint (RFC 7638). */
export async function namedJwk({ checking }: TestKey, { header }: Pick<TestToken, 'header'>): Promise<JWK> {
  const { kid } = header;
  return { ...checking, kid: typeof kid === 'string' ? kid : await calculateJwkThumbprint(checking) };
}

/** Reads a private key, a JWK, for an algorithm. @returns a sentence where it is not for that. */
export async function readSigningKey(jwk: string, alg: string): Promise<SigningKey | Text> {
  try {
    // Which of its algorithms is meant says the token.
    return await importJWK({ ...(JSON.parse(jwk) as JWK), alg }, alg);
  } catch {
    return text('The token says that it is signed with {alg}, and this key is not for that.', { alg });
  }
}

/**
 * Signs the token (RFC 7515 §5.1), in compact form, as its header says.
 *
 * @param key undefined where `alg` is `none` (RFC 7519 §6).
 * @returns a sentence where the header cannot be signed so.
 */
export async function signTestToken(token: TestToken, key: SigningKey | undefined): Promise<string | Text> {
  const { alg, header, payloadText } = token;
  if (key === undefined) return `${encoded(JSON.stringify(header))}.${encoded(payloadText)}.`;
  const { crit } = header;
  // Extensions that only the API under test has to understand.
  const names = Array.isArray(crit) ? crit.filter((name) => typeof name === 'string') : [];
  try {
    return await new CompactSign(new TextEncoder().encode(payloadText))
      .setProtectedHeader({ ...header, alg })
      .sign(key, { crit: Object.fromEntries(names.map((name) => [name, true])) });
  } catch (error) {
    const reason = error instanceof Error ? safeText(error.message) : '';
    return text('The token cannot be signed like this: {reason}', { reason });
  }
}

function encoded(value: string): string {
  return base64url.encode(value);
}
