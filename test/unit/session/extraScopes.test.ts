import assert from 'node:assert/strict';
import { accessTokenFor, extraScopesOf } from '../../../src/session/accessTokens.ts';
import { cacheKey } from '../../../src/session/cacheKey.ts';
import type { Session } from '../../../src/session/session.ts';
import type { Sessions } from '../../../src/session/sessions.ts';
import { Desk, orders, profile, stock } from './support.ts';

describe('a token with scopes that its API had wanted besides those of the profile', () => {
  let desk: Desk;
  let window: Sessions;
  let id: string;
  const wanted = ['openid', 'write:orders'];
  beforeEach(async () => {
    desk = new Desk();
    window = desk.window();
    id = (await window.add(desk.server.signIn(), profile, orders)).id;
    await window.accessToken(id, profile, stock, { minimumLifetime: 0 });
    await window.add(desk.server.signIn({ requestedScopes: wanted }), profile, orders);
  });
  afterEach(() => {
    desk.clean();
  });

  async function stored(): Promise<Session> {
    const [session] = (await desk.window().list()).sessions;
    return session!;
  }

  it('takes the place of the one that lacked them, under a key of its own', async () => {
    const session = await stored();
    const token = accessTokenFor(session, profile, orders);
    assert.deepEqual(token?.requestedScopes, wanted);
    assert.equal(token.cacheKey, cacheKey(profile, 'ada', { ...orders, scopes: wanted }));
    assert.notEqual(token.cacheKey, cacheKey(profile, 'ada', orders));
    assert.deepEqual(session.accessTokens.map(({ api }) => api).sort(), ['orders', 'stock']);
    assert.deepEqual(extraScopesOf(session, profile, orders), ['write:orders']);
    assert.deepEqual(extraScopesOf(session, profile, stock), []);
  });

  it('is asked for with them again, once for all who ask, and no other API is', async () => {
    const before = desk.server.refreshes;
    desk.server.now += 3600;
    const tokens = await Promise.all([
      window.accessToken(id, profile, orders, { minimumLifetime: 60 }),
      desk.window().accessToken(id, profile, orders, { minimumLifetime: 60 }),
    ]);
    assert.equal(desk.server.refreshes - before, 1);
    assert.deepEqual(desk.server.requests.at(-1)?.api.scopes, wanted);
    assert.deepEqual(tokens[0].extraScopes, ['write:orders']);
    assert.equal(tokens[1].value, tokens[0].value);
    await window.refresh(id, profile, orders);
    assert.deepEqual(desk.server.requests.at(-1)?.api.scopes, wanted, 'not only once');
    await window.refresh(id, profile, stock);
    assert.deepEqual(desk.server.requests.at(-1)?.api.scopes, ['openid']);
    assert.equal((await stored()).accessTokens.length, 2);
  });

  it('is not asked for again with those that the server refused at once', async () => {
    const refused = { requestedScopes: [...wanted, 'admin'], grantedScopes: wanted };
    await window.add(desk.server.signIn(refused), profile, orders);
    assert.deepEqual(accessTokenFor(await stored(), profile, orders)?.requestedScopes, refused.requestedScopes);
    await window.refresh(id, profile, orders);
    assert.deepEqual(desk.server.requests.at(-1)?.api.scopes, wanted);
  });

  it('shows when a refresh has lost them', async () => {
    desk.server.script.push((answer) => ({ ...answer, grantedScopes: ['openid'] }));
    await window.refresh(id, profile, orders);
    const token = accessTokenFor(await stored(), profile, orders);
    assert.deepEqual([token?.requestedScopes, token?.grantedScopes], [wanted, ['openid']]);
  });

  it('is what the profile asks for once they stand there', async () => {
    const written = { ...orders, scopes: wanted };
    const changed = { ...profile, apis: [written, stock] as const };
    assert.deepEqual(accessTokenFor(await stored(), changed, written)?.requestedScopes, wanted);
    await window.refresh(id, changed, written);
    assert.deepEqual(extraScopesOf(await stored(), changed, written), []);
  });

  it('is for nobody who asks for other scopes', async () => {
    assert.equal(accessTokenFor(await stored(), profile, { ...orders, scopes: ['openid', 'read'] }), undefined);
  });

  it('is gone after a sign-in that asks for what the profile says', async () => {
    await window.add(desk.server.signIn(), profile, orders);
    const session = await stored();
    assert.deepEqual(accessTokenFor(session, profile, orders)?.requestedScopes, ['openid']);
    assert.equal(session.accessTokens.length, 2);
    await window.refresh(id, profile, orders);
    assert.deepEqual(desk.server.requests.at(-1)?.api.scopes, ['openid']);
  });
});
