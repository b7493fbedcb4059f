import assert from 'node:assert/strict';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import type { Api, Profile } from '../../../src/profile/profile.ts';
import { accessTokenFor } from '../../../src/session/accessTokens.ts';
import { grantedApis } from '../../../src/session/granted.ts';
import type { Session } from '../../../src/session/session.ts';
import type { Sessions } from '../../../src/session/sessions.ts';
import { SignInNeeded } from '../../../src/session/signInNeeded.ts';
import { decode } from '../../../src/token/decode.ts';
import { findings } from '../../../src/token/findings.ts';
import { scopes } from '../../../src/token/scopes.ts';
import { IssuerFacts } from '../../../src/view/issuerFacts.ts';
import { tokenInput } from '../../../src/view/tokenInput.ts';
import { api } from '../oauth/profiles.ts';
import { ordersApi, signInRequest, startProvider, stockApi } from '../oauth/realProvider.ts';
import type { RealProvider } from '../oauth/realProvider.ts';
import { Desk } from './support.ts';

const common = ['openid', 'offline_access'];
const invoices = api({ name: 'invoices', resource: [stockApi], scopes: [...common, 'read:stock'] });
const mail = api({ name: 'mail', resource: [ordersApi], scopes: [...common, 'read:orders'] });

/** A stock server ignores `offline_access` where the request has no `prompt=consent` (OpenID Connect Core §11). */
describe('a sign-in for one more API that brings no refresh token', () => {
  let real: RealProvider;
  let desk: Desk;
  let window: Sessions;
  let profile: Profile;
  let id: string;
  /** Seconds that have passed beyond those that did. */
  let later: number;
  before(async () => {
    real = await startProvider();
    profile = { ...real.profile, authorizationParameters: {}, apis: [invoices, mail] };
  });
  after(() => real.stop());
  beforeEach(async () => {
    later = 0;
    desk = new Desk();
    window = desk.window({
      protocol: { refresh, clientToken: () => assert.fail(), revoke: () => assert.fail() },
      now: () => Date.now() / 1000 + later,
    });
    // The profile has one API at first, and the other is added to it later.
    ({ id } = await signedIn(invoices, { at: { ...profile, apis: [invoices] }, prompt: 'consent' }));
  });
  afterEach(() => {
    desk.clean();
  });

  async function signedIn(target: Api, { at = profile, prompt = undefined as string | undefined } = {}) {
    return window.add(await signIn(signInRequest(at, { api: target, prompt })), at, target);
  }

  async function session(): Promise<Session> {
    const [only] = (await window.list()).sessions;
    return only ?? assert.fail();
  }

  const copy = (target: Api) => window.accessToken(id, profile, target, { minimumLifetime: 60 });

  async function needed(target: Api): Promise<SignInNeeded> {
    const error: unknown = await copy(target).then(
      () => assert.fail('a token came'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof SignInNeeded, String(error));
    return error;
  }

  const names = (apis: readonly Api[]): string[] => apis.map(({ name }) => name);

  /** What stands below the row of the API. */
  async function shown(target: Api): Promise<{ codes: string[]; granted: string[] }> {
    const kept = await session();
    const accessToken = accessTokenFor(kept, profile, target) ?? assert.fail();
    const issuer = new IssuerFacts(() => undefined);
    const token = decode(accessToken.value);
    const about = { id: '', title: '', use: 'accessToken' as const, now: accessToken.receivedAt + 1, issuer, token };
    const input = tokenInput({ ...about, profile, session: kept, api: target, accessToken });
    const compared = scopes({
      requested: input.profile?.requestedScopes,
      granted: input.answer?.grantedScopes,
      claims: 'claims' in token ? token.claims : undefined,
      refreshToken: input.answer?.refreshToken,
    });
    return {
      codes: findings(input).flatMap(({ code }) => (code.startsWith('refresh.') ? [code] : [])),
      granted: compared.flatMap(({ name, state }) => (state === 'missing' ? [] : [name])),
    };
  }

  it('says so at the expiry, and for which API the older refresh token is; nothing is sent', async () => {
    await signedIn(mail);
    later += 2 * 60 * 60;
    real.requests.length = 0;
    for (const look of ['at once', 'from then on']) {
      const { reason, details, keptFor } = await needed(mail);
      assert.deepEqual([reason, details.reason, names(keptFor)], ['noRefreshToken', 'forOthers', ['invoices']], look);
    }
    assert.deepEqual(real.requests, []);
    await copy(invoices);
    assert.equal((await needed(mail)).details.reason, 'forOthers', 'the newer refresh token is for no other API');
  });

  it('is noticed at that API alone, and takes nothing from the token of the other', async () => {
    const before = await shown(invoices);
    const kept = accessTokenFor(await session(), profile, invoices);
    await signedIn(mail);
    assert.deepEqual(accessTokenFor(await session(), profile, invoices), kept);
    assert.deepEqual(await shown(invoices), before);
    assert.deepEqual(before, { codes: [], granted: [...common, 'read:stock'] });
    assert.deepEqual(await shown(mail), { codes: ['refresh.wantsConsent'], granted: ['openid', 'read:orders'] });
  });

  it('is mended by a sign-in with consent, whose refresh token is for both', async () => {
    await signedIn(mail);
    await signedIn(mail, { prompt: 'consent' });
    assert.deepEqual(names(grantedApis(await session(), profile)), ['invoices', 'mail']);
    assert.deepEqual((await shown(mail)).codes, []);
    later += 2 * 60 * 60;
    await copy(mail);
    await copy(invoices);
    assert.deepEqual((await shown(mail)).codes, []);
  });

  it('is expected of the next one, until a sign-in without consent brings a refresh token', async () => {
    assert.equal((await needed(mail)).details.reason, undefined, 'nothing is known yet');
    await signedIn(invoices);
    const { reason, details } = await needed(mail);
    assert.deepEqual([reason, details.reason], ['notAskedFor', 'wantsConsent']);
    await signedIn(invoices, { at: { ...profile, apis: [invoices] }, prompt: 'consent' });
    assert.equal((await needed(mail)).details.reason, 'wantsConsent', 'consent shows nothing about the others');
    const generous = await signIn(
      signInRequest({ ...profile, apis: [invoices] }, { api: invoices, prompt: 'consent' }),
    );
    Reflect.deleteProperty(generous, 'consent');
    await window.add(generous, profile, invoices);
    assert.equal((await needed(mail)).details.reason, undefined);
  });

  it('is none of a token that a refresh brought', async () => {
    await signedIn(invoices);
    assert.equal(accessTokenFor(await session(), profile, invoices)?.cameAlone, true);
    assert.deepEqual((await shown(invoices)).codes, [], 'the older refresh token will do');
    later += 2 * 60 * 60;
    await copy(invoices);
    assert.equal(accessTokenFor(await session(), profile, invoices)?.cameAlone, undefined);
  });

  it('leaves the tokens where they are when the profile asks for consent from then on', async () => {
    await signedIn(mail);
    real.requests.length = 0;
    const asking = { ...profile, authorizationParameters: { prompt: 'consent' } };
    assert.equal((await window.accessToken(id, asking, mail, { minimumLifetime: 60 })).api, 'mail');
    assert.deepEqual(real.requests, []);
  });
});
