import assert from 'node:assert/strict';
import { alwaysConsent } from '../../../src/command/alwaysConsent.ts';
import type { CommandContext } from '../../../src/command/context.ts';
import { commands } from '../../../src/contributions.ts';
import { parseProfiles } from '../../../src/profile/parse.ts';
import type { Api, Profile } from '../../../src/profile/profile.ts';
import { cacheKey } from '../../../src/session/cacheKey.ts';
import type { Session } from '../../../src/session/session.ts';
import { SignInNeeded } from '../../../src/session/signInNeeded.ts';
import { usableToken } from '../../../src/session/usableToken.ts';
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

  describe('and an older one is kept for another API', () => {
    const settings = {
      apis: {
        invoices: { resource: 'https://invoices.example.com' },
        mail: { resource: 'https://mail.example.com' },
        calendar: { resource: 'https://calendar.example.com' },
      },
    };
    const profile = profileOf(settings);
    const named = (name: string): Api => profile.apis.find((api) => api.name === name) ?? assert.fail();
    const [invoices, mail, calendar] = ['invoices', 'mail', 'calendar'].map(named) as [Api, Api, Api];
    const tokens = [invoices, mail].map((api, index) => ({
      api: api.name,
      cacheKey: cacheKey(profile, 'ada', api),
      value: 'opaque',
      tokenType: 'Bearer',
      receivedAt: index,
      resource: api.resource,
      requestedScopes: api.scopes,
      ...(api === mail && { cameAlone: true as const }),
    }));
    const resources = ['https://invoices.example.com'];
    const refreshToken = { value: 'r', receivedAt: 0, rotates: true, resources };
    const kept: Session = { ...session, refreshToken, accessTokens: tokens };

    it('the row says for which, and signs in with consent for the one that has none', async () => {
      const { description, tooltip, children } = refreshTokenRow(kept, profile, 1);
      assert.equal(description, 'present, rotates · for invoices only');
      assert.match(tooltip ?? '', /brings no token for .*“mail”, “calendar”: that needs a sign-in/);
      const [consent] = (await children?.()) ?? [];
      const target = { profile: 'work', account: 'an-id', api: 'mail' };
      assert.deepEqual(consent?.command?.arguments, [{ ...target, prompt: 'consent' }]);
    });

    it('the row says nothing of it where the refresh token is for all, or at an end', () => {
      const all = profile.apis.flatMap(({ resource }) => resource);
      const whole = refreshTokenRow({ ...kept, refreshToken: { ...refreshToken, resources: all } }, profile, 1);
      assert.deepEqual([whole.description, whole.children], ['present, rotates', undefined]);
      const ended = refreshTokenRow({ ...kept, ended: { at: 1 } }, profile, 1);
      assert.deepEqual([ended.description, ended.children], ['no longer accepted', undefined]);
    });

    it('the message names both, and offers consent; also for an API that was never asked for', () => {
      const said = (target: Api, session: Session) => {
        try {
          usableToken(session, profile, target);
        } catch (error) {
          if (error instanceof SignInNeeded) return signInNeededText(error, profile, target);
        }
        return assert.fail();
      };
      const alone = said(mail, kept);
      assert.match(
        alone.message,
        /last sign-in for “mail” brought no refresh token, and the one that is kept is for “invoices” only: nothing was sent/,
      );
      assert.deepEqual([alone.consent, alone.help], [true, 'refresh-tokens#why-none-came']);
      const lost = { ...refreshToken, resources: [] };
      assert.match(said(mail, { ...kept, refreshToken: lost }).message, /the one that is kept is not for it/);
      assert.equal(said(calendar, kept).consent, false);
      assert.equal(said(calendar, { ...kept, wantsConsent: true }).consent, true);
    });
  });

  describe('and one with consent did', () => {
    const refreshToken = { value: 'r', receivedAt: session.signedInAt };
    const helped: Session = { ...session, refreshToken, wantsConsent: true };
    const offered = (profile: Profile, kept: Session): readonly string[] =>
      alwaysConsent({} as CommandContext, profile, kept).map(({ title }) => title);

    it('a button makes the profile ask for it always', () => {
      assert.deepEqual(offered(profileOf({}), helped), ['Ask for Consent Each Time']);
      const login = profileOf({ authorizationParameters: { prompt: 'login' } });
      assert.deepEqual(offered(login, helped), ['Ask for Consent Each Time']);
    });

    for (const [why, profile, kept] of [
      ['it does so already', profileOf({ authorizationParameters: { prompt: 'login consent' } }), helped],
      ['no file holds it', { ...profileOf({}), origin: 'demo' }, helped],
      ['a sign-in without consent brings one as well', profileOf({}), { ...session, refreshToken }],
      ['the refresh token is an older one', profileOf({}), { ...helped, signedInAt: 1 }],
      ['none came', profileOf({}), { ...session, wantsConsent: true }],
    ] satisfies [string, Profile, Session][]) {
      it(`there is none where ${why}`, () => {
        assert.deepEqual(offered(profile, kept), []);
      });
    }
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
