import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createDpopKey } from '../../../src/oauth/dpopKeys.ts';
import { Desk, orders, profile, stock } from './support.ts';

describe('a session that is bound to a key', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => {
    desk.clean();
  });

  it('refreshes with that key after a restart, and every token of it keeps the key', async () => {
    const dpopKey = await createDpopKey();
    const bound = { tokenType: 'DPoP', dpopKey };
    const { id } = await desk.window().add(desk.server.signIn(bound), profile, orders);

    const after = desk.window();
    desk.server.script.push((answer) => ({ ...answer, ...bound }));
    const token = await after.accessToken(id, profile, stock, { minimumLifetime: 60 });
    assert.deepEqual(desk.server.requests[0]?.dpopKey, dpopKey);
    assert.deepEqual([token.tokenType, token.dpopKey], ['DPoP', dpopKey]);

    const [session] = (await desk.window().list()).sessions;
    assert.deepEqual(session?.refreshToken?.dpopKey, dpopKey);
    assert.deepEqual(
      session.accessTokens.map((one) => one.dpopKey),
      [dpopKey, dpopKey],
    );
  });

  it('keeps the key as secret as its tokens', async () => {
    const dpopKey = await createDpopKey();
    const messages: string[] = [];
    const window = desk.window({ log: (message) => messages.push(message) });
    const { id } = await window.add(desk.server.signIn({ tokenType: 'DPoP', dpopKey }), profile, orders);
    await window.refresh(id, profile, orders);
    assert.ok(!readFileSync(desk.file(id), 'utf8').includes(dpopKey.d));
    assert.ok(!messages.join().includes(dpopKey.d));
    assert.equal(desk.keyring.writes, 0, 'a write of a secret can cost other windows theirs');
  });

  it('keeps older tokens with their own key when the account signs in again', async () => {
    const [older, newer] = [await createDpopKey(), await createDpopKey()];
    const window = desk.window();
    await window.add(desk.server.signIn({ tokenType: 'DPoP', dpopKey: older }), profile, orders);
    const answer = { ...desk.server.signIn({ tokenType: 'DPoP', dpopKey: newer }) };
    const session = await window.add(answer, profile, stock);
    assert.deepEqual(
      session.accessTokens.map(({ dpopKey }) => dpopKey),
      [older, newer],
    );
    assert.deepEqual(session.refreshToken?.dpopKey, newer);
  });

  it('gives no bearer token to a profile that asks for bound ones from now on', async () => {
    const window = desk.window();
    const { id } = await window.add(desk.server.signIn(), profile, orders);
    await window.accessToken(id, { ...profile, dpop: true }, orders, { minimumLifetime: 60 });
    assert.equal(desk.server.refreshes, 1);
  });
});
