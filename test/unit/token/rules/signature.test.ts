import { signatureRules } from '../../../../src/token/rules/signature.ts';
import { text } from '../../../../src/token/text.ts';
import type { Verification } from '../../../../src/token/verification.ts';
import { auth0Claims, encode, jwt } from '../tokens.ts';
import { describeRules } from './ruleCases.ts';

const good = {
  claims: auth0Claims,
  verification: { state: 'verified', kid: 'k1', alg: 'RS256', text: text('') },
} as const;
const sdJwt = `${jwt(auth0Claims)}~${encode(JSON.stringify(['s', 'role', 'admin']))}~`;
const invalid = (reason: 'signature' | 'crit'): Verification => ({ state: 'invalid', reason, text: text('') });
const open = (reason: 'keyUnknown' | 'weakKey'): Verification => ({ state: 'notVerifiable', reason, text: text('') });

describeRules('signature', signatureRules, {
  'signature.none': { triggers: { claims: auth0Claims, header: { alg: 'None' } }, title: /^Not signed$/, silent: good },
  'signature.invalid': {
    triggers: { claims: auth0Claims, verification: invalid('signature') },
    title: /not the issuer’s/,
    silent: good,
  },
  'signature.refused': {
    triggers: { claims: auth0Claims, verification: invalid('crit') },
    title: /breaks the rules/,
    silent: { claims: auth0Claims, verification: invalid('signature') },
  },
  'signature.disclosure': {
    triggers: {
      token: sdJwt,
      verification: {
        state: 'invalid',
        reason: 'disclosure',
        text: text(''),
        unnamed: [{ raw: 'x', salt: 's', name: 'role', value: 'admin' }],
      },
    },
    title: /^Disclosed and not signed: role$/,
    silent: { token: sdJwt, verification: invalid('signature') },
  },
  'signature.keyUnknown': {
    triggers: { claims: auth0Claims, header: { kid: 'old-key' }, verification: open('keyUnknown') },
    title: /does not publish the key old-key$/,
    silent: good,
  },
  'signature.symmetric': {
    triggers: { claims: auth0Claims, header: { alg: 'HS256' } },
    title: /shared secret \(HS256\)/,
    silent: good,
  },
  'signature.weak': {
    triggers: { claims: auth0Claims, header: { alg: 'RS1' } },
    title: /unknown algorithm: RS1$/,
    silent: { claims: auth0Claims, header: { alg: 'EdDSA' } },
  },
  'signature.weakKey': {
    triggers: { claims: auth0Claims, verification: open('weakKey') },
    title: /key is too short/,
    silent: good,
  },
  'signature.ownKey': {
    triggers: { claims: auth0Claims, header: { jku: 'https://evil.example.com/keys' } },
    title: /brings its own key \(“jku”\)/,
    // A DPoP proof is meant to bring its key.
    silent: { claims: { htm: 'GET' }, header: { typ: 'dpop+jwt', jwk: {} } },
  },
  'signature.noKid': {
    triggers: { claims: auth0Claims, header: { kid: undefined } },
    title: /names no key/,
    silent: { claims: auth0Claims, header: { kid: undefined, x5t: 'thumb' } },
  },
});
