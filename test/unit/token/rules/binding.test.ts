import { bindingRules } from '../../../../src/token/rules/binding.ts';
import { auth0Claims } from '../tokens.ts';
import { describeRules } from './ruleCases.ts';

const thumbprint = 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2';
const byCertificate = { ...auth0Claims, cnf: { 'x5t#S256': thumbprint } };
const bound = { ...auth0Claims, cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } };

describeRules('binding', bindingRules, {
  'binding.dpop': {
    triggers: { claims: bound },
    title: /DPoP\): no bearer token/,
    silent: { claims: bound, answer: { tokenType: 'DPoP' } },
  },
  'binding.senderConstrained': {
    triggers: { claims: bound, answer: { tokenType: 'DPoP' } },
    title: /^Sender-constrained \(DPoP\)$/,
    silent: { claims: auth0Claims, answer: { tokenType: 'DPoP' } },
  },
  'binding.refused': {
    triggers: { claims: auth0Claims, profile: { dpop: true }, answer: { tokenType: 'Bearer' } },
    title: /it is a bearer token/,
    silent: { claims: bound, profile: { dpop: true }, answer: { tokenType: 'DPoP' } },
  },
  'binding.mtls': {
    triggers: { claims: byCertificate },
    title: /^Bound to a client certificate$/,
    silent: { claims: byCertificate, answer: { certificate: thumbprint } },
  },
  'binding.certificate': {
    triggers: { claims: byCertificate, answer: { certificate: thumbprint } },
    title: /the profile’s certificate/,
    silent: { claims: auth0Claims, answer: { certificate: thumbprint } },
  },
  'binding.otherCertificate': {
    triggers: { claims: byCertificate, answer: { certificate: 'another' } },
    title: /another certificate/,
    silent: { claims: byCertificate, answer: { certificate: thumbprint } },
  },
  'binding.key': {
    triggers: { claims: { ...auth0Claims, cnf: { jwk: { kty: 'EC' } } } },
    title: /^Bound to a key$/,
    silent: { claims: bound },
  },
  'binding.notBound': {
    triggers: { claims: auth0Claims, answer: { tokenType: 'DPoP' } },
    title: /bound to no key/,
    silent: { claims: bound, answer: { tokenType: 'DPoP' } },
  },
});
