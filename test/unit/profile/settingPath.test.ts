import assert from 'node:assert/strict';
import { parseProfiles } from '../../../src/profile/parse.ts';
import { settingPath } from '../../../src/profile/settingPath.ts';

const { profiles } = parseProfiles({
  work: {
    issuer: 'https://login.example.com/',
    clientId: 'the-client',
    audience: 'https://own.example.com',
    apis: { orders: { audience: 'https://orders.example.com' }, stock: { resource: 'https://stock.example.com' } },
  },
});
const [profile] = profiles;
const at = (key: Parameters<typeof settingPath>[1], api?: string): string =>
  settingPath(
    profile!,
    key,
    profile!.apis.find(({ name }) => name === api),
  ).join(' › ');

describe('where a key stands in the settings', () => {
  it('the profile’s own at the profile', () => {
    assert.equal(at(undefined), 'tokenInspector.profiles › work');
    assert.equal(at('redirectUri', 'orders'), 'tokenInspector.profiles › work › redirectUri');
    assert.equal(at('audience', 'default'), 'tokenInspector.profiles › work › audience');
  });

  it('what an API decides at the API, as “resource” where that chooses it', () => {
    assert.equal(at('scopes', 'orders'), 'tokenInspector.profiles › work › apis › orders › scopes');
    assert.equal(at('audience', 'orders'), 'tokenInspector.profiles › work › apis › orders › audience');
    assert.equal(at('audience', 'stock'), 'tokenInspector.profiles › work › apis › stock › resource');
  });
});
