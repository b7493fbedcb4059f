import assert from 'node:assert/strict';
import { SilentTokens } from '../../../src/integration/silentTokens.ts';
import type { ProfileSettings } from '../../../src/profile/settings.ts';
import type { Api } from '../../../src/profile/profile.ts';
import type { AccessToken, Session } from '../../../src/session/session.ts';
import type { Sessions } from '../../../src/session/sessions.ts';
import { Desk, failure, orders, profile, stock } from '../session/support.ts';

describe('a token for an extension that asks silently', () => {
  let desk: Desk;
  let window: Sessions;
  let session: Session;
  let silent: SilentTokens;

  beforeEach(async () => {
    desk = new Desk();
    window = desk.window();
    session = await window.add(desk.server.signIn(), profile, orders);
    const settings = { minimumLifetime: () => 60 } as unknown as ProfileSettings;
    silent = new SilentTokens({ sessions: window, settings });
  });
  afterEach(() => {
    desk.clean();
  });

  const token = async (api: Api, ...scopes: string[]): Promise<AccessToken | undefined> => {
    const [now = session] = (await window.list()).sessions;
    return silent.token({ profile, api, session: now }, scopes);
  };

  it('comes without a word to the server while it is fresh, and by one refresh after', async () => {
    assert.equal((await token(orders))?.value, session.accessTokens[0]?.value);
    assert.equal(desk.server.refreshes, 0);
    desk.server.now += desk.server.lifetime - 59;
    const fresh = await token(orders);
    assert.ok(fresh && fresh.value !== session.accessTokens[0]?.value);
    assert.equal((await token(orders))?.value, fresh.value);
    assert.equal(desk.server.refreshes, 1);
  });

  it('comes for another API by a refresh', async () => {
    assert.equal((await token(stock))?.api, 'stock');
    assert.equal(desk.server.refreshes, 1);
  });

  it('does not come without the scopes that are wanted, and the server is not asked in vain', async () => {
    assert.ok(await token(orders, 'openid'));
    assert.equal(await token(orders, 'write:orders'), undefined);
    assert.equal(await token(stock, 'write:stock'), undefined);
    assert.equal(desk.server.requests.length, 0);
  });

  it('is not asked for again and again where only a sign-in brings it', async () => {
    desk.server.script.push(failure('invalidTarget'), failure('invalidTarget'));
    assert.equal(await token(stock), undefined);
    assert.equal(await token(stock), undefined);
    assert.equal(desk.server.requests.length, 1);
    // A sign-in changes that.
    desk.server.script.length = 0;
    desk.server.now += 1;
    await window.add(desk.server.signIn({ receivedAt: desk.server.now }), profile, orders);
    assert.ok(await token(stock));
  });

  it('waits for a person where a secret must be entered, and for nothing after', async () => {
    desk.server.script.push(failure('secretMissing'));
    assert.equal(await token(stock), undefined);
    assert.ok(await token(stock));
  });

  it('fails with a reason, and not as if nobody were signed in, where the network fails', async () => {
    desk.server.script.push(failure('offline'));
    await assert.rejects(token(stock), { code: 'offline' });
    assert.ok(await token(stock));
  });
});
