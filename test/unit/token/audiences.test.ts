import assert from 'node:assert/strict';
import { audiences } from '../../../src/token/audiences.ts';
import { decode } from '../../../src/token/decode.ts';
import type { JsonObject } from '../../../src/token/json.ts';
import { english } from './english.ts';
import { auth0Claims, auth0Issuer, cognitoClaims, entraClaims, jwt, keycloakClaims } from './tokens.ts';
import type { Claims } from './tokens.ts';

function read(claims: Claims): JsonObject {
  const decoded = decode(jwt(claims));
  assert.equal(decoded.kind, 'jwt');
  return decoded.claims;
}

function shown(claims: Claims, issuer?: string, userinfo?: string): (string | undefined)[][] {
  return audiences(read(claims), issuer, userinfo).map(({ value, reason }) =>
    reason === undefined ? [value] : [value, english(reason)],
  );
}

describe('audiences', () => {
  it('explains Auth0’s second one', () => {
    assert.deepEqual(shown(auth0Claims, auth0Issuer), [
      ['https://stock.example.com'],
      ['https://tenant.eu.auth0.com/userinfo', 'added by the openid scope'],
    ]);
  });

  it('knows the userinfo endpoint that the issuer publishes, on a custom domain too', () => {
    const claims = {
      iss: 'https://login.example.com/',
      aud: ['https://api.example.com', 'https://login.example.com/me'],
      scope: 'openid',
    };
    assert.deepEqual(shown(claims, 'https://login.example.com/', 'https://login.example.com/me')[1], [
      'https://login.example.com/me',
      'added by the openid scope',
    ]);
    assert.deepEqual(
      shown({ ...claims, scope: 'read' }, undefined, 'https://login.example.com/me')[1]?.[1],
      'the userinfo endpoint of the issuer',
    );
    const evil = { iss: 'https://login.example.com/', aud: 'https://evil.example.com/userinfo' };
    assert.deepEqual(shown(evil), [['https://evil.example.com/userinfo']]);
  });

  it('knows vendors’ own', () => {
    assert.deepEqual(shown(keycloakClaims), [['account', 'Keycloak’s account console, added by its roles']]);
    assert.deepEqual(
      shown({ ...entraClaims, aud: '00000003-0000-0000-c000-000000000000' })[0]?.[1],
      'known as Microsoft Graph',
    );
    assert.deepEqual(shown({ aud: 'urn:microsoft:userinfo' })[0]?.[1], 'the default of AD FS: its userinfo endpoint');
    assert.deepEqual(shown({ aud: 'abc123', azp: 'abc123' }), [['abc123', 'the client itself']]);
  });

  it('is empty where there are none, and takes each once', () => {
    assert.deepEqual(shown(cognitoClaims), []);
    assert.deepEqual(shown({ aud: 42 }), []);
    assert.deepEqual(shown({ aud: ['a', 'a', 1, '', null] }), [['a']]);
  });
});
