import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/token/json.ts';
import { scopes, tokenScopes } from '../../../src/token/scopes.ts';
import type { ScopeInput } from '../../../src/token/scopes.ts';
import { english } from './english.ts';

function states(input: ScopeInput): Record<string, string> {
  return Object.fromEntries(scopes(input).map(({ name, state }) => [name, state]));
}

const claims = (value: object): JsonObject => value as JsonObject;

describe('scopes', () => {
  it('holds what was asked for against what the answer grants', () => {
    assert.deepEqual(states({ requested: ['read:orders', 'write:orders'], granted: ['read:orders', 'read:stock'] }), {
      'read:orders': 'granted',
      'write:orders': 'missing',
      'read:stock': 'unrequested',
    });
  });

  it('takes an answer without scope for “as requested”, unless the token says otherwise', () => {
    assert.deepEqual(states({ requested: ['a', 'b'] }), { a: 'granted', b: 'granted' });
    assert.deepEqual(states({ requested: ['a', 'b'], claims: claims({ scope: 'a' }) }), { a: 'granted', b: 'missing' });
  });

  it('reads scp as a string (Entra ID) and as an array (Okta)', () => {
    assert.deepEqual(tokenScopes(claims({ scp: 'a b' })), ['a', 'b']);
    assert.deepEqual(tokenScopes(claims({ scp: ['a', 'b', 3] })), ['a', 'b']);
    assert.deepEqual(tokenScopes(claims({ scope: 'a  b', scp: ['b', 'c'] })), ['a', 'b', 'c']);
    assert.equal(tokenScopes(claims({ roles: ['x'] })), undefined);
  });

  it('knows Entra ID’s long and short names, and .default', () => {
    const input = {
      requested: ['api://9f0c/Orders.Read', 'api://9f0c/.default'],
      claims: claims({ scp: 'Orders.Read' }),
    };
    assert.deepEqual(states(input), { 'api://9f0c/Orders.Read': 'granted', 'api://9f0c/.default': 'granted' });
  });

  it('does not call the scopes of the sign-in missing where the API’s token leaves them out', () => {
    const requested = ['openid', 'profile', 'email', 'orders'];
    assert.deepEqual(states({ requested, granted: ['orders'] }), {
      openid: 'granted',
      profile: 'granted',
      email: 'granted',
      orders: 'granted',
    });
    // A server that repeats them means it.
    assert.equal(states({ requested, granted: ['openid', 'orders'] })['email'], 'missing');
  });

  it('tells offline_access by the refresh token', () => {
    const input = { requested: ['orders', 'offline_access'], granted: ['orders'] };
    assert.equal(states(input)['offline_access'], 'missing');
    assert.equal(states({ ...input, refreshToken: true })['offline_access'], 'granted');
  });

  it('points to permissions and roles', () => {
    const [, missing] = scopes({
      requested: ['openid', 'read:x'],
      claims: claims({ scope: 'openid', permissions: ['read:x'] }),
    });
    assert.equal(missing?.state, 'missing');
    assert.equal(english(missing.reason!), 'not a scope of this token, but in its permissions or roles');
  });

  it('lists a foreign token’s scopes without judging them', () => {
    assert.deepEqual(states({ claims: claims({ scope: 'a b' }) }), { a: 'granted', b: 'granted' });
    assert.deepEqual(states({ claims: claims({ scope: 7 }) }), {});
  });
});
