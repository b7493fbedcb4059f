import assert from 'node:assert/strict';
import { opaqueReason } from '../../../src/token/opaque.ts';
import { english } from './english.ts';
import { auth0Issuer } from './tokens.ts';

describe('opaqueReason', () => {
  it('knows tokens by how they begin', () => {
    assert.match(english(opaqueReason('ya29.a0Af').text), /Google access token/);
    assert.match(english(opaqueReason('gho_x').text), /GitHub/);
    assert.match(english(opaqueReason('v1.Mabc').text), /Auth0 refresh token/);
  });

  it('else by the issuer', () => {
    assert.match(english(opaqueReason('abc', auth0Issuer).text), /no audience is asked for/);
    assert.match(english(opaqueReason('abc', 'https://dev-1.okta.com').text), /custom authorization server/);
    assert.equal(opaqueReason('abc').code, 'unknown');
  });
});
