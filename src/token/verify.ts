import type { Decoded, Disclosure, Jws, Jwt, SdJwt } from './decoded.ts';
import { checkDisclosures } from './disclosures.ts';
import { safeText, safeValue } from './display.ts';
import { compareIssuers, vendorOf } from './issuer.ts';
import { isJsonObject } from './json.ts';
import type { JsonObject } from './json.ts';
import { verifySignature } from './signature.ts';
import type { Jwk } from './signature.ts';
import { text } from './text.ts';
import type { InvalidReason, NotVerifiableReason, Verification } from './verification.ts';

export interface VerifyInput {
  /** The issuer's JSON Web Key Set, from its `jwks_uri` and nowhere else; `undefined` where there is none. */
  readonly keys: { readonly keys: readonly unknown[] } | undefined;
  /** Why there are no keys: the issuer did not answer, or not to a web page, publishes none, or is nobody that may be asked. */
  readonly keysProblem?: 'issuerUnreachable' | 'crossOrigin' | 'issuerUnknown' | 'noKeys' | undefined;
  /** The issuer that the keys belong to. */
  readonly issuer: string;
}

/** Signatures made with a secret that client and server share (RFC 7518 §3.2). */
const symmetric = /^HS\d+$/;
const asymmetric = /^(?:RS|PS|ES)(?:256|384|512)$|^Ed(?:DSA|25519)$/;

/** Keys that are tried for a token that names none. */
const keysTried = 20;

/**
 * Checks a token's signature with the issuer's published keys, and that the token names that issuer (RFC 7515 §5.2,
 * RFC 8725 §3). Never throws.
 *
 * What is *not* checked: times, audience, scopes and revocation. Keys that the token brings along or points to
 * (`jwk`, `jku`, `x5c`, `x5u`) are never used.
 */
export async function verify(token: Decoded, input: VerifyInput): Promise<Verification> {
  switch (token.kind) {
    case 'opaque':
      return notVerifiable('opaque');
    case 'jwe':
      return notVerifiable('encrypted');
    case 'damaged':
      return notVerifiable('damaged');
    case 'jws':
    case 'jwt':
      return verifySigned(token, input);
    case 'sdJwt':
      return withDisclosures(token, await verifySigned(token, input));
  }
}

/** The signature covers digests; only through them does it cover what is disclosed (RFC 9901 §7.1). */
async function withDisclosures(token: SdJwt, verdict: Verification): Promise<Verification> {
  if (verdict.state === 'invalid') return verdict;
  const { unnamed, unknownHash } = await checkDisclosures(token);
  const [first] = unnamed;
  if (first !== undefined) return { ...invalid('disclosure'), text: notSigned(first, unnamed.length), unnamed };
  if (unknownHash === undefined || verdict.state === 'notVerifiable') return verdict;
  return { ...notVerifiable('hashUnsupported'), text: unsupportedHash(unknownHash) };
}

async function verifySigned(
  token: Jwt | Jws | SdJwt,
  { keys, keysProblem, issuer }: VerifyInput,
): Promise<Verification> {
  const { header } = token;
  const alg = typeof header['alg'] === 'string' ? header['alg'] : '';
  const compact = token.kind === 'sdJwt' ? token.jwt : token.raw;
  // The order matters: nothing below may turn an unsigned token into anything but invalid.
  if (/^none$/i.test(alg)) return invalid('algNone');
  if (alg === '') return invalid('malformed');
  if (header['crit'] !== undefined) return invalid('crit');
  if (symmetric.test(alg)) return notVerifiable('symmetric');
  if (!asymmetric.test(alg)) return { ...notVerifiable('algorithmUnsupported'), text: unsupported(alg) };
  if (token.kind !== 'jws') {
    const { iss } = token.claims;
    if (typeof iss === 'string' && ['different', 'slash'].includes(compareIssuers(issuer, iss))) {
      return { ...invalid('issuer'), text: otherIssuer(issuer, iss) };
    }
  }
  // Microsoft Graph changes `nonce` after signing: only Graph can check its tokens.
  if (header['nonce'] !== undefined && vendorOf(issuer) === 'entra') return notVerifiable('graph');
  if (keys === undefined || keys.keys.length === 0) return notVerifiable(keysProblem ?? 'noKeys');
  const verdict = await verifyWith(compact, alg, candidates(keys.keys, header), header);
  const empty = token.kind === 'jws' && token.payload.length === 0;
  return empty && verdict.state === 'invalid' && verdict.reason === 'signature' ? notVerifiable('detached') : verdict;
}

/** The keys that may have signed: the one that the header names, or all for a header that names none. */
function candidates(keys: readonly unknown[], { kid }: JsonObject): readonly Jwk[] {
  const usable = keys.filter(
    (key): key is Jwk => isJsonObject(key) && typeof key['kty'] === 'string' && key['kty'] !== 'oct',
  );
  return (typeof kid === 'string' ? usable.filter((key) => key.kid === kid) : usable).slice(0, keysTried);
}

async function verifyWith(
  compact: string,
  alg: string,
  keys: readonly Jwk[],
  header: JsonObject,
): Promise<Verification> {
  const kid = typeof header['kid'] === 'string' ? header['kid'] : undefined;
  if (keys.length === 0) {
    return kid === undefined ? notVerifiable('noKeys') : { ...notVerifiable('keyUnknown'), text: unknownKey(kid) };
  }
  let worst: Verification = invalid('keyMismatch');
  for (const key of keys) {
    const verdict = await verifySignature(compact, key);
    if (verdict === 'valid') {
      const used = kid ?? key.kid;
      return {
        state: 'verified',
        alg,
        ...(used !== undefined && { kid: used }),
        text:
          used === undefined
            ? text('Signed by the issuer’s key.')
            : text('Signed by the issuer’s key {kid}.', { kid: safeText(used, 80) }),
      };
    }
    if (verdict === 'signature') worst = invalid('signature');
    else if (verdict === 'weakKey' && worst.state === 'invalid' && worst.reason === 'keyMismatch')
      worst = notVerifiable('weakKey');
    else if (verdict === 'malformed') return invalid('malformed');
  }
  return worst;
}

function notVerifiable(reason: NotVerifiableReason): Verification & { state: 'notVerifiable' } {
  return { state: 'notVerifiable', reason, text: notVerifiableTexts[reason] };
}

function invalid(reason: InvalidReason): Verification & { state: 'invalid' } {
  return { state: 'invalid', reason, text: invalidTexts[reason] };
}

const notVerifiableTexts = {
  opaque: text('An opaque token has no signature; only its server can check it.'),
  encrypted: text('The signature is inside the encryption, for the API alone.'),
  damaged: text('The token is damaged, so there is nothing to check.'),
  symmetric: text('Signed with a secret that only the server and the API know, so it cannot be checked here.'),
  graph: text('Microsoft Graph’s access tokens can be checked by Graph alone. That is no sign of a bad token.'),
  noKeys: text('The issuer publishes no key for this.'),
  issuerUnreachable: text('The issuer’s keys could not be fetched.'),
  crossOrigin: text(
    'A web page may not read the issuer’s keys (CORS), or the issuer was not reached. VS Code on the desktop can read them.',
  ),
  issuerUnknown: text('The issuer is not one of your profiles.'),
  keyUnknown: text('The issuer does not publish the key that signed this. It may have changed its keys since.'),
  algorithmUnsupported: text('The signature algorithm is not one that can be checked here.'),
  weakKey: text('The issuer’s key is too short to prove anything.'),
  detached: text('The signed content is not part of the token.'),
  hashUnsupported: text('The digests of what is disclosed cannot be checked here.'),
} as const satisfies Record<NotVerifiableReason, unknown>;

const invalidTexts = {
  algNone: text('The token is not signed (“alg” is “none”): anybody could have written it.'),
  signature: text('The signature is not the issuer’s: the token was changed, cut or made by somebody else.'),
  issuer: text('The token names another issuer than the one that was expected.'),
  crit: text('The token demands a header extension (“crit”) that is not understood here, so it must be refused.'),
  keyMismatch: text('The key that the token names is not for this kind of signature.'),
  disclosure: text('Something is disclosed that the issuer did not sign.'),
  malformed: text('The token is not written as a signed token must be, so strict APIs refuse it.'),
} as const satisfies Record<InvalidReason, unknown>;

/** @param count of all that no digest names */
function notSigned({ name, value }: Disclosure, count: number): Verification['text'] {
  const what = name === undefined ? safeValue(value, 80) : safeText(name, 80);
  return count === 1
    ? text('The disclosure {what} was not signed by the issuer: no digest names it.', { what })
    : text('The disclosure {what} and {more} more were not signed by the issuer: no digest names them.', {
        what,
        more: count - 1,
      });
}

function unsupportedHash(hash: string): Verification['text'] {
  return text('The digests of what is disclosed ({hash}) cannot be checked here.', { hash: safeText(hash, 40) });
}

function unsupported(alg: string): Verification['text'] {
  return text('The signature algorithm {alg} cannot be checked here.', { alg: safeText(alg, 40) });
}

function unknownKey(kid: string): Verification['text'] {
  return text('The issuer does not publish the key {kid}. It may have changed its keys since.', {
    kid: safeText(kid, 80),
  });
}

function otherIssuer(expected: string, actual: string): Verification['text'] {
  return text('The token names the issuer {actual}, not {expected}.', {
    actual: safeText(actual),
    expected: safeText(expected),
  });
}
