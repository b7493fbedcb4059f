import assert from 'node:assert/strict';
import { findings } from '../../../../src/token/findings.ts';
import { scopeRules } from '../../../../src/token/rules/scope.ts';
import { auth0Claims, entraClaims, idTokenClaims, keycloakClaims, oktaClaims } from '../tokens.ts';
import { describeRules, inputOf } from './ruleCases.ts';

const asked = ['openid', 'profile', 'email', 'read:orders'];
const good = { claims: auth0Claims, profile: { requestedScopes: asked } };

describeRules('scope', scopeRules, {
  'scope.missing': {
    triggers: { claims: auth0Claims, profile: { requestedScopes: [...asked, 'write:orders'] } },
    title: /^Not granted: write:orders$/,
    silent: good,
  },
  'scope.unrequested': {
    triggers: { claims: auth0Claims, profile: { requestedScopes: ['openid', 'profile', 'email'] } },
    title: /^Granted and not asked for with this API: read:orders$/,
    silent: good,
  },
  'scope.answerDiffers': {
    triggers: { claims: { ...auth0Claims, scope: 'openid' }, answer: { grantedScopes: ['openid', 'read:orders'] } },
    title: /grants read:orders, the token does not/,
    silent: { claims: auth0Claims, answer: { grantedScopes: ['openid', 'profile', 'read:orders', 'offline_access'] } },
  },
  'scope.scp': {
    triggers: { claims: entraClaims },
    title: /“scp”, not in “scope”/,
    silent: good,
  },
  'scope.array': {
    triggers: { claims: oktaClaims },
    title: /^“scp” is a list/,
    silent: { claims: entraClaims },
  },
  'scope.permissions': {
    triggers: { claims: { ...auth0Claims, permissions: ['read:orders', 'write:orders'] } },
    title: /differ: write:orders$/,
    silent: { claims: { ...auth0Claims, permissions: ['read:orders'] } },
  },
  'scope.rolesOnly': {
    triggers: { claims: { ...entraClaims, scp: undefined, roles: ['Orders.Read.All'], idtyp: 'app' } },
    title: /no scopes: Orders\.Read\.All$/,
    silent: { claims: { ...entraClaims, roles: ['Orders.Read.All'] } },
  },
  'scope.none': {
    triggers: { claims: { ...auth0Claims, scope: undefined } },
    title: /^No scopes$/,
    silent: { claims: { ...keycloakClaims, scope: undefined } },
  },
  'scope.case': {
    triggers: { claims: { ...auth0Claims, scope: 'Orders.Read' }, profile: { requestedScopes: ['orders.read'] } },
    title: /^“orders\.read” was asked for, “Orders\.Read” was granted$/,
    silent: good,
  },
});

describe('rules: scope, of an ID token', () => {
  it('are all silent: an ID token has none', () => {
    const found = findings(inputOf({ claims: idTokenClaims, use: 'idToken', profile: { requestedScopes: asked } }));
    assert.deepEqual(
      found.filter(({ code }) => code.startsWith('scope.')),
      [],
    );
  });
});
