import assert from 'node:assert/strict';
import { apisFor, readRequest } from '../../../src/integration/authenticationRequest.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { api, profileFor } from '../oauth/profiles.ts';

describe('the scopes of a request for a session', () => {
  const cases: readonly (readonly [string, readonly string[], object])[] = [
    ['nothing', [], { scopes: [] }],
    ['a profile and an API', ['profile:work', 'api:stock'], { profile: 'work', api: 'stock', scopes: [] }],
    ['OAuth scopes', ['openid', 'read:orders'], { scopes: ['openid', 'read:orders'] }],
    ['both, in any order', ['read', 'api:stock', 'write'], { api: 'stock', scopes: ['read', 'write'] }],
    ['a name with a colon and a space', ['profile:my: team'], { profile: 'my: team', scopes: [] }],
    ['an OAuth scope that looks like a name', ['scope:api:read'], { scopes: ['api:read'] }],
    ['the same scope twice', ['read', 'scope:read'], { scopes: ['read'] }],
    ['no name after the colon', ['profile:', 'profile'], { scopes: ['profile:', 'profile'] }],
    ['an address as a scope', ['https://graph.example/.default'], { scopes: ['https://graph.example/.default'] }],
  ];
  for (const [name, entries, expected] of cases) {
    it(`are read: ${name}`, () => {
      assert.deepEqual(readRequest(entries), expected);
    });
  }
});

describe('the APIs that a request may mean', () => {
  const orders = api({ name: 'orders', scopes: ['openid', 'read:orders'] });
  const stock = api({ name: 'stock', scopes: ['openid', 'read:stock'] });
  const work = profileFor('https://login.example/', { name: 'work', apis: [orders, stock] });
  const home = profileFor('https://home.example/', { name: 'home', apis: [stock] });
  const names = (entries: readonly string[], profiles: readonly Profile[] = [work, home]): string[] =>
    apisFor(readRequest(entries), profiles).map((one) => `${one.profile.name}/${one.api.name}`);

  it('are all, where nothing is named', () => {
    assert.deepEqual(names([]), ['work/orders', 'work/stock', 'home/stock']);
  });
  it('are one where there is only one', () => {
    assert.deepEqual(names([], [home]), ['home/stock']);
  });
  it('follow the names, and nothing fits a name that nobody has', () => {
    assert.deepEqual(names(['profile:work']), ['work/orders', 'work/stock']);
    assert.deepEqual(names(['profile:work', 'api:stock']), ['work/stock']);
    assert.deepEqual(names(['api:stock']), ['work/stock', 'home/stock']);
    assert.deepEqual(names(['profile:nobody']), []);
    assert.deepEqual(names(['api:billing']), []);
  });
  it('are those that ask for the scopes anyway, else any that can be asked for more', () => {
    assert.deepEqual(names(['read:orders']), ['work/orders']);
    assert.deepEqual(names(['profile:work', 'write:orders']), ['work/orders', 'work/stock']);
  });
});
