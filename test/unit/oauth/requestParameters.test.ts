import assert from 'node:assert/strict';
import { codeParameters, directParameters, refreshParameters } from '../../../src/oauth/requestParameters.ts';
import { api, profileFor } from './profiles.ts';

describe('the parameters of a token request', () => {
  it('are the profile’s but for what proves something or says what is asked for', () => {
    const own = [
      ...['assertion', 'client_assertion', 'client_assertion_type', 'client_id', 'client_secret', 'code'],
      ...['code_verifier', 'device_code', 'grant_type', 'redirect_uri', 'refresh_token', 'requested_token_use'],
      ...['subject_token', 'subject_token_type'],
    ];
    const tokenParameters = Object.fromEntries([...own, 'organization'].map((name) => [name, 'the profile’s']));
    const profile = profileFor('https://login.example', { tokenParameters });
    for (const parameters of [codeParameters, directParameters, refreshParameters]) {
      assert.deepEqual([...parameters(profile, api({ scopes: [] })).keys()], ['organization'], parameters.name);
    }
  });
});
