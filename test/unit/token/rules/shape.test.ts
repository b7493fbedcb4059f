import { shapeRules } from '../../../../src/token/rules/shape.ts';
import { auth0Claims, auth0Issuer, encode, jwt } from '../tokens.ts';
import { describeRules } from './ruleCases.ts';

const good = { claims: auth0Claims };
const header = encode({ alg: 'RS256', typ: 'JWT', kid: 'k1' });
const token = (payload: string): string => `${header}.${encode(payload)}.c2ln`;

describeRules('shape', shapeRules, {
  'shape.damaged': { triggers: { token: jwt(auth0Claims).slice(0, 120) }, title: /damaged/, silent: good },
  'shape.duplicateName': {
    triggers: { token: token('{"sub":"a","sub":"b"}') },
    title: /stands twice/,
    silent: { token: token('{"sub":"a","x":{"sub":"b"}}') },
  },
  'shape.nesting': {
    triggers: { token: token(`{"x":${'['.repeat(1000)}${']'.repeat(1000)}}`) },
    title: /Nested deeper/,
    silent: { token: token('{"x":[[[[1]]]]}') },
  },
  'shape.base64': { triggers: { token: `${jwt(auth0Claims)}==` }, title: /plain base64url/, silent: good },
  'shape.large': {
    triggers: {
      claims: { ...auth0Claims, groups: Array.from({ length: 400 }, (_, index) => `group-number-${index}`) },
    },
    title: /^The token is large: \d+ kB$/,
    silent: good,
  },
  'shape.notClaims': {
    triggers: { token: `${encode({ alg: 'RS256' })}.${encode('words')}.c2ln` },
    title: /not a JWT/,
    silent: good,
  },
  'shape.noType': {
    triggers: { claims: auth0Claims, header: { typ: undefined } },
    title: /no “typ”/,
    silent: { claims: auth0Claims, header: { typ: 'at+jwt' } },
  },
  'shape.claimName': {
    triggers: { claims: { audience: 'https://stock.example.com', issuer: auth0Issuer, sub: 'ada' } },
    title: /^“issuer” is written, the claim is called “iss”$/,
    silent: { claims: { ...auth0Claims, audience: 'beside the right one' } },
  },
  'shape.claimType': {
    triggers: { claims: { ...auth0Claims, sub: 42 } },
    title: /^“sub” is not written/,
    silent: good,
  },
});
