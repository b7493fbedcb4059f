import assert from 'node:assert/strict';
import { withWantedClaims } from '../../../src/command/wantedClaims.ts';
import { OAuthFailure } from '../../../src/oauth/failure.ts';

const refusal = (claims?: string): OAuthFailure =>
  new OAuthFailure('tokenRequestRefused', { error: 'interaction_required', ...(claims !== undefined && { claims }) });

describe('a sign-in after an exchange that was refused', () => {
  it('asks for the claims that the server named', async () => {
    const claims = '{"access_token":{"polids":{"essential":true,"values":["9ab03e19"]}}}';
    assert.deepEqual(await withWantedClaims({ silentFirst: false }, refusal(claims)), { silentFirst: false, claims });
  });

  it('asks for nothing else that stands there', async () => {
    for (const claims of ['{"access_token":5}', '{"request_uri":{"x":null}}', 'no json', '"', undefined]) {
      assert.deepEqual(await withWantedClaims({}, refusal(claims)), {}, claims);
    }
    assert.deepEqual(await withWantedClaims({}, new Error('claims')), {});
  });
});
