import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Asked } from '../../../src/oauth/askInBrowser.ts';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import type { SignInRequest } from '../../../src/oauth/authorizationCode.ts';
import { failure } from './failures.ts';
import { page } from './profiles.ts';
import { browse, startProvider } from './realProvider.ts';
import type { RealProvider } from './realProvider.ts';

const site = 'https://app.example.com/callback';

describe('an answer that does not come to the listener', () => {
  let real: RealProvider;
  /** Where the browser ended. */
  let ended: Promise<string>;
  let asked: Asked[];
  let waysEnded: number;
  let cookies: Map<string, string>;

  before(async () => {
    real = await startProvider({ client: { redirect_uris: ['http://127.0.0.1/callback', site] } });
  });
  after(() => real.stop());
  beforeEach(() => {
    real.deny = false;
    asked = [];
    waysEnded = 0;
    cookies = new Map();
  });

  function request(changes: Partial<SignInRequest> = {}): SignInRequest {
    return {
      profile: real.profile,
      api: real.profile.apis[0],
      openBrowser: (url) => {
        const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
        ended = browse(url, cookies, redirectUri).then((visit) => visit.url);
        return Promise.resolve(true);
      },
      otherWays: (one) => {
        asked.push(one);
        return () => {
          waysEnded++;
        };
      },
      signal: new AbortController().signal,
      timeout: 20,
      page,
      ...changes,
    };
  }

  /** Begins a sign-in. @returns it, what waits, and where the browser ended. */
  async function begin(changes: Partial<SignInRequest> = {}) {
    const result = signIn(request(changes));
    result.catch(() => undefined);
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    return { result, waiting: asked[0] ?? assert.fail(), address: await ended };
  }

  for (const [how, changes] of [
    ['beside a listener that the browser cannot reach', () => ({})],
    ['where nobody listens', () => ({ listenAt: null })],
    ['for a redirect URI elsewhere', () => ({ listenAt: null, profile: { ...real.profile, redirectUri: site } })],
  ] as const) {
    it(`is taken ${how}`, async () => {
      const { result, waiting, address } = await begin(changes());
      assert.ok(address.startsWith(`${waiting.redirectUri}?`));
      assert.equal(await waiting.offer(address), undefined);
      assert.equal((await result).subject, 'ada');
      assert.equal(waysEnded, 1);
      assert.equal(await waiting.offer(address), 'over');
    });
  }

  it('is taken where the port is another program’s, if the person carries it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const redirectUri = `http://127.0.0.1:${(other.address() as AddressInfo).port}/callback`;
    const profile = { ...real.profile, redirectUri };
    await failure(signIn(request({ profile })), 'portInUse');
    asked = [];
    const { result, waiting, address } = await begin({ profile, mayMissListener: true });
    assert.equal(await waiting.offer(address), undefined);
    assert.equal((await result).subject, 'ada');
    other.close();
  });

  it('does not end the waiting when it is another one’s, nor keep the listener from taking the right one', async () => {
    const { result, waiting, address } = await begin();
    const forged = new URL(address);
    forged.searchParams.set('state', 'wrong');
    assert.equal(await waiting.offer(forged.href), 'otherSignIn');
    assert.equal(await waiting.offer(waiting.url), 'noAnswer');
    assert.equal((await fetch(address)).status, 200);
    assert.equal((await result).subject, 'ada');
  });

  it('is held against the issuer (RFC 9207)', async () => {
    const { result, waiting, address } = await begin();
    const forged = new URL(address);
    forged.searchParams.set('iss', 'https://evil.example.com');
    assert.equal(await waiting.offer(forged.href), undefined);
    assert.equal((await failure(result, 'authorizationResponseInvalid')).reason, 'iss');
  });

  it('brings no code of another sign-in, whose verifier is another (RFC 7636)', async () => {
    const first = await begin();
    asked = [];
    cookies = new Map();
    const second = await begin();
    const mixed = new URL(second.address);
    mixed.searchParams.set('code', new URL(first.address).searchParams.get('code') ?? '');
    assert.equal(await second.waiting.offer(mixed.href), undefined);
    await failure(second.result, 'invalidGrant');
  });

  it('may be the server’s no', async () => {
    real.deny = true;
    const { result, waiting, address } = await begin();
    assert.equal(await waiting.offer(address), undefined);
    assert.equal((await failure(result, 'authorizationRefused')).error, 'access_denied');
  });

  it('sends the browser on after a silent attempt, and is then waited for again', async () => {
    const profile = { ...real.profile, authorizationParameters: {} };
    const { result, waiting, address } = await begin({ profile, silentFirst: true });
    assert.equal(new URL(address).searchParams.get('error'), 'login_required');
    assert.equal(await waiting.offer(address), undefined);
    assert.equal(await waiting.offer(address), 'otherSignIn', 'the first state is used up');
    assert.equal(await waiting.offer(await ended), undefined);
    assert.equal((await result).subject, 'ada');
  });

  it('is no longer waited for after Cancel', async () => {
    const controller = new AbortController();
    const { result, waiting, address } = await begin({ signal: controller.signal });
    controller.abort();
    await failure(result, 'cancelled');
    assert.equal(waysEnded, 1);
    assert.equal(await waiting.offer(address), 'over');
  });
});
