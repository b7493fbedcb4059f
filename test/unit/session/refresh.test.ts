import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FailureCode } from '../../../src/oauth/failure.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import { openEnvelope, seal, unseal } from '../../../src/session/sealing.ts';
import type { Sessions } from '../../../src/session/sessions.ts';
import type { Session } from '../../../src/session/session.ts';
import { SignInNeeded } from '../../../src/session/signInNeeded.ts';
import { Desk, failure, jwt, orders, profile, stock } from './support.ts';

const needs =
  (reason: string) =>
  (error: unknown): boolean =>
    error instanceof SignInNeeded && error.reason === reason;

describe('a refresh', () => {
  let desk: Desk;
  let window: Sessions;
  let first: TokenSet;
  let id: string;
  beforeEach(async () => {
    desk = new Desk();
    window = desk.window();
    first = desk.server.signIn();
    id = (await window.add(first, profile, orders)).id;
  });
  afterEach(() => {
    desk.clean();
  });

  async function stored(): Promise<Session> {
    const [session] = (await desk.window().list()).sessions;
    return session!;
  }

  it('replaces the refresh token when a new one came', async () => {
    await window.refresh(id, profile, orders);
    const { refreshToken, answerLost } = await stored();
    assert.notEqual(refreshToken?.value, first.refreshToken);
    assert.equal(refreshToken?.rotates, true);
    assert.equal(answerLost, undefined);
    await window.refresh(id, profile, orders);
    assert.deepEqual([desk.server.refreshes, desk.server.reuses], [2, 0]);
  });

  it('keeps the refresh token when none came', async () => {
    desk.server.rotates = false;
    await window.refresh(id, profile, orders);
    const { refreshToken } = await stored();
    assert.equal(refreshToken?.value, first.refreshToken);
    assert.notEqual(refreshToken?.rotates, true);
  });

  it('asks for the same account as before', async () => {
    await window.refresh(id, profile, orders);
    assert.deepEqual(desk.server.requests[0]?.expected, { subject: 'ada' });
  });

  it('of another window makes this one unnecessary', async () => {
    const other = desk.window();
    desk.server.onRefresh = async () => {
      desk.server.onRefresh = () => Promise.resolve();
      late = other.refresh(id, profile, orders);
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    let late: Promise<unknown> | undefined;
    const token = await window.refresh(id, profile, orders);
    assert.deepEqual(await late, token);
    assert.equal(desk.server.refreshes, 1);
  });

  const untouched: FailureCode[] = [
    ...(['offline', 'dns', 'connectionRefused', 'tls', 'requestTimedOut', 'notJson', 'serverError'] as const),
    ...([
      'rateLimited',
      'invalidClient',
      'tokenRequestRefused',
      'malformedAnswer',
      'unexpected',
      'secretMissing',
    ] as const),
    ...(['idTokenInvalid', 'subjectChanged', 'noDiscovery'] as const),
  ];
  for (const code of untouched) {
    it(`that fails with ${code} leaves the session as it was`, async () => {
      desk.server.script.push(failure(code));
      await assert.rejects(window.refresh(id, profile, orders), { name: 'OAuthFailure', code });
      const { refreshToken, ended } = await stored();
      assert.deepEqual([refreshToken?.value, ended], [first.refreshToken, undefined]);
      await window.refresh(id, profile, orders);
      assert.equal((await stored()).answerLost, undefined);
    });
  }

  it('tells a lost answer from one that said no', async () => {
    const marked = async (...refusal: Parameters<typeof failure>): Promise<boolean> => {
      desk.server.script.push(failure(...refusal));
      await assert.rejects(window.refresh(id, profile, orders));
      const isMarked = (await stored()).answerLost !== undefined;
      await window.refresh(id, profile, orders);
      return isMarked;
    };
    for (const code of ['offline', 'dns', 'connectionRefused', 'tls', 'rateLimited', 'invalidClient'] as const) {
      assert.equal(await marked(code), false, code);
    }
    assert.equal(await marked('serverError', { status: 503 }), false);
    assert.equal(await marked('serverError', { status: 504 }), true);
    assert.equal(await marked('requestTimedOut'), true);
    assert.equal(await marked('malformedAnswer'), true);
  });

  it('that an unknown error ended leaves the session as it was', async () => {
    desk.server.onRefresh = () => Promise.reject(new TypeError('a mistake'));
    await assert.rejects(window.refresh(id, profile, orders), TypeError);
    assert.equal((await stored()).refreshToken?.value, first.refreshToken);
  });

  it('is sent once more when the answer was lost and the server had not acted', async () => {
    desk.server.script.push(failure('answerLost'));
    await window.refresh(id, profile, orders);
    assert.equal(desk.server.requests.length, 2);
    assert.equal((await stored()).answerLost, undefined);
  });

  it('whose answers are lost twice says so, and works the next time', async () => {
    desk.server.script.push(failure('answerLost'), failure('answerLost'));
    await assert.rejects(window.refresh(id, profile, orders), { code: 'answerLost' });
    assert.equal(desk.server.requests.length, 2, 'once more, not again and again');
    assert.equal((await stored()).answerLost?.at, desk.server.now);
    desk.server.now += 20;
    await window.refresh(id, profile, orders);
    assert.equal((await stored()).answerLost, undefined);
  });

  it('whose answer was lost after the token was replaced ends the session with both facts', async () => {
    desk.server.script.push('lost');
    const isToldWhy = (error: unknown): boolean =>
      error instanceof SignInNeeded && error.reason === 'sessionEnded' && error.details.reason === 'answerLost';
    await assert.rejects(window.refresh(id, profile, orders), isToldWhy);
    await assert.rejects(window.refresh(id, profile, orders), isToldWhy, 'from then on');
    const { ended, answerLost, accessTokens } = await stored();
    assert.deepEqual(ended, {
      at: desk.server.now,
      error: 'invalid_grant',
      description: 'grant request is invalid',
    });
    assert.ok(answerLost);
    assert.equal(accessTokens.length, 1, 'the claims stay readable');
  });

  it('shows no lost answer while it is under way', async () => {
    let seen: unknown = 'nothing';
    desk.server.onRefresh = async () => {
      seen = (await stored()).answerLost;
    };
    await window.refresh(id, profile, orders);
    assert.equal(seen, undefined);
  });

  it('that the server refuses for good ends the session, and says why from then on', async () => {
    desk.server.script.push(failure('invalidGrant', { error: 'invalid_grant', description: 'expired' }));
    await assert.rejects(window.refresh(id, profile, orders), needs('sessionEnded'));
    const { ended, answerLost, refreshToken } = await stored();
    assert.equal(ended?.description, 'expired');
    assert.equal(answerLost, undefined);
    assert.equal(refreshToken?.value, first.refreshToken);
    await assert.rejects(window.refresh(id, profile, orders), (error) => {
      return error instanceof SignInNeeded && error.details.description === 'expired';
    });
    assert.equal(desk.server.requests.length, 1, 'a refused token is not sent again');
  });

  it('that is refused does not end a session that has another refresh token by now', async () => {
    desk.server.onRefresh = async () => {
      desk.server.onRefresh = () => Promise.resolve();
      await replaceBehindTheLock(desk, id, (session) => ({
        ...session,
        refreshToken: { value: first.refreshToken!, receivedAt: 1 },
      }));
    };
    await replaceBehindTheLock(desk, id, (session) => ({
      ...session,
      refreshToken: { value: 'stale', receivedAt: 0 },
    }));
    await window.refresh(id, profile, orders);
    assert.deepEqual(
      desk.server.requests.map(({ refreshToken }) => refreshToken),
      ['stale', first.refreshToken],
    );
    assert.equal((await stored()).ended, undefined);
  });

  for (const [code, error] of [
    ['invalidTarget', 'invalid_target'],
    ['invalidScope', 'invalid_scope'],
    ['tokenRequestRefused', 'access_denied'],
    ['tokenRequestRefused', 'unauthorized_client'],
  ] as const) {
    it(`that the server refuses for this API (${error}) asks for a sign-in and ends nothing`, async () => {
      desk.server.script.push(failure(code, { error }));
      await assert.rejects(window.accessToken(id, profile, stock, { minimumLifetime: 60 }), needs('refreshNotAllowed'));
      const { ended, answerLost, refreshToken } = await stored();
      assert.deepEqual([ended, answerLost], [undefined, undefined]);
      assert.deepEqual(refreshToken?.refused, { at: desk.server.now, api: 'stock', error });
      desk.server.rotates = false;
      await window.refresh(id, profile, orders);
      assert.equal((await stored()).refreshToken?.refused, undefined, 'it was as good as ever');
    });
  }

  it('that answers for another API than asked keeps the refresh token and hands out nothing', async () => {
    const fallback = (answer: TokenSet): TokenSet => ({
      ...answer,
      accessToken: jwt({ aud: [orders.audience, 'https://login.example/userinfo'] }),
    });
    desk.server.script.push(fallback);
    await assert.rejects(window.accessToken(id, profile, stock, { minimumLifetime: 60 }), (error) => {
      assert.ok(needs('wrongAudience')(error));
      assert.equal((error as SignInNeeded).details.expected, stock.audience);
      return true;
    });
    const { accessTokens, refreshToken } = await stored();
    assert.deepEqual(
      accessTokens.map(({ api }) => api),
      ['orders'],
    );
    assert.notEqual(refreshToken?.value, first.refreshToken);
  });

  it('accepts a resource that the server calls by another name, and an opaque token', async () => {
    const api = { ...stock, audience: undefined, resource: ['https://stock.example/v1'] };
    const mapped = { name: 'mapped', resource: api.resource, scopes: api.scopes };
    await window.add(desk.server.signIn({ resources: api.resource }), profile, orders);
    desk.server.script.push((answer) => ({ ...answer, accessToken: jwt({ aud: '0000-1111' }) }));
    await window.accessToken(id, profile, mapped, { minimumLifetime: 60 });
    desk.server.script.push((answer) => ({ ...answer, accessToken: 'opaque' }));
    assert.equal((await window.accessToken(id, profile, stock, { minimumLifetime: 60 })).value, 'opaque');
  });

  it('needs a refresh token', async () => {
    const tokenSet = { ...desk.server.signIn({ subject: 'bob' }) };
    Reflect.deleteProperty(tokenSet, 'refreshToken');
    const bob = await window.add(tokenSet, profile, orders);
    await assert.rejects(window.refresh(bob.id, profile, orders), needs('noRefreshToken'));
  });

  it('never uses a session with a profile of another issuer, client or endpoint, whatever its name', async () => {
    for (const other of [
      { ...profile, issuer: 'https://evil.example/' },
      { ...profile, clientId: 'other' },
      { ...profile, endpoints: { token: 'https://evil.example/token' } },
      { ...profile, endpoints: { revocation: 'https://evil.example/revoke' } },
    ]) {
      await assert.rejects(window.refresh(id, other, orders), needs('unknownSession'));
      await assert.rejects(window.accessToken(id, other, orders, { minimumLifetime: 0 }), needs('unknownSession'));
      assert.deepEqual(await desk.window().signOut(id, other), { revoked: 'failed' });
      first = desk.server.signIn();
      await window.add(first, profile, orders);
    }
    assert.deepEqual([desk.server.requests.length, desk.server.revoked.length], [0, 0]);
    await window.refresh(id, { ...profile, name: 'renamed' }, orders);
  });

  it('goes on when the caller stops waiting', async () => {
    const controller = new AbortController();
    desk.server.onRefresh = () => {
      controller.abort();
      return Promise.resolve();
    };
    await assert.rejects(window.refresh(id, profile, orders, { signal: controller.signal }), { code: 'cancelled' });
    await window.settled();
    assert.notEqual((await stored()).refreshToken?.value, first.refreshToken);
  });

  describe('by a window that was robbed of its lock meanwhile', () => {
    /** Another window takes the lock, thinking this one dead, does something, and gives the lock back. */
    async function rob(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
      const numbers = readdirSync(desk.directory).map((file) => Number(/\.(\d+)\.lock$/.exec(file)?.[1] ?? 0));
      const next = join(desk.directory, `${id}.${Math.max(...numbers) + 1}`);
      writeFileSync(`${next}.lock`, '');
      await meanwhile();
      renameSync(`${next}.lock`, `${next}.free`);
    }

    it('stores its answer all the same when the session still has the token that was sent', async () => {
      desk.server.onRefresh = () => rob();
      await window.refresh(id, profile, orders);
      const { refreshToken, answerLost } = await stored();
      assert.notEqual(refreshToken?.value, first.refreshToken);
      assert.equal(answerLost, undefined);
      await window.refresh(id, profile, orders);
      assert.deepEqual([desk.server.refreshes, desk.server.reuses], [2, 0]);
    });

    it('leaves alone what the other window got', async () => {
      const newer = { value: 'newer', receivedAt: 1 };
      desk.server.onRefresh = () =>
        rob(() => replaceBehindTheLock(desk, id, (session) => ({ ...session, refreshToken: newer })));
      await window.refresh(id, profile, orders);
      assert.deepEqual((await stored()).refreshToken, newer);
    });

    it('makes good that the other window was refused with the token that it had just replaced', async () => {
      desk.server.onRefresh = () =>
        rob(() => replaceBehindTheLock(desk, id, (session) => ({ ...session, ended: { at: 1 } })));
      await window.refresh(id, profile, orders);
      assert.equal((await stored()).ended, undefined);
    });

    it('does not end the session by a refusal when the other window replaced the token', async () => {
      const newer = { value: 'newer', receivedAt: 1 };
      desk.server.onRefresh = () =>
        rob(() => replaceBehindTheLock(desk, id, (session) => ({ ...session, refreshToken: newer })));
      desk.server.script.push(failure('invalidGrant'));
      desk.server.accept('newer');
      await window.refresh(id, profile, orders);
      assert.equal((await stored()).ended, undefined);
    });

    it('does not bring back a session that was signed out meanwhile', async () => {
      desk.server.onRefresh = () =>
        rob(() => {
          rmSync(desk.file(id));
          return Promise.resolve();
        });
      await assert.rejects(window.refresh(id, profile, orders), needs('unknownSession'));
      assert.deepEqual((await desk.window().list()).sessions, []);
    });
  });
});

/** What a window that held no lock, or one that was robbed, might have done. */
function replaceBehindTheLock(desk: Desk, id: string, change: (session: Session) => Session): Promise<void> {
  const envelope = openEnvelope(readFileSync(desk.file(id), 'utf8'), id);
  assert.ok(typeof envelope === 'object');
  const key = Buffer.alloc(32, 7);
  writeFileSync(desk.file(id), seal(change(unseal(envelope, key)!), envelope.key, key));
  return Promise.resolve();
}
