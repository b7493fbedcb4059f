import assert from 'node:assert/strict';
import { allowedName, isAllowedBy } from '../../../src/integration/allowed.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { orders, profile } from '../session/support.ts';

function exchange(clientId: string, owner: Profile): Profile {
  return { ...profile, name: 'exchange', clientId, grant: 'tokenExchange', subject: { profile: owner, api: orders } };
}

describe('what “always” holds for', () => {
  it('is the issuer and the client, whatever the profile is called', () => {
    assert.equal(allowedName({ ...profile, name: 'other' }), allowedName(profile));
    assert.notEqual(allowedName({ ...profile, issuer: 'https://other.example/' }), allowedName(profile));
  });

  it('is another thing for tokens that come in exchange for a user’s', () => {
    const admin = { ...profile, clientId: 'admin' };
    const names = [profile, exchange('editor', profile), exchange('editor', admin), exchange('admin', profile)];
    assert.equal(new Set(names.map(allowedName)).size, names.length);
  });

  it('ends when that user signs out, and not when somebody else does', () => {
    const exchanged = allowedName(exchange('api', profile));
    assert.ok(isAllowedBy(allowedName(profile), profile));
    assert.ok(isAllowedBy(exchanged, profile));
    assert.ok(isAllowedBy(allowedName(exchange('api', { ...profile, endpoints: {} })), { ...profile, endpoints: {} }));
    for (const clientId of ['api', 'other', 'r"]', '"editor"]', ` for ${allowedName(profile)}`]) {
      const other = { ...profile, clientId };
      assert.equal(isAllowedBy(exchanged, other), false, clientId);
      assert.equal(isAllowedBy(allowedName(other), profile), false, clientId);
    }
  });
});
