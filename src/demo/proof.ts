import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import type { Authorization } from './bearer.ts';
import { Refusal } from './bearer.ts';
import type { Context } from './context.ts';

/** Seconds that a proof may be old, or from the future. */
const tolerance = 60;

/**
 * Checks what binds a token to whoever sends it, as RFC 9449 §4.3 and §7.1 tell an API to.
 *
 * @param thumbprint The key that the token is bound to; none for a bearer token.
 * @param url The address of the request, as its sender sees it.
 */
export async function checkBinding(
  ctx: Context,
  { scheme, token }: Authorization,
  thumbprint: string | undefined,
  url: string,
): Promise<void> {
  if (thumbprint === undefined) {
    return;
  }
  if (scheme !== 'dpop') {
    throw new Refusal('The token is bound to a key: send it as DPoP, with a proof', 'invalid_token', undefined, 'DPoP');
  }
  const refuse = (why: string) => new Refusal(`The DPoP proof ${why}`, 'invalid_dpop_proof', undefined, 'DPoP');
  const { payload, protectedHeader } = await jwtVerify(ctx.get('dpop'), EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256'],
  }).catch(() => Promise.reject(refuse('is missing or cannot be read')));
  const { htm, htu, ath, iat = 0 } = payload as Record<string, unknown> & { iat?: number };
  if ((await calculateJwkThumbprint(protectedHeader.jwk ?? {})) !== thumbprint)
    throw refuse('was made with another key');
  if (htm !== ctx.method) throw refuse('is for another method');
  if (htu !== url) throw refuse('is for another address');
  if (ath !== createHash('sha256').update(token).digest('base64url')) throw refuse('is for another token');
  if (Math.abs(iat - Date.now() / 1000) > tolerance) throw refuse('is too old, or from the future');
}
