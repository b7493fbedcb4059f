import type { ServerMetadata } from 'openid-client';
import type { OAuthFailure } from './failure.ts';

/** A private key for ES256 as a JWK. Kept with the tokens that are bound to it, for as long as they are. */
export interface DpopKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

export const dpopAlgorithm = 'ES256';

/** Whether the server can take our proofs, as far as it says so (RFC 9449 §5.1). */
export function mayUseDpop(metadata: Readonly<ServerMetadata>): boolean {
  const supported: unknown = metadata.dpop_signing_alg_values_supported;
  return !Array.isArray(supported) || supported.includes(dpopAlgorithm);
}

/** Whether a server refused a request because it had no proof. There is no one error for that (RFC 9449 §5). */
export function asksForProof({ details }: OAuthFailure): boolean {
  const { error = '', description = '' } = details;
  return ['use_dpop_nonce', 'invalid_dpop_proof'].includes(error) || /\bdpop\b/i.test(description);
}
