import { safeText, safeValue } from '../display.ts';
import { when } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { text } from '../text.ts';

function algorithm(header: Readonly<Record<string, unknown>> | undefined): string {
  return typeof header?.['alg'] === 'string' ? header['alg'] : '';
}

const known =
  /^(?:none|HS256|HS384|HS512|RS256|RS384|RS512|PS256|PS384|PS512|ES256|ES384|ES512|ES256K|EdDSA|Ed25519|Ed448|ML-DSA-(?:44|65|87))$/i;

export const signatureRules: readonly Rule[] = [
  {
    code: 'signature.none',
    severity: 'error',
    title: text('Not signed'),
    meaning: text('The algorithm is “none”: anybody can write such a token, and no API may accept it.'),
    advice: text('Let the authorization server sign its tokens, for example with RS256.'),
    source: 'RFC 8725 §3.1, RFC 9068 §2.1',
    check: ({ token, header }) => when(token.kind !== 'jwe' && /^none$/i.test(algorithm(header))),
  },
  {
    code: 'signature.invalid',
    severity: 'error',
    title: text('The signature is not the issuer’s'),
    meaning: text('The token was changed after it was signed, cut while copying, or made by somebody else.'),
    advice: text('Copy it again from its source. If it stays so, trust nothing in it.'),
    source: 'RFC 7515 §5.2',
    check: ({ verification }) => when(verification?.state === 'invalid' && verification.reason === 'signature'),
  },
  {
    code: 'signature.refused',
    severity: 'error',
    title: text('The token breaks the rules of signing'),
    meaning: text('Its header asks for what no careful API does, or does not fit the issuer’s key.'),
    advice: text('Look at “alg”, “kid” and “crit” in the header, and at the key that the issuer publishes.'),
    source: 'RFC 7515 §5.2, RFC 8725 §3',
    check: ({ verification }) =>
      when(verification?.state === 'invalid' && ['keyMismatch', 'crit', 'malformed'].includes(verification.reason)),
  },
  {
    code: 'signature.disclosure',
    severity: 'error',
    title: text('Disclosed and not signed: {names}'),
    meaning: text(
      'The issuer’s signature covers a disclosure by its digest in “_sd”, and no digest names this one. Whoever passed the token on may have written it, and an API must refuse the whole token.',
    ),
    advice: text('Get the token from its issuer or holder again, and trust nothing that is disclosed here.'),
    source: 'RFC 9901 §7.1',
    check: ({ verification, token }) => {
      if (token.kind !== 'sdJwt' || verification?.state !== 'invalid' || verification.reason !== 'disclosure')
        return undefined;
      const unnamed = verification.unnamed ?? [];
      return {
        names: safeValue(unnamed.map(({ name, value }) => name ?? safeValue(value, 40))),
      };
    },
  },
  {
    code: 'signature.keyUnknown',
    severity: 'warning',
    title: text('The issuer does not publish the key {kid}'),
    meaning: text(
      'It may have changed its keys since, or the token comes from another tenant. An API with fresh keys refuses it.',
    ),
    advice: text('Get a new token. If it stays so, compare the issuer with the one that the API trusts.'),
    action: 'refresh',
    source: 'RFC 7517 §4.5, OIDC Core §10.1.1',
    check: ({ verification, header }) =>
      verification?.state === 'notVerifiable' && verification.reason === 'keyUnknown'
        ? { kid: safeValue(header?.['kid'], 80) }
        : undefined,
  },
  {
    code: 'signature.symmetric',
    severity: 'warning',
    title: text('Signed with a shared secret ({alg})'),
    meaning: text(
      'Whoever can check this token can also make one, and APIs that read published keys refuse it. To check it takes the secret.',
    ),
    advice: text('Let the authorization server sign with a key pair, for example RS256.'),
    source: 'RFC 8725 §3.2, RFC 9068 §2.1',
    check: ({ header }) => (/^HS\d+$/.test(algorithm(header)) ? { alg: safeText(algorithm(header), 20) } : undefined),
  },
  {
    code: 'signature.weak',
    severity: 'warning',
    title: text('Weak or unknown algorithm: {alg}'),
    meaning: text('APIs accept a short list of algorithms, and this one is rarely on it.'),
    advice: text('Let the authorization server sign with RS256, PS256, ES256 or EdDSA.'),
    source: 'RFC 8725 §3.2, RFC 7518 §3.1',
    check: ({ token, header }) => {
      if (token.kind !== 'jwt' && token.kind !== 'sdJwt' && token.kind !== 'jws') return undefined;
      const alg = algorithm(header);
      return known.test(alg) ? undefined : { alg: alg === '' ? '–' : safeText(alg, 40) };
    },
  },
  {
    code: 'signature.weakKey',
    severity: 'warning',
    title: text('The issuer’s key is too short'),
    meaning: text('RSA keys below 2048 bits can be broken, so the signature proves nothing.'),
    advice: text('Let the authorization server use a longer key.'),
    source: 'RFC 7518 §3.3',
    check: ({ verification }) => when(verification?.state === 'notVerifiable' && verification.reason === 'weakKey'),
  },
  {
    code: 'signature.ownKey',
    severity: 'warning',
    title: text('The token brings its own key (“{name}”)'),
    meaning: text('An API that used this key would believe anybody. Only the keys that the issuer publishes count.'),
    advice: text('Check that the API ignores this header.'),
    source: 'RFC 8725 §3.10',
    check: ({ header, token, type }) => {
      if (type === 'dpop+jwt' || token.kind === 'jwe') return undefined;
      const name = ['jwk', 'jku', 'x5u'].find((member) => header?.[member] !== undefined);
      return name === undefined ? undefined : { name };
    },
  },
  {
    code: 'signature.noKid',
    severity: 'info',
    title: text('The header names no key'),
    meaning: text('Without “kid” an API has to try every key of the issuer, and some do not.'),
    advice: text('Let the authorization server write “kid”.'),
    source: 'RFC 7515 §4.1.4, RFC 9068 §2.1',
    check: ({ token, header }) =>
      when(
        (token.kind === 'jwt' || token.kind === 'sdJwt') &&
          header?.['kid'] === undefined &&
          /^(?:RS|PS|ES|Ed)/.test(algorithm(header)) &&
          header?.['x5t'] === undefined &&
          header?.['x5c'] === undefined &&
          header?.['jwk'] === undefined,
      ),
  },
];
