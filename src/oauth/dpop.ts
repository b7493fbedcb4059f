import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { getDPoPHandle, modifyAssertion } from 'openid-client';
import type { DPoPHandle, ServerMetadata } from 'openid-client';
import { createHash, randomUUID } from 'node:crypto';
import type { Profile } from '../profile/profile.ts';
import type { Client } from './client.ts';
import { nonceFor } from './dpopNonces.ts';
import type { OAuthFailure } from './failure.ts';

/** A private key for ES256 as a JWK. Kept with the tokens that are bound to it, for as long as they are. */
export interface DpopKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

/** What a proof is for. */
export interface DpopRequest {
  readonly method: string;
  readonly url: string;
  /** That the request brings along in `Authorization: DPoP …`. */
  readonly accessToken: string;
  /** What the server's last answer had in `DPoP-Nonce` (RFC 9449 §9). */
  readonly nonce?: string | undefined;
  /** The server's clock minus this machine's, in seconds. */
  readonly clockSkew?: number | undefined;
}

const algorithm = 'ES256';

/** A new key. It can be taken out of memory, or no session that is bound to it would outlive its window. */
export async function createDpopKey(): Promise<DpopKey> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  return { kty, crv, x, y, d } as DpopKey;
}

/** A new key where the profile asks for one. */
export function wantedKey({ dpop }: Profile): Promise<DpopKey | undefined> {
  return dpop === true ? createDpopKey() : Promise.resolve(undefined);
}

/** The `jkt` by which the server knows the key (RFC 9449 §6.1, RFC 7638). */
export function dpopThumbprint(key: DpopKey): Promise<string> {
  return calculateJwkThumbprint(publicHalf(key));
}

/** Whether the server can take our proofs, as far as it says so (RFC 9449 §5.1). */
export function mayUseDpop(metadata: Readonly<ServerMetadata>): boolean {
  const supported: unknown = metadata.dpop_signing_alg_values_supported;
  return !Array.isArray(supported) || supported.includes(algorithm);
}

/** Whether a server refused a request because it had no proof. There is no one error for that (RFC 9449 §5). */
export function asksForProof({ details }: OAuthFailure): boolean {
  const { error = '', description = '' } = details;
  return ['use_dpop_nonce', 'invalid_dpop_proof'].includes(error) || /\bdpop\b/i.test(description);
}

/** Puts a proof on each request of the client, and once more where the server wants a nonce in it (RFC 9449 §8). */
export async function dpopHandle({ configuration, server, http }: Client, key: DpopKey): Promise<DPoPHandle> {
  const keys = { privateKey: await importJWK(key, algorithm), publicKey: await importJWK(publicHalf(key), algorithm) };
  return getDPoPHandle(configuration, keys as Parameters<typeof getDPoPHandle>[1], {
    [modifyAssertion]: (_header, payload) => {
      payload['iat'] = Number(payload['iat']) + (http.clockSkew ?? server.clockSkew ?? 0);
      const { htu } = payload;
      payload['nonce'] ??= typeof htu === 'string' ? nonceFor(htu) : undefined;
    },
  });
}

/** A proof for one request to an API (RFC 9449 §4.2, §7). Good once, and for a minute or so. */
export async function dpopProof(key: DpopKey, request: DpopRequest): Promise<string> {
  const { method, url, accessToken, nonce, clockSkew = 0 } = request;
  const { origin, pathname } = new URL(url);
  return new SignJWT({
    jti: randomUUID(),
    htm: method,
    htu: origin + pathname,
    iat: Math.floor(Date.now() / 1000) + clockSkew,
    ath: createHash('sha256').update(accessToken).digest('base64url'),
    ...(nonce !== undefined && { nonce }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: algorithm, jwk: publicHalf(key) })
    .sign(await importJWK(key, algorithm));
}

function publicHalf({ kty, crv, x, y }: DpopKey): Omit<DpopKey, 'd'> {
  return { kty, crv, x, y };
}
