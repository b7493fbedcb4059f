import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import type { Api, Profile } from '../../../src/profile/profile.ts';
import type { Protocol } from '../../../src/session/protocol.ts';
import type { Sessions } from '../../../src/session/sessions.ts';
import type { AccessToken } from '../../../src/session/session.ts';
import { SignInNeeded } from '../../../src/session/signInNeeded.ts';
import { api } from '../oauth/profiles.ts';
import { ordersApi, signInRequest, startProvider, stockApi } from '../oauth/realProvider.ts';
import type { RealProvider } from '../oauth/realProvider.ts';
import { Desk } from './support.ts';

const common = ['openid', 'offline_access'];
const stock = api({ name: 'stock', resource: [stockApi], scopes: [...common, 'read:stock'] });
const orders = api({ name: 'orders', resource: [ordersApi], scopes: [...common, 'read:orders'] });

/** The server replaces each refresh token, takes a second use for theft, and uses one up before it looks at the resource. */
describe('a session with several APIs at a stock authorization server', () => {
  let real: RealProvider;
  let desk: Desk;
  let window: Sessions;
  let profile: Profile;
  /** Seconds that have passed beyond those that did. */
  let later: number;
  before(async () => {
    real = await startProvider();
    profile = { ...real.profile, apis: [stock, orders] };
  });
  after(() => real.stop());
  beforeEach(() => {
    later = 0;
    desk = new Desk();
    const protocol: Protocol = { refresh, clientToken: () => assert.fail(), revoke: () => assert.fail() };
    window = desk.window({ protocol, now: () => Date.now() / 1000 + later });
    real.requests.length = 0;
  });
  afterEach(() => {
    desk.clean();
  });

  async function signedIn(target: Api, at = profile): Promise<TokenSet> {
    return signIn(signInRequest(at, { api: target }));
  }

  const copy = (id: string, target: Api): Promise<AccessToken> =>
    window.accessToken(id, profile, target, { minimumLifetime: 60 });

  async function assertCopied(id: string, target: Api, audience: string, scope: string): Promise<void> {
    const claims = decodeJwt((await copy(id, target)).value);
    assert.deepEqual([claims.aud, claims['scope']], [audience, scope]);
  }

  async function reasonOf(copied: Promise<unknown>): Promise<SignInNeeded> {
    const error: unknown = await copied.then(
      () => assert.fail('a token came'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof SignInNeeded, String(error));
    return error;
  }

  it('gives tokens for each, with its own scopes, from one sign-in, again and again', async () => {
    const { id } = await window.add(await signedIn(stock), profile, stock);
    await assertCopied(id, stock, stockApi, 'read:stock');
    await assertCopied(id, orders, ordersApi, 'read:orders');
    for (let expiry = 0; expiry < 2; expiry++) {
      later += 2 * 60 * 60;
      await assertCopied(id, stock, stockApi, 'read:stock');
      await assertCopied(id, orders, ordersApi, 'read:orders');
    }
    assert.equal(real.requests.filter((one) => one === 'GET /auth').length, 1);
  });

  it('does not spend the refresh token on an API that the sign-in did not ask for', async () => {
    const { id } = await window.add(await signedIn(stock, { ...profile, apis: [stock] }), profile, stock);
    real.requests.length = 0;
    const needed = await reasonOf(copy(id, orders));
    assert.deepEqual([needed.reason, needed.details.expected], ['notAskedFor', ordersApi]);
    assert.deepEqual(real.requests, []);
    later += 2 * 60 * 60;
    await assertCopied(id, stock, stockApi, 'read:stock');
    // What the browser brings then is for both.
    await window.add(await signedIn(orders), profile, orders);
    later += 2 * 60 * 60;
    await assertCopied(id, stock, stockApi, 'read:stock');
    await assertCopied(id, orders, ordersApi, 'read:orders');
  });

  it('that an older version left goes on for the API of its refresh token, and spends it on no other', async () => {
    const older = await signedIn(stock, { ...profile, apis: [stock] });
    Reflect.deleteProperty(older, 'resources');
    const { id } = await window.add(older, profile, stock);
    for (let expiry = 0; expiry < 2; expiry++) {
      later += 2 * 60 * 60;
      assert.equal((await reasonOf(copy(id, orders))).reason, 'notAskedFor');
      await assertCopied(id, stock, stockApi, 'read:stock');
    }
  });

  it('names the refusal that cost the refresh token, and does not repeat it', async () => {
    const alone = await signedIn(stock, { ...profile, apis: [stock] });
    // A server may grant less than it was asked for without a word.
    const { id } = await window.add({ ...alone, resources: [stockApi, ordersApi] }, profile, stock);
    assert.equal((await reasonOf(copy(id, orders))).reason, 'refreshNotAllowed');
    assert.equal((await reasonOf(copy(id, orders))).reason, 'notAskedFor');
    later += 2 * 60 * 60;
    for (const look of ['at once', 'from then on']) {
      const { reason, details } = await reasonOf(copy(id, stock));
      assert.deepEqual(
        [reason, details.error, details.reason, details.expected, details.actual],
        ['sessionEnded', 'invalid_grant', 'refusedBefore', 'orders', 'invalid_target'],
        look,
      );
    }
  });

  it('does not ask without a resource where the server would have to choose one', async () => {
    const bare = api({ name: 'bare', scopes: ['offline_access'] });
    const { id } = await window.add(await signedIn(stock), profile, stock);
    const needed = window.accessToken(id, { ...profile, apis: [stock, orders, bare] }, bare, { minimumLifetime: 60 });
    assert.equal((await reasonOf(needed)).reason, 'notAskedFor');
    later += 2 * 60 * 60;
    await assertCopied(id, stock, stockApi, 'read:stock');
  });
});
