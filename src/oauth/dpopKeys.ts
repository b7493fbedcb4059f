/** What needs cryptography for DPoP (RFC 9449); loaded by the first profile or server that wants it. */
import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { getDPoPHandle, modifyAssertion } from 'openid-client';
import type { DPoPHandle } from 'openid-client';
import type { Client } from './client.ts';
import { dpopAlgorithm as algorithm } from './dpop.ts';
import type { DpopKey } from './dpop.ts';
import { nonceFor } from './dpopNonces.ts';

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

/** A new key. It can be taken out of memory, or no session that is bound to it would outlive its window. */
export async function createDpopKey(): Promise<DpopKey> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  return { kty, crv, x, y, d } as DpopKey;
}

/** The `jkt` by which the server knows the key (RFC 9449 §6.1, RFC 7638). */
export function dpopThumbprint(key: DpopKey): Promise<string> {
  return calculateJwkThumbprint(publicHalf(key));
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
