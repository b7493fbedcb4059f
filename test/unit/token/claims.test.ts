import assert from 'node:assert/strict';
import { explainClaim } from '../../../src/token/claims.ts';
import { explainHeader } from '../../../src/token/header.ts';
import { english } from './english.ts';
import {
  auth0Claims,
  cognitoClaims,
  entraClaims,
  entraIssuer,
  keycloakClaims,
  keycloakIssuer,
  now,
  oktaClaims,
} from './tokens.ts';
import type { Claims } from './tokens.ts';

/** The claims that each specification registers, and what vendors document. */
const registered: Record<string, readonly string[]> = {
  'RFC 7519': ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'],
  'OIDC Core': [
    ...['auth_time', 'nonce', 'acr', 'amr', 'azp', 'at_hash', 'c_hash', 'sub_jwk', 'name', 'given_name', 'family_name'],
    ...['middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website', 'email', 'email_verified'],
    ...['gender', 'birthdate', 'zoneinfo', 'locale', 'phone_number', 'phone_number_verified', 'address', 'updated_at'],
    ...['_claim_names', '_claim_sources', 'sid'],
  ],
  'RFC 8693': ['scope', 'client_id', 'act', 'may_act'],
  'RFC 9068': ['roles', 'groups', 'entitlements'],
  'RFC 7800': ['cnf'],
  'RFC 9396': ['authorization_details'],
  'RFC 8417': ['events', 'txn', 'toe'],
};

describe('explainClaim', () => {
  for (const [specification, names] of Object.entries(registered)) {
    it(`knows every claim of ${specification}`, () => {
      for (const name of names) {
        const { source, meaning } = explainClaim(name, 'x', { now });
        assert.ok(source.startsWith(specification), `${name}: ${source}`);
        assert.match(english(meaning), /^[A-Z].*\.$/);
      }
    });
  }

  const vendors: Record<string, Claims> = {
    Auth0: { ...auth0Claims, permissions: [], org_id: 'o', gty: 'client-credentials' },
    'Entra ID version 2': {
      ...entraClaims,
      aio: 'x',
      rh: 'x',
      uti: 'x',
      roles: [],
      wids: [],
      xms_cc: ['cp1'],
      idtyp: 'app',
      acrs: [],
      hasgroups: true,
    },
    'Entra ID version 1': {
      iss: entraIssuer,
      appid: 'x',
      appidacr: '1',
      upn: 'x',
      unique_name: 'x',
      ipaddr: 'x',
      idp: 'x',
      puid: 'x',
      onprem_sid: 'x',
      pwd_exp: '1',
    },
    Okta: oktaClaims,
    Keycloak: { ...keycloakClaims, 'allowed-origins': [], sid: 's' },
    Cognito: { ...cognitoClaims, 'cognito:groups': [], 'cognito:username': 'a', origin_jti: 'x', event_id: 'x' },
    Google: { iss: 'https://accounts.google.com', hd: 'example.com', azp: 'x' },
    'GitHub Actions': {
      iss: 'https://token.actions.githubusercontent.com',
      repository: 'o/r',
      ref: 'refs/heads/main',
      job_workflow_ref: 'x',
      runner_environment: 'self-hosted',
      sha: 'x',
      environment: 'prod',
    },
    Kubernetes: {
      iss: 'https://kubernetes.default.svc',
      'kubernetes.io': {},
      'kubernetes.io/serviceaccount/namespace': 'x',
    },
  };
  for (const [vendor, claims] of Object.entries(vendors)) {
    it(`knows what ${vendor} writes`, () => {
      for (const [name, value] of Object.entries(claims)) {
        assert.notEqual(explainClaim(name, value, { issuer: String(claims['iss']), now }).source, '', name);
      }
    });
  }

  it('reads a claim as the issuer means it', () => {
    assert.match(english(explainClaim('acr', '1', { issuer: keycloakIssuer, now }).words?.[0] ?? ''), /by signing in/);
    assert.match(english(explainClaim('acr', '1', { issuer: entraIssuer, now }).words?.[0] ?? ''), /it did/);
    assert.match(english(explainClaim('azpacr', '2', { issuer: entraIssuer, now }).words?.[0] ?? ''), /certificate/);
  });

  it('puts authentication methods and assurance into words', () => {
    const { words, display } = explainClaim('amr', ['pwd', 'otp', 'strange'], { now });
    assert.equal(display, 'pwd, otp, strange');
    assert.deepEqual(words?.map(english), ['password', 'one-time code']);
    assert.match(english(explainClaim('acr', 'phrh', { now }).words?.[0] ?? ''), /cannot be phished/);
  });

  it('reads times, also AD FS’s text, and leaves alone what is none', () => {
    const exp = explainClaim('exp', now + 3480, { now });
    assert.equal(exp.time, now + 3480);
    assert.equal(english(exp.display), 'in 58 min');
    assert.equal(explainClaim('auth_time', String(now - 60), { now }).time, now - 60);
    const odd = explainClaim('exp', { never: true }, { now });
    assert.equal(odd.time, undefined);
    assert.equal(odd.display, '{"never":true}');
  });

  it('says yes and no, and lengths of time', () => {
    assert.equal(english(explainClaim('email_verified', true, { now }).display), 'yes');
    assert.equal(english(explainClaim('email_verified', 'false', { now }).display), 'no');
    assert.equal(english(explainClaim('pwd_exp', 7200, { issuer: entraIssuer, now }).display), '2 h');
  });

  it('is honest about claims that it does not know', () => {
    const own = explainClaim('https://example.com/roles', ['a'], { now });
    assert.equal(own.source, '');
    assert.match(english(own.meaning), /example\.com/);
    for (const name of ['__proto__', 'constructor', 'toString'])
      assert.equal(explainClaim(name, 1, { now }).source, '');
  });

  it('shows hostile values safely', () => {
    assert.equal(explainClaim('name', 'a\u202Eb', { now }).display, 'a⟨U+202E⟩b');
    assert.match(english(explainClaim('https://a\u202Eb/x', 1, { now }).meaning), /a⟨U\+202E⟩b/);
  });
});

describe('explainHeader', () => {
  it('knows the parameters of RFC 7515 and 7516', () => {
    for (const name of [
      'alg',
      'jku',
      'jwk',
      'kid',
      'x5u',
      'x5c',
      'x5t',
      'x5t#S256',
      'typ',
      'cty',
      'crit',
      'enc',
      'zip',
    ]) {
      assert.match(explainHeader(name, 'x').source, /^RFC 75/, name);
    }
    assert.equal(explainHeader('constructor', 1).source, '');
    assert.equal(explainHeader('kid', 'a\u0000').display, 'a⟨U+0000⟩');
  });
});
