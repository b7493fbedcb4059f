import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose';
import type { CompactVerifyGetKey, JSONWebKeySet } from 'jose';
import { toFailure } from './classify.ts';
import { OAuthFailure } from './failure.ts';
import type { Http } from './http.ts';
import { keysForCheck } from './keys.ts';
import type { KeySet } from './keys.ts';
import type { Server } from './metadata.ts';

/** Imports a key when it is first needed, and forgets it with the set: keys of two servers, or of two times, never meet. */
const keyFinders = new WeakMap<KeySet, CompactVerifyGetKey>();

/**
 * Checks the signature of an ID token from the token endpoint with the keys that its issuer publishes (OpenID Connect Core
 * §3.1.3.7, check 6). openid-client can do it too, but imports the keys anew for each configuration, which here is each request.
 *
 * What is *not* checked: any claim. openid-client has done that.
 *
 * @throws {OAuthFailure} `idTokenInvalid` with reason `signature`, `key` or `alg`. Without the keys the answer cannot be
 *   used, and a refresh token in it would be lost: `answerLost`, or that the server publishes no keys.
 */
export async function proveIdToken(idToken: string, server: Server, http: Http): Promise<void> {
  const { kid } = decodeProtectedHeader(idToken);
  const keys = await keysForCheck(server, typeof kid === 'string' ? kid : undefined, { fetch: http.fetch }).catch(
    keysMissing,
  );
  try {
    await compactVerify(idToken, keyFinder(keys));
  } catch (error) {
    throw new OAuthFailure('idTokenInvalid', { reason: reasonOf(error) });
  }
}

function keyFinder(keys: KeySet): CompactVerifyGetKey {
  const known = keyFinders.get(keys);
  if (known !== undefined) {
    return known;
  }
  const finder = createLocalJWKSet(keys as JSONWebKeySet);
  keyFinders.set(keys, finder);
  return finder;
}

function keysMissing(error: unknown): never {
  const { code, details } = toFailure(error);
  throw code === 'malformedAnswer' || code === 'endpointMissing'
    ? new OAuthFailure(code, details)
    : new OAuthFailure('answerLost', { ...details, reason: 'keys' });
}

function reasonOf(error: unknown): 'signature' | 'key' | 'alg' {
  const code = String((error as { code?: unknown }).code);
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') {
    return 'signature';
  }
  return code.startsWith('ERR_JWKS_') ? 'key' : 'alg';
}
