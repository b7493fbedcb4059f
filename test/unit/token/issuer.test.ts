import assert from 'node:assert/strict';
import { compareIssuers, vendorOf } from '../../../src/token/issuer.ts';
import { entraTenant } from './tokens.ts';

describe('vendorOf', () => {
  const issuers = {
    'https://tenant.eu.auth0.com/': 'auth0',
    [`https://login.microsoftonline.com/${entraTenant}/v2.0`]: 'entra',
    [`https://sts.windows.net/${entraTenant}/`]: 'entra',
    'https://contoso.ciamlogin.com/x/v2.0': 'entra',
    'https://dev-1.okta.com': 'okta',
    'https://sso.example.com/realms/work': 'keycloak',
    'https://sso.example.com/auth/realms/work': 'keycloak',
    'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A': 'cognito',
    'https://accounts.google.com': 'google',
    'accounts.google.com': 'google',
    'https://token.actions.githubusercontent.com': 'githubActions',
    'https://kubernetes.default.svc.cluster.local': 'kubernetes',
    'kubernetes/serviceaccount': 'kubernetes',
    'https://fs.example.com/adfs': 'adfs',
    'https://login.example.com/': undefined,
    'https://evil.example.com/?auth0.com': undefined,
    'https://notauth0.com.evil.example.com': undefined,
    'not an address': undefined,
  };
  for (const [issuer, vendor] of Object.entries(issuers)) {
    it(`${issuer}: ${vendor ?? 'unknown'}`, () => {
      assert.equal(vendorOf(issuer), vendor);
    });
  }
});

describe('compareIssuers', () => {
  const v1 = `https://sts.windows.net/${entraTenant}/`;
  const v2 = `https://login.microsoftonline.com/${entraTenant}/v2.0`;

  it('is exact, and tells a slash from another server', () => {
    assert.equal(compareIssuers('https://a.example.com/', 'https://a.example.com/'), 'same');
    assert.equal(compareIssuers('https://a.example.com', 'https://a.example.com/'), 'slash');
    assert.equal(compareIssuers('https://a.example.com', 'https://b.example.com'), 'different');
    assert.equal(compareIssuers('https://a.example.com', 'https://A.example.com'), 'different');
  });

  it('knows Entra ID’s two versions and shared tenants', () => {
    assert.equal(compareIssuers(v2, v1), 'alias');
    assert.equal(compareIssuers('https://login.microsoftonline.com/common/v2.0', v2), 'alias');
    assert.equal(compareIssuers('https://login.microsoftonline.com/organizations/v2.0', v1), 'alias');
    assert.equal(compareIssuers(v2, 'https://sts.windows.net/99999999-2222-3333-4444-555555555555/'), 'different');
    assert.equal(
      compareIssuers('https://login.microsoftonline.com/common/v2.0', 'https://evil.example.com/common/v2.0'),
      'different',
    );
  });

  it('knows Google’s two spellings', () => {
    assert.equal(compareIssuers('https://accounts.google.com', 'accounts.google.com'), 'alias');
  });
});
