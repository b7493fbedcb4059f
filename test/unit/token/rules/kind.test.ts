import { kindRules } from '../../../../src/token/rules/kind.ts';
import { auth0Claims, auth0Issuer, encode, idTokenClaims, keycloakClaims, oktaClaims } from '../tokens.ts';
import assert from 'node:assert/strict';
import { findings } from '../../../../src/token/findings.ts';
import { describeRules, inputOf } from './ruleCases.ts';
import type { Case } from './ruleCases.ts';

const auth0Opaque = `${encode({ alg: 'dir', enc: 'A256GCM', iss: auth0Issuer })}..aXY.Y2lwaGVy.dGFn`;
const encrypted = `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: 'api' })}.a2V5.aXY.Y2lwaGVy.dGFn`;
const nameless = { audience: undefined };
const elsewhere = { issuer: 'https://login.example.com/', audience: undefined };

const userinfo = { audience: `${auth0Issuer}userinfo` };

describeRules('kind', kindRules, {
  'kind.opaqueNoAudience': {
    triggers: { token: auth0Opaque, profile: elsewhere },
    title: /^Opaque, because no API was named$/,
    silent: { token: encrypted, profile: nameless },
  },
  'kind.opaqueUnnamed': {
    triggers: { token: '2YotnFZFEjr1zCsicMWpAA', profile: elsewhere },
    title: /^Opaque, and no API was named$/,
    silent: { token: '2YotnFZFEjr1zCsicMWpAA', profile: { ...elsewhere, audience: 'https://stock.example.com' } },
  },
  'kind.opaque': {
    triggers: { token: '2YotnFZFEjr1zCsicMWpAA', profile: { issuer: 'https://login.example.com/' } },
    title: /^An opaque token$/,
    silent: { token: '2YotnFZFEjr1zCsicMWpAA', profile: nameless },
  },
  'kind.opaqueByDesign': {
    triggers: { token: 'ya29.a0AfH6SMBx', profile: { issuer: 'https://accounts.google.com' } },
    title: /as this server always issues them/,
    silent: { token: '2YotnFZFEjr1zCsicMWpAA' },
  },
  'kind.encrypted': {
    triggers: { token: encrypted },
    title: /^Encrypted, not broken$/,
    silent: { token: auth0Opaque, profile: nameless },
  },
  'kind.idTokenAsAccessToken': {
    triggers: { claims: idTokenClaims, use: 'accessToken' },
    title: /^An ID token, used as an access token$/,
    // `auth_time` and friends do not make an ID token of an access token.
    silent: { claims: { ...oktaClaims, auth_time: 1 }, use: 'accessToken' },
  },
  'kind.idToken': {
    triggers: { claims: { ...keycloakClaims, typ: 'ID', aud: 'abc123' }, use: 'unknown' },
    title: /looks like an ID token/,
    silent: { claims: { ...keycloakClaims, nonce: 'old Keycloak writes it into access tokens' }, use: 'unknown' },
  },
  'kind.refreshToken': {
    triggers: { claims: { ...keycloakClaims, typ: 'Refresh' } },
    title: /^A refresh token, not an access token$/,
    silent: { claims: keycloakClaims },
  },
  'kind.logoutToken': {
    triggers: {
      claims: { iss: auth0Issuer, sid: 's', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
    },
    title: /logout or event token/,
    silent: { claims: auth0Claims },
  },
  'kind.dpopProof': {
    triggers: {
      claims: { jti: 'x', htm: 'GET', htu: 'https://api.example.com/', iat: 1 },
      header: { typ: 'dpop+jwt', jwk: {} },
    },
    title: /^A DPoP proof/,
    silent: { claims: auth0Claims },
  },
});

describe('rules: kind, of tokens without claims', () => {
  const codes = (input: Case): string[] => findings(inputOf(input)).map(({ code }) => code);

  it('knows Auth0’s encrypted token for want of an audience when it is pasted', () => {
    assert.deepEqual(codes({ token: auth0Opaque, use: 'unknown' }), ['kind.opaqueNoAudience']);
  });

  it('does not blame an audience that was named', () => {
    assert.deepEqual(codes({ token: auth0Opaque, profile: {} }), ['kind.encrypted']);
  });

  it('takes the userinfo endpoint for no API', () => {
    assert.deepEqual(codes({ token: auth0Opaque, profile: userinfo }), ['kind.opaqueNoAudience']);
    assert.deepEqual(codes({ token: 'v9xKjqcpmgPg4esf9PMDX9T5MEjhAIxs', profile: userinfo }), [
      'kind.opaqueNoAudience',
    ]);
  });

  for (const token of [`1//0${'g'.repeat(40)}`, `v1.M${'r'.repeat(40)}`, `0.AXoA${'b'.repeat(40)}`]) {
    it(`says of ${token.slice(0, 6)}… nothing but that it is a refresh token`, () => {
      assert.deepEqual(codes({ token, use: 'unknown' }), ['kind.refreshToken']);
      assert.deepEqual(codes({ token, profile: nameless }), ['kind.refreshToken']);
    });
  }
});
