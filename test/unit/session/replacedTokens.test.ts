import assert from 'node:assert/strict';
import { ReplacedTokens } from '../../../src/session/replacedTokens.ts';
import type { AccessToken } from '../../../src/session/session.ts';
import { Desk, orders, profile } from './support.ts';

describe('tokens that were replaced', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => {
    desk.clean();
  });

  it('are told to the window that refreshed, and to no other', async () => {
    const replaced: AccessToken[] = [];
    const elsewhere: AccessToken[] = [];
    const window = desk.window({ onReplaced: (token) => replaced.push(token) });
    const other = desk.window({ onReplaced: (token) => elsewhere.push(token) });
    const first = desk.server.signIn();
    const { id } = await window.add(first, profile, orders);
    await window.refresh(id, profile, orders);
    await other.accessToken(id, profile, orders, { minimumLifetime: 0 });
    assert.deepEqual(
      replaced.map(({ value }) => value),
      [first.accessToken],
    );
    assert.deepEqual(elsewhere, []);
  });

  it('are found by what took their place, one for each question', () => {
    const token = (value: string, cacheKey: string): AccessToken => ({
      ...{ api: 'orders', cacheKey, value, tokenType: 'Bearer', receivedAt: 0 },
      ...{ resource: [], requestedScopes: [] },
    });
    const tokens = new ReplacedTokens();
    tokens.keep(token('1', 'a'));
    tokens.keep(token('2', 'a'));
    assert.equal(tokens.before(token('3', 'a'))?.value, '2');
    assert.equal(tokens.before(token('2', 'a')), undefined, 'not itself');
    assert.equal(tokens.before(token('3', 'b')), undefined);
    for (let other = 0; other < 20; other++) tokens.keep(token('x', String(other)));
    assert.equal(tokens.before(token('3', 'a')), undefined, 'the oldest went');
  });
});
