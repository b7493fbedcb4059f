import { base64url, exportJWK, importSPKI, importX509 } from 'jose';
import { decodeBase64url } from './base64url.ts';
import { isSigned, type Decoded } from './decoded.ts';
import { safeText } from './display.ts';
import { isJsonObject, parseJson } from './json.ts';
import { verifySignature, type Jwk, type SignatureVerdict } from './signature.ts';
import { text, type Text } from './text.ts';

/** What can be said of a signature and a key that somebody has, whoever's key it is. */
export interface GivenKeyVerdict {
  readonly fits: boolean;
  readonly text: Text;
}

/** Keys of a set that are tried, whatever `kid` the header has: the key was chosen by a person. */
const keysTried = 50;
const sizeLimit = 200_000;

/** What says most about why none of several keys fits comes first. */
const tellingFirst: readonly SignatureVerdict[] = ['valid', 'signature', 'weakKey', 'keyMismatch', 'malformed'];

/**
 * Checks a token's signature with a key that a person pasted: a public key (SPKI) or certificate in PEM, a JWK or JWK Set
 * (RFC 7517), or the shared secret of HS256 and its like. A key pair's PEM or JWK is never read as a secret (RFC 8725 §2.1).
 *
 * What is *not* checked: whose key it is, the issuer, times, audience, and what an SD-JWT discloses. So the token is not
 * “verified” by this. Never throws.
 */
export async function checkGivenKey(token: Decoded, given: string): Promise<GivenKeyVerdict> {
  if (!isSigned(token)) return no(unsigned);
  const alg = signatureAlgorithm(token);
  if (typeof alg !== 'string') return no(alg);
  const keys = await readKeys(given, alg);
  if ('message' in keys) return no(keys);
  const compact = token.kind === 'sdJwt' ? token.jwt : token.raw;
  const verdicts = await Promise.all(keys.slice(0, keysTried).map((key) => verifySignature(compact, key)));
  return verdictOf(tellingFirst.find((verdict) => verdicts.includes(verdict)) ?? 'keyMismatch', alg);
}

/** What the token says that it is signed with, or why there is nothing to check. */
export function signatureAlgorithm(token: Decoded): string | Text {
  if (!isSigned(token)) return unsigned;
  const { alg } = token.header;
  if (typeof alg !== 'string') return '';
  return /^none$/i.test(alg) ? notSigned : alg;
}

async function readKeys(given: string, alg: string): Promise<readonly Jwk[] | Text> {
  const trimmed = given.trim();
  if (trimmed === '' || trimmed.length > sizeLimit) return noKey;
  const pem = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/.exec(trimmed);
  if (pem?.[1]?.endsWith('PRIVATE KEY') === true) return privateKey;
  if (pem !== null) return fromPem(pem[0], pem[1] ?? '', alg);
  const json = trimmed.startsWith('{') ? parseJson(trimmed).document?.value : undefined;
  if (isJsonObject(json)) return fromJson(json);
  return isSharedSecret(alg) ? secrets(given, trimmed) : noPublicKey(alg);
}

/** Whether who checks the signature has the secret that it was made with (HMAC, RFC 7518 §3.2). */
export function isSharedSecret(alg: string): boolean {
  return /^HS\d+$/.test(alg);
}

async function fromPem(pem: string, label: string, alg: string): Promise<readonly Jwk[] | Text> {
  const read = { 'PUBLIC KEY': importSPKI, CERTIFICATE: importX509 }[label];
  if (read === undefined) return noKey;
  try {
    return [await exportJWK(await read(pem, alg, { extractable: true }))];
  } catch {
    // jose says no more than that it does not fit the algorithm.
    return mismatch(alg);
  }
}

function fromJson(json: Readonly<Record<string, unknown>>): readonly Jwk[] | Text {
  const all = Array.isArray(json['keys']) ? (json['keys'] as readonly unknown[]) : [json];
  const keys = all.filter((key): key is Jwk => isJsonObject(key) && typeof key['kty'] === 'string');
  if (keys.length === 0) return noKey;
  return keys.some(({ d }) => d !== undefined) ? privateKey : keys;
}

/** A secret is written as text or as base64, and nobody can tell which: so both are tried. */
function secrets(given: string, trimmed: string): readonly Jwk[] {
  const { bytes } = decodeBase64url(trimmed);
  const read = [given, trimmed, ...(bytes === undefined || bytes.length === 0 ? [] : [bytes])];
  return [...new Set(read.map((secret) => base64url.encode(secret)))].map((k) => ({ kty: 'oct', k }));
}

function verdictOf(verdict: SignatureVerdict, alg: string): GivenKeyVerdict {
  switch (verdict) {
    case 'valid':
      return {
        fits: true,
        text: text(
          'The token was signed with this key ({alg}) and not changed since. Whose key it is, this does not tell.',
          { alg: safeText(alg, 40) },
        ),
      };
    case 'signature':
      return no(text('The token was not signed with this key, or it was changed since.'));
    case 'weakKey':
      return no(text('The key is too short to prove anything: RSA needs 2048 bits.'));
    case 'keyMismatch':
      return no(mismatch(alg));
    case 'malformed':
      return no(text('The signature algorithm {alg} cannot be checked here.', { alg: safeText(alg, 40) }));
  }
}

function no(reason: Text): GivenKeyVerdict {
  return { fits: false, text: reason };
}

function mismatch(alg: string): Text {
  return text('The token says that it is signed with {alg}, and this key is not for that.', { alg: safeText(alg, 40) });
}

/** Somebody may well have given a secret, which no such token was signed with. */
function noPublicKey(alg: string): Text {
  return text(
    'The token says that it is signed with {alg}, for which this is no key. Paste the public key or the certificate (PEM), a JWK or a JWK Set.',
    { alg: safeText(alg, 40) },
  );
}

/** Of tokens that are opaque, encrypted or damaged. */
const unsigned = text('Only a signed token has a signature to check.');
const notSigned = text('The token is not signed (“alg” is “none”): anybody could have written it.');
const noKey = text(
  'This is no key. Paste a public key or a certificate (PEM), a JWK or JWK Set, or the shared secret of HS256.',
);
const privateKey = text('This is a private key. To check a signature takes only its public half: paste that.');
