import assert from 'node:assert/strict';
import { commands } from '../../../src/contributions.ts';
import { parseProfiles } from '../../../src/profile/parse.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import type { Session } from '../../../src/session/session.ts';
import { SignInNeeded } from '../../../src/session/signInNeeded.ts';
import { refreshTokenRow } from '../../../src/view/refreshTokenRow.ts';
import { signInNeededText } from '../../../src/view/signInNeededText.ts';

const scopes = ['openid', 'offline_access'];

function profileOf(settings: object): Profile {
  const { profiles } = parseProfiles({
    work: { issuer: 'https://login.example.com', clientId: 'me', scopes, ...settings },
  });
  return profiles[0] ?? assert.fail();
}

describe('where a sign-in brought no refresh token', () => {
  const session: Session = {
    id: 'an-id',
    issuer: 'https://login.example.com',
    clientId: 'me',
    subject: 'ada',
    label: 'ada',
    profile: 'work',
    signedInAt: 0,
    accessTokens: [],
  };
  const row = (settings: object) => refreshTokenRow(session, profileOf(settings), 0);
  const offersConsent = (settings: object): boolean | undefined => {
    const profile = profileOf(settings);
    return signInNeededText(new SignInNeeded('noRefreshToken'), profile, profile.apis[0]).consent;
  };

  it('a server that nobody knows may want consent: the row says so first, and signs in with it', async () => {
    const { tooltip, children } = row({});
    assert.match(tooltip ?? '', /It may want “prompt=consent”[^]+Or the API does not allow it/);
    const [consent, ...others] = (await children?.()) ?? [];
    assert.deepEqual(others, []);
    assert.equal(consent?.command?.command, commands.signIn);
    assert.deepEqual(consent.command.arguments, [{ profile: 'work', account: 'an-id', prompt: 'consent' }]);
    assert.equal(offersConsent({}), true);
  });

  for (const [why, settings] of Object.entries({
    'the profile asks for it': { authorizationParameters: { prompt: 'consent' } },
    'the provider is known not to want it': { issuer: 'https://tenant.eu.auth0.com/' },
    'offline_access was not asked for': { scopes: ['openid'] },
    'no prompt can be sent': { grant: 'deviceCode' },
  })) {
    it(`consent is not offered where ${why}`, () => {
      const { tooltip, children } = row(settings);
      assert.doesNotMatch(tooltip ?? '', /prompt=consent/);
      assert.equal(children, undefined);
      assert.equal(offersConsent(settings), false);
    });
  }
});
