import { importJWK } from 'jose';
import type { CryptoKey } from 'jose';
import { keptPrivateKey } from '../profile/privateKey.ts';
import type { Profile } from '../profile/profile.ts';
import { OAuthFailure } from './failure.ts';

/** A private key that is ready to sign, and what the header of its assertions says (RFC 7515 §4.1). */
export interface SigningKey {
  readonly key: CryptoKey;
  readonly header: {
    readonly typ: 'JWT';
    readonly alg: string;
    readonly kid?: string;
    /** Of the certificate that the server knows the key by. */
    readonly 'x5t#S256'?: string;
  };
}

/**
 * @param keptKey The private key as a JWK.
 * @param reason What it is for, where that is not the client's authentication.
 * @throws {OAuthFailure} `secretMissing` for what is no key.
 */
export async function signingKey(
  keptKey: string | undefined,
  { issuer }: Pick<Profile, 'issuer'>,
  reason?: string,
): Promise<SigningKey> {
  const jwk = keptPrivateKey(keptKey ?? '');
  const missing = new OAuthFailure('secretMissing', { issuer, ...(reason !== undefined && { reason }) });
  if (jwk === undefined) {
    throw missing;
  }
  const { alg, kid, 'x5t#S256': thumbprint } = jwk;
  const key = await importJWK(jwk, alg);
  if (key instanceof Uint8Array) {
    throw missing;
  }
  return {
    key,
    header: {
      typ: 'JWT',
      alg,
      ...(kid !== undefined && { kid }),
      ...(thumbprint !== undefined && { 'x5t#S256': thumbprint }),
    },
  };
}
