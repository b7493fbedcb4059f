import assert from 'node:assert/strict';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import type { SignInRequest } from '../../../src/oauth/authorizationCode.ts';
import { page } from './profiles.ts';
import { browse, startProvider } from './realProvider.ts';
import type { RealProvider } from './realProvider.ts';

describe('authorization code grant', () => {
  let real: RealProvider;
  before(async () => {
    real = await startProvider();
  });
  after(() => real.stop());

  function request(changes: Partial<SignInRequest> = {}): SignInRequest {
    return {
      profile: real.profile,
      api: real.profile.apis[0],
      openBrowser: async (url) => {
        await browse(url);
        return true;
      },
      signal: new AbortController().signal,
      timeout: 20,
      page,
      ...changes,
    };
  }

  it('signs in', async () => {
    const tokens = await signIn(request());
    assert.equal(tokens.subject, 'ada');
    assert.equal(tokens.tokenType, 'Bearer');
    assert.equal(typeof tokens.refreshToken, 'string');
  });
});
