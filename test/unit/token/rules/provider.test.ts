import assert from 'node:assert/strict';
import { findings } from '../../../../src/token/findings.ts';
import { providerRules } from '../../../../src/token/rules/provider.ts';
import {
  auth0Claims,
  cognitoClaims,
  entraClaims,
  entraIssuer,
  entraTenant,
  keycloakClaims,
  oktaClaims,
} from '../tokens.ts';
import { describeRules, inputOf } from './ruleCases.ts';

describeRules('provider', providerRules, {
  'entra.graph': {
    triggers: { claims: { ...entraClaims, aud: '00000003-0000-0000-c000-000000000000' }, header: { nonce: 'x' } },
    title: /^For Microsoft Graph/,
    silent: { claims: entraClaims },
  },
  'entra.version': {
    triggers: {
      claims: { ...entraClaims, iss: `https://sts.windows.net/${entraTenant}/`, ver: '1.0' },
      profile: { issuer: entraIssuer },
    },
    title: /version 1 token/,
    silent: { claims: entraClaims, profile: { issuer: entraIssuer } },
  },
  'entra.audienceForm': {
    triggers: {
      claims: entraClaims,
      profile: {
        issuer: entraIssuer,
        audience: undefined,
        requestedScopes: ['api://9f0c1d2e-aaaa-bbbb-cccc-0123456789ab/Orders.Read'],
      },
    },
    title: /^The audience is 9f0c1d2e-aaaa-bbbb-cccc-0123456789ab, without “api:\/\/”$/,
    silent: {
      claims: { ...entraClaims, aud: 'api://9f0c1d2e-aaaa-bbbb-cccc-0123456789ab' },
      profile: {
        issuer: entraIssuer,
        audience: undefined,
        requestedScopes: ['api://9f0c1d2e-aaaa-bbbb-cccc-0123456789ab/Orders.Read'],
      },
    },
  },
  'entra.groupsOverage': {
    triggers: { claims: { ...entraClaims, _claim_names: { groups: 'src1' }, _claim_sources: { src1: {} } } },
    title: /groups are left out/,
    silent: { claims: { ...entraClaims, groups: ['a'] } },
  },
  'keycloak.audience': {
    triggers: { claims: keycloakClaims },
    title: /named no API/,
    silent: { claims: { ...keycloakClaims, aud: ['orders', 'account'] } },
  },
  'cognito.noAudience': {
    triggers: { claims: cognitoClaims },
    title: /have no audience/,
    silent: { claims: { ...cognitoClaims, aud: 'https://api.example.com' } },
  },
  'okta.orgServer': {
    triggers: { claims: { ...oktaClaims, iss: 'https://dev-1.okta.com', aud: 'https://dev-1.okta.com' } },
    title: /Okta’s own server/,
    silent: { claims: oktaClaims, use: 'unknown' },
  },
  'adfs.userinfo': {
    triggers: {
      claims: {
        iss: 'http://fs.example.com/adfs/services/trust',
        aud: 'urn:microsoft:userinfo',
        appid: 'x',
        scp: 'openid',
      },
    },
    title: /AD FS’s userinfo/,
    silent: {
      claims: { iss: 'http://fs.example.com/adfs/services/trust', aud: 'https://api.example.com', scp: 'openid' },
    },
  },
  'auth0.managementApi': {
    triggers: { claims: { ...auth0Claims, aud: 'https://tenant.eu.auth0.com/api/v2/' } },
    title: /Management API/,
    silent: { claims: auth0Claims },
  },
});

describe('rules: provider, for a token that was pasted', () => {
  it('tells Okta’s own server by a token with scopes, and leaves its ID tokens alone', () => {
    const own = { iss: 'https://dev-1.okta.com', aud: 'https://dev-1.okta.com' };
    const codes = (claims: object): string[] =>
      findings(inputOf({ claims: { ...oktaClaims, ...own, ...claims }, use: 'unknown' })).map(({ code }) => code);
    assert.ok(codes({}).includes('okta.orgServer'));
    assert.ok(!codes({ scp: undefined, cid: undefined, aud: 'abc123', nonce: 'n' }).includes('okta.orgServer'));
  });
});
