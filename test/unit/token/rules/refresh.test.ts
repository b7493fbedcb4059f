import assert from 'node:assert/strict';
import { findings } from '../../../../src/token/findings.ts';
import { refreshRules } from '../../../../src/token/rules/refresh.ts';
import { auth0Claims, cognitoClaims, cognitoIssuer, keycloakClaims, keycloakIssuer } from '../tokens.ts';
import { describeRules, inputOf } from './ruleCases.ts';
import type { Case } from './ruleCases.ts';

const offline = ['openid', 'offline_access'];
const none = { refreshToken: false };
const withRefreshToken: Case = { claims: auth0Claims, profile: { requestedScopes: ['openid'] }, answer: {} };
const management = { ...auth0Claims, aud: 'https://tenant.eu.auth0.com/api/v2/' };
const unknownIssuer = 'https://login.example.com';
const unknownClaims = { ...auth0Claims, iss: unknownIssuer };
const google = { issuer: 'https://accounts.google.com', requestedScopes: ['openid'] };

describeRules('refresh', refreshRules, {
  'refresh.notRequested': {
    triggers: { claims: auth0Claims, profile: { requestedScopes: ['openid'] }, answer: none },
    title: /offline_access was not asked for/,
    silent: withRefreshToken,
  },
  // A token answer that was pasted: what was asked for is not known.
  'refresh.none': {
    triggers: { claims: auth0Claims, answer: none },
    title: /^No refresh token came with it$/,
    silent: { claims: auth0Claims, answer: {} },
  },
  'refresh.managementApi': {
    triggers: { claims: management, profile: { requestedScopes: offline }, answer: none },
    title: /Management API never allows one/,
    silent: { claims: auth0Claims, profile: { requestedScopes: offline }, answer: none },
  },
  'refresh.google': {
    triggers: { token: 'ya29.a0AfH6SMB', profile: google, answer: none },
    title: /access_type=offline/,
    silent: {
      token: 'ya29.a0AfH6SMB',
      profile: { ...google, authorizationParameters: { access_type: 'offline', prompt: 'consent' } },
      answer: none,
    },
  },
  // A server that nobody knows, and the profile does not ask for consent.
  'refresh.wantsConsent': {
    triggers: {
      claims: unknownClaims,
      profile: { issuer: unknownIssuer, requestedScopes: offline },
      answer: { ...none, grantedScopes: ['openid'] },
    },
    title: /may want “prompt=consent”/,
    silent: {
      claims: unknownClaims,
      profile: { issuer: unknownIssuer, requestedScopes: offline, authorizationParameters: { prompt: 'consent' } },
      answer: { ...none, grantedScopes: ['openid'] },
    },
  },
  'refresh.notAllowed': {
    triggers: {
      claims: auth0Claims,
      profile: { requestedScopes: offline },
      answer: { ...none, grantedScopes: ['openid'] },
    },
    title: /although offline_access was asked for/,
    silent: { claims: auth0Claims, profile: { requestedScopes: offline }, answer: {} },
  },
  'refresh.grantedButAbsent': {
    triggers: {
      claims: auth0Claims,
      profile: { requestedScopes: offline },
      answer: { ...none, grantedScopes: offline },
    },
    title: /granted and no refresh token came/,
    silent: {
      claims: auth0Claims,
      profile: { requestedScopes: offline },
      answer: { ...none, grantedScopes: ['openid'] },
    },
  },
  'refresh.clientSetting': {
    triggers: { claims: cognitoClaims, profile: { issuer: cognitoIssuer }, answer: none },
    title: /client settings/,
    silent: { claims: cognitoClaims, profile: { issuer: cognitoIssuer }, answer: {} },
  },
  'refresh.clientCredentials': {
    triggers: { claims: auth0Claims, profile: { grant: 'clientCredentials' }, answer: none },
    title: /No refresh token is needed/,
    silent: { claims: auth0Claims, profile: {}, answer: none },
  },
});

describe('rules: refresh, exactly one reason', () => {
  const inputs: Record<string, Case> = {
    'not asked for': { claims: auth0Claims, profile: { requestedScopes: ['openid'] }, answer: none },
    'not allowed': { claims: auth0Claims, profile: { requestedScopes: offline }, answer: none },
    'a server that nobody knows': {
      claims: unknownClaims,
      profile: { issuer: unknownIssuer, requestedScopes: offline },
      answer: none,
    },
    'a server that nobody knows, asked with consent': {
      claims: unknownClaims,
      profile: {
        issuer: unknownIssuer,
        requestedScopes: offline,
        authorizationParameters: { prompt: 'login consent' },
      },
      answer: none,
    },
    'granted, and still none': {
      claims: auth0Claims,
      profile: { requestedScopes: offline },
      answer: { ...none, grantedScopes: offline },
    },
    'nothing known but the answer': { claims: auth0Claims, answer: none },
    'Management API, nothing known': { claims: management, answer: none },
    'Google, nothing known': { token: 'ya29.a0AfH6SMB', answer: none },
    'Management API': { claims: management, profile: { requestedScopes: offline }, answer: none },
    Keycloak: { claims: keycloakClaims, profile: { issuer: keycloakIssuer, requestedScopes: offline }, answer: none },
    Google: { token: 'ya29.a0AfH6SMB', profile: google, answer: none },
    'client credentials': { claims: auth0Claims, profile: { grant: 'clientCredentials' }, answer: none },
  };
  for (const [name, input] of Object.entries(inputs)) {
    it(name, () => {
      assert.equal(findings(inputOf(input)).filter(({ code }) => code.startsWith('refresh.')).length, 1);
    });
  }
});
