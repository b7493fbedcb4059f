import assert from 'node:assert/strict';
import { changesOf, type ChangeId } from '../../../../src/token/testToken/changes.ts';
import { readTestToken, type TestToken } from '../../../../src/token/testToken/document.ts';
import { auth0Claims, now, type Claims } from '../tokens.ts';

function token(claims: Claims, header: Claims = { alg: 'ES256' }): TestToken {
  const read = readTestToken(JSON.stringify({ header, payload: claims }));
  assert.ok(!('at' in read));
  return read;
}

/** What a change sets, by name; a name with `undefined` is taken away. */
function change(id: ChangeId, claims: Claims): Record<string, unknown> {
  return Object.fromEntries((changesOf(token(claims), now).get(id) ?? []).map(({ path, value }) => [path[1], value]));
}

describe('a change that testers want', () => {
  const claims = { ...auth0Claims, iat: 100, nbf: 100, exp: 190 };

  it('moves the times and keeps the lifetime', () => {
    assert.deepEqual(change('timesFromNow', claims), { iat: now, nbf: now, exp: now + 90 });
    assert.deepEqual(change('timesFromNow', {}), { iat: now, exp: now + 3600 });
    const { iat, exp } = change('expired', claims);
    assert.deepEqual([iat, exp], [now - 690, now - 600]);
    assert.deepEqual(change('notYetValid', claims), { nbf: now + 600, exp: now + 690 });
  });

  it('is first of all that it has expired', () => {
    assert.equal([...changesOf(token(claims), now).keys()][0], 'expired');
  });

  it('names another API and another issuer, in the shape of before', () => {
    assert.deepEqual(change('otherAudience', { aud: 'a' }), { aud: 'https://other-api.example.com' });
    assert.deepEqual(change('otherAudience', { aud: ['a', 'b'] }), { aud: ['https://other-api.example.com'] });
    assert.deepEqual(change('otherIssuer', claims), { iss: 'https://other-issuer.example.com' });
  });

  it('takes away whatever says what the token may do', () => {
    assert.deepEqual(change('noScopes', { scope: 'a', roles: ['b'], sub: 'c' }), {
      scope: undefined,
      roles: undefined,
    });
  });

  it('is not offered where there is nothing to change', () => {
    const ids = [...changesOf(token({ sub: 'a' }, { alg: 'none' }), now).keys()];
    assert.ok(!ids.includes('noScopes') && !ids.includes('noSignature'), ids.join());
  });
});
