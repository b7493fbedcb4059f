import assert from 'node:assert/strict';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { claimsRequest } from '../../../src/oauth/claimsRequest.ts';
import { page } from './profiles.ts';
import { browse, startProvider } from './realProvider.ts';

describe('a sign-in that answers a claims challenge (OIDC Core §5.5)', () => {
  it('asks a real server for the claims, beside those of the profile', async () => {
    const real = await startProvider({
      configuration: { features: { claimsParameter: { enabled: true }, devInteractions: { enabled: false } } },
    });
    try {
      const own = JSON.stringify({ id_token: { email: null }, access_token: { xms_cc: { values: ['cp1'] } } });
      const profile = {
        ...real.profile,
        authorizationParameters: { ...real.profile.authorizationParameters, claims: own },
      };
      const opened: string[] = [];
      const tokens = await signIn({
        profile,
        api: profile.apis[0],
        claims: JSON.stringify({
          id_token: { auth_time: { essential: true } },
          access_token: { acrs: { value: 'c1' } },
        }),
        openBrowser: async (url) => {
          opened.push(url);
          await browse(url);
          return true;
        },
        signal: new AbortController().signal,
        timeout: 20,
        page,
      });
      const { searchParams } = new URL(opened[0] ?? '');
      assert.deepEqual(JSON.parse(searchParams.get('claims') ?? ''), {
        id_token: { email: null, auth_time: { essential: true } },
        access_token: { xms_cc: { values: ['cp1'] }, acrs: { value: 'c1' } },
      });
      assert.equal(typeof tokens.idTokenClaims?.['auth_time'], 'number', 'the server did what the claims ask for');
    } finally {
      await real.stop();
    }
  });

  it('stands above a parameter of the profile that is no such request', () => {
    for (const own of [null, '', 'nonsense', '[1]', '"x"']) {
      assert.equal(claimsRequest(own, '{"access_token":{"acrs":null}}'), '{"access_token":{"acrs":null}}');
    }
    assert.equal(claimsRequest('{"id_token":5}', '{"id_token":{"acr":null}}'), '{"id_token":{"acr":null}}');
  });
});
