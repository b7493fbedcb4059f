import assert from 'node:assert/strict';
import { OAuthFailure } from '../../../src/oauth/failure.ts';
import type { Api, Profile } from '../../../src/profile/profile.ts';
import { accessTokenFor } from '../../../src/session/accessTokens.ts';
import type { Session } from '../../../src/session/session.ts';
import type { Sessions } from '../../../src/session/sessions.ts';
import { sessionsOf } from '../../../src/session/sessionsOf.ts';
import { SignInNeeded } from '../../../src/session/signInNeeded.ts';
import { Desk, failure, orders, profile, stock } from './support.ts';

const billing: Api = { name: 'billing', audience: 'https://billing.example', resource: [], scopes: ['pay'] };
const exchange: Profile = {
  ...profile,
  name: 'orders for billing',
  clientId: 'orders-api',
  grant: 'tokenExchange',
  clientAuthentication: 'clientSecretBasic',
  scopes: [],
  apis: [billing],
  subject: { profile, api: orders },
};

describe('a token that is exchanged', () => {
  let desk: Desk;
  let window: Sessions;
  let ada: Session;
  beforeEach(async () => {
    desk = new Desk();
    window = desk.window();
    ada = await window.add(desk.server.signIn(), profile, orders);
  });
  afterEach(() => {
    desk.clean();
  });

  const get = (from = window, id = ada.id) => from.accessToken(id, exchange, billing, { minimumLifetime: 60 });
  const current = async () => (await window.list()).sessions.find(({ id }) => id === ada.id) ?? assert.fail();

  it('is the account’s that is signed in where the other token comes from, and nobody else’s', async () => {
    const grace = await window.add({ ...desk.server.signIn(), subject: 'grace' }, profile, orders);
    const { sessions } = await window.list();
    assert.deepEqual(
      sessionsOf(exchange, sessions).map(({ id }) => id),
      [ada.id, grace.id],
    );
    const tokens = await Promise.all([get(), get(window, grace.id)]);
    assert.notEqual(tokens[0].value, tokens[1].value);
    const own = await current();
    assert.equal(accessTokenFor(own, exchange, billing)?.value, tokens[0].value);
    const elsewhere = {
      ...exchange,
      subject: { profile: { ...profile, issuer: 'https://other.example/' }, api: orders },
    };
    assert.deepEqual(sessionsOf(elsewhere, sessions), []);
    await assert.rejects(
      window.accessToken(ada.id, elsewhere, billing, { minimumLifetime: 0 }),
      (error: unknown) => error instanceof SignInNeeded && error.reason === 'unknownSession',
    );
    assert.equal(desk.server.exchanged.length, 2);
  });

  it('takes the token that is there while it is good, and one that was refreshed when it is not', async () => {
    const first = await get();
    assert.deepEqual(desk.server.exchanged, [ada.accessTokens[0]?.value]);
    assert.equal((await get()).value, first.value);
    assert.deepEqual([desk.server.refreshes, desk.server.exchanged.length], [0, 1]);
    desk.server.now += 3600;
    assert.notEqual((await get()).value, first.value);
    assert.deepEqual([desk.server.refreshes, desk.server.exchanged.length], [1, 2]);
    const own = accessTokenFor(await current(), profile, orders);
    assert.equal(desk.server.exchanged[1], own?.value);
  });

  it('leaves the session as it was: its refresh token and its other tokens', async () => {
    const before = await current();
    await get();
    const { accessTokens, ...after } = await current();
    const { accessTokens: ownTokens, ...kept } = before;
    assert.deepEqual(after, kept);
    assert.deepEqual(accessTokens.slice(0, -1), ownTokens);
    await window.accessToken(ada.id, profile, stock, { minimumLifetime: 60 });
    assert.notEqual(accessTokenFor(await current(), exchange, billing), undefined);
  });

  it('is asked for once, however many callers and windows want it at the same time', async () => {
    const other = desk.window();
    desk.server.now += 3600;
    let release = (): void => undefined;
    desk.server.onRefresh = () => new Promise((resolve) => (release = resolve));
    const all = [get(), get(), get(other), get(other)];
    while (desk.server.requests.length === 0) await new Promise(setImmediate);
    desk.server.onRefresh = () => Promise.resolve();
    release();
    assert.equal(new Set((await Promise.all(all)).map(({ value }) => value)).size, 1);
    assert.deepEqual([desk.server.refreshes, desk.server.exchanged.length], [1, 1]);
  });

  it('is another one for another subject, another client and other scopes', async () => {
    const others: readonly Profile[] = [
      { ...exchange, subject: { profile, api: stock } },
      { ...exchange, clientId: 'other-api' },
      { ...exchange, apis: [{ ...billing, scopes: ['refund'] }] },
    ];
    const tokens = [await get()];
    for (const one of others) {
      tokens.push(await window.accessToken(ada.id, one, one.apis[0], { minimumLifetime: 60 }));
    }
    assert.equal(new Set(tokens.map(({ value }) => value)).size, 4);
    assert.equal(desk.server.exchanged.length, 4);
  });

  for (const code of ['invalidGrant', 'invalidTarget', 'tokenRequestRefused', 'invalidClient'] as const) {
    it(`ends no session when the exchange is refused with ${code}`, async () => {
      const before = await current();
      desk.server.script.push(failure(code));
      await assert.rejects(get(), (error: unknown) => {
        assert.ok(error instanceof OAuthFailure);
        assert.deepEqual([error.code, error.details.profile], [code, undefined]);
        return true;
      });
      assert.deepEqual(await current(), before);
      await get();
    });
  }

  it('tells a failure of the refresh before it from its own', async () => {
    desk.server.now += 3600;
    desk.server.script.push(failure('invalidClient'));
    await assert.rejects(get(), (error: unknown) => error instanceof OAuthFailure && error.details.profile === 'work');
    assert.equal(desk.server.exchanged.length, 0);
    desk.server.script.push(failure('invalidGrant'));
    await assert.rejects(get(), (error: unknown) => error instanceof SignInNeeded && error.reason === 'sessionEnded');
    assert.equal(desk.server.exchanged.length, 0);
  });

  it('asks for more scopes when the API had wanted them, and again from then on', async () => {
    await window.refresh(ada.id, exchange, billing, { scopes: ['refund'] });
    desk.server.now += 3600;
    const token = await get();
    assert.deepEqual(token.requestedScopes, ['pay', 'refund']);
    assert.deepEqual(token.extraScopes, ['refund']);
  });

  it('is gone with the next sign-in, which may be for another reason, and when the account signs out', async () => {
    await get();
    await window.add({ ...desk.server.signIn() }, profile, stock);
    assert.equal(accessTokenFor(await current(), exchange, billing), undefined);
    await get();
    await window.signOut(ada.id, profile);
    assert.deepEqual((await window.list()).sessions, []);
  });

  it('may be the client’s own', async () => {
    const machine: Profile = { ...profile, grant: 'clientCredentials', clientAuthentication: 'clientSecretBasic' };
    const own = { ...exchange, subject: { profile: machine, api: orders } };
    const session = await window.add(await desk.server.clientToken({ profile: machine, api: orders }), machine, orders);
    const { sessions } = await window.list();
    assert.deepEqual(
      sessionsOf(own, sessions).map(({ id }) => id),
      [session.id],
    );
    desk.server.now += 3600;
    desk.server.askedAsClient.length = 0;
    await window.accessToken(session.id, own, billing, { minimumLifetime: 60 });
    assert.deepEqual(desk.server.askedAsClient, ['orders']);
    assert.equal(desk.server.exchanged.length, 1);
  });
});
