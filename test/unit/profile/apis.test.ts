import assert from 'node:assert/strict';
import { parseProfiles } from '../../../src/profile/parse.ts';
import { good } from './problemOf.ts';

describe('the APIs of a profile', () => {
  const apisOf = (profile: Record<string, unknown>) => {
    const { profiles, problems } = parseProfiles({ p: { ...good, scopes: ['openid'], ...profile } });
    assert.deepEqual(problems, []);
    return profiles[0]!.apis;
  };

  it('is “default” alone without “apis”, with the target of the profile', () => {
    assert.deepEqual(apisOf({ resource: 'https://a.example' }), [
      { name: 'default', resource: ['https://a.example'], scopes: ['openid'] },
    ]);
    assert.deepEqual(apisOf({ apis: {} }), [{ name: 'default', resource: [], scopes: ['openid'] }]);
  });

  it('begins with “default” when the profile has a target of its own', () => {
    assert.deepEqual(apisOf({ audience: 'own', apis: { stock: { audience: 'stock' } } }), [
      { name: 'default', audience: 'own', resource: [], scopes: ['openid'] },
      { name: 'stock', audience: 'stock', resource: [], scopes: ['openid'] },
    ]);
  });

  it('takes the target of the profile when an API has none', () => {
    assert.deepEqual(apisOf({ audience: 'own', apis: { write: { scopes: ['openid', 'write'] } } }).slice(1), [
      { name: 'write', audience: 'own', resource: [], scopes: ['openid', 'write'] },
    ]);
  });

  it('does not mix an API’s resource with the audience of the profile', () => {
    assert.deepEqual(apisOf({ audience: 'own', apis: { r: { resource: ['urn:r', 'urn:r'] } } })[1], {
      name: 'r',
      resource: ['urn:r'],
      scopes: ['openid'],
    });
  });
});
