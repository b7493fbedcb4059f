import assert from 'node:assert/strict';
import { afterSignIn } from '../../../src/session/merge.ts';
import { orphaned } from '../../../src/session/orphaned.ts';
import { FakeServer, orders, profile } from './support.ts';

describe('sessions without a profile', () => {
  const session = afterSignIn(undefined, new FakeServer().signIn(), profile, orders);
  const usable = [profile];
  const count = (known: Parameters<typeof orphaned>[1], of = session): number => orphaned([of], known).length;

  it('are those whose issuer, client or endpoints no profile has, whatever it is called', () => {
    assert.equal(count({ usable, broken: [] }), 0);
    assert.equal(count({ usable: [{ ...profile, name: 'renamed' }], broken: [] }), 0);
    assert.equal(count({ usable: [], broken: [] }), 1);
    assert.equal(count({ usable: [{ ...profile, clientId: 'another' }], broken: [] }), 1);
    assert.equal(count({ usable: [{ ...profile, issuer: 'https://login.example' }], broken: [] }), 1);
    assert.equal(count({ usable: [{ ...profile, endpoints: { token: 'https://x.example/' } }], broken: [] }), 1);
  });

  it('are not those of a profile that has an error in the settings', () => {
    assert.equal(count({ usable: [], broken: ['work'] }), 0);
    assert.equal(count({ usable: [], broken: ['other'] }), 1);
  });

  it('are not those of a demo provider, running or ended', () => {
    const demo = afterSignIn(undefined, new FakeServer().signIn(), { ...profile, origin: 'demo' }, orders);
    assert.equal(count({ usable: [], broken: [] }, demo), 0);
  });
});
