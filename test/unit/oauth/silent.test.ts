import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { interactionPolicy } from 'oidc-provider';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import type { SignInRequest } from '../../../src/oauth/authorizationCode.ts';
import { failure } from './failures.ts';
import { json, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { api, page, profileFor } from './profiles.ts';
import { browse, startProvider, stockApi } from './realProvider.ts';
import type { RealProvider, Visit } from './realProvider.ts';

const stock = api({ name: 'stock', resource: [stockApi], scopes: ['openid', 'read:stock'] });

describe('a sign-in that asks the browser’s session first', () => {
  let real: RealProvider;
  let visiting = Promise.resolve<Visit | undefined>(undefined);
  let cookies = new Map<string, string>();

  before(async () => {
    const policy = interactionPolicy.base();
    // RFC 8252 §8.6 by the letter: no native client is ever answered without its user.
    policy.get('consent')?.checks.remove('native_client_prompt');
    const interactions = { policy, url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` };
    real = await startProvider({ configuration: { interactions } });
  });
  after(() => real.stop());
  beforeEach(() => {
    real.user = 'ada';
    real.deny = false;
    visiting = Promise.resolve(undefined);
    cookies = new Map();
  });

  function request(changes: Partial<SignInRequest> = {}): SignInRequest {
    const profile = { ...real.profile, authorizationParameters: {} };
    return {
      profile,
      api: profile.apis[0],
      openBrowser: (url) => {
        visiting = browse(url, cookies);
        return Promise.resolve(true);
      },
      signal: new AbortController().signal,
      timeout: 20,
      page,
      loginHint: 'ada@example.com',
      expectedSubject: 'ada',
      silentFirst: true,
      ...changes,
    };
  }

  async function visit(): Promise<Visit> {
    return (await visiting) ?? assert.fail('the browser was not opened');
  }

  /** The authorization requests that the browser made since it was opened last. */
  async function asked(): Promise<URLSearchParams[]> {
    const { hops } = await visit();
    return hops
      .map((hop) => new URL(hop))
      .filter(({ pathname, searchParams }) => /^\/auth(orize)?$/.test(pathname) && searchParams.has('client_id'))
      .map(({ searchParams }) => searchParams);
  }

  /** The person has signed in before, in this browser. */
  async function signedInAs(user: string): Promise<void> {
    real.user = user;
    await signIn(request({ silentFirst: false, expectedSubject: user }));
    real.requests.length = 0;
  }

  async function assertFinished(): Promise<void> {
    const { status, page } = await visit();
    assert.equal(status, 200);
    assert.match(page, /<h1>You are signed in/);
  }

  it('needs nobody when the browser is signed in', async () => {
    await signedInAs('ada');
    assert.equal((await signIn(request())).subject, 'ada');
    const [silent, ...more] = await asked();
    assert.equal(silent?.get('prompt'), 'none');
    assert.equal(silent.get('login_hint'), 'ada@example.com');
    assert.deepEqual(more, []);
    assert.ok(!real.requests.some((one) => one.includes('/interaction')), 'no page was shown');
    await assertFinished();
  });

  for (const [reason, before] of [
    ['login_required', () => Promise.resolve()],
    ['consent_required', () => signedInAs('ada')],
  ] as const) {
    it(`goes on with the person in the same page after ${reason}, with an attempt of its own`, async () => {
      await before();
      const tokens = await signIn(request({ api: stock }));
      assert.equal(decodeJwt(tokens.accessToken).aud, stockApi);
      const hops = (await visit()).hops;
      assert.equal(hops.filter((hop) => new URL(hop).searchParams.get('error') === reason).length, 1);
      const [silent, person, ...more] = await asked();
      assert.ok(silent !== undefined && person !== undefined);
      assert.deepEqual(more, []);
      assert.deepEqual([silent.get('prompt'), person.get('prompt')], ['none', null]);
      for (const name of ['state', 'nonce', 'code_challenge']) {
        assert.match(person.get(name) ?? '', /^[\w-]{43}$/);
        assert.notEqual(person.get(name), silent.get(name), name);
      }
      for (const name of ['redirect_uri', 'login_hint', 'resource', 'scope']) {
        assert.equal(person.get(name), silent.get(name), name);
      }
      await assertFinished();
    });
  }

  it('still refuses another account than the expected one', async () => {
    real.user = 'grace';
    await failure(signIn(request()), 'subjectChanged');
  });

  it('shows the server’s words when it is the person who declines', async () => {
    real.deny = true;
    const details = await failure(signIn(request()), 'authorizationRefused');
    assert.equal(details.error, 'access_denied');
    assert.match((await visit()).page, /<h1>You are not signed in/);
  });

  it('sends the browser on to the address by which it knows the server', async () => {
    const tokens = await signIn(
      request({ browserAddress: (url) => Promise.resolve(url.replace('//127.0.0.1:', '//localhost:')) }),
    );
    assert.equal(tokens.subject, 'ada');
    assert.ok((await visit()).hops.some((hop) => hop.startsWith('http://localhost:') && hop.includes('/auth?')));
  });

  it('pushes both requests where the server insists (RFC 9126)', async () => {
    const other = await startProvider({
      configuration: {
        features: {
          devInteractions: { enabled: false },
          pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
        },
      },
    });
    const profile = { ...other.profile, authorizationParameters: {} };
    assert.equal((await signIn(request({ profile }))).subject, 'ada');
    assert.deepEqual(
      (await asked()).map((one) => [...one.keys()].sort()),
      [1, 2].map(() => ['client_id', 'request_uri']),
    );
    await other.stop();
  });

  describe('asks the person at once', () => {
    const cases: [string, (profile: SignInRequest['profile']) => Partial<SignInRequest>, string | null][] = [
      ['where the profile has a prompt', (profile) => ({ profile: withPrompt(profile, 'consent') }), 'consent'],
      ['where a prompt is needed now', () => ({ prompt: 'login' }), 'login'],
      ['where an API wants a stronger sign-in', () => ({ stepUp: { acrValues: [], maxAge: 60 } }), null],
      ['where an API wants other claims', () => ({ claims: '{"id_token":{"acr":null}}' }), null],
      ['without OpenID Connect', () => ({ api: api({ scopes: ['read:stock'] }), expectedSubject: undefined }), null],
    ];
    for (const [when, changes, prompt] of cases) {
      it(when, async () => {
        const plain = request();
        await signIn({ ...plain, ...changes(plain.profile) });
        assert.deepEqual(
          (await asked()).map((one) => one.get('prompt')),
          [prompt],
        );
      });
    }
  });

  describe('at a server that', () => {
    let fake: FakeServer;
    beforeEach(async () => {
      fake = await startFake();
    });
    afterEach(() => fake.stop());

    const at = (changes: Partial<SignInRequest> = {}): SignInRequest => {
      const profile = profileFor(fake.issuer);
      return request({ profile, api: profile.apis[0], ...changes });
    };
    /** Answers a silent request like this, and any other as usual. */
    const silently = (answer: Record<string, string>): void => {
      fake.answers['/authorize'] = (received, response) => {
        fake.response = received.query.get('prompt') === 'none' ? answer : {};
        delete fake.answers['/authorize'];
        fake.handle(received, response);
        silently(answer);
      };
    };

    for (const error of [
      'interaction_required',
      'account_selection_required',
      'invalid_request',
      'access_denied',
      '',
    ]) {
      it(`answers the silent request with “${error}”, it goes on with the person`, async () => {
        silently({ error, code: '' });
        assert.equal((await signIn(at())).subject, 'ada');
        assert.deepEqual(
          (await asked()).map((one) => one.get('prompt')),
          ['none', null],
        );
        await assertFinished();
      });
    }

    it('does not know prompt=none and signs the person in, that will do', async () => {
      assert.equal((await signIn(at())).subject, 'ada');
      assert.equal((await asked()).length, 1);
      await assertFinished();
    });

    it('gives a code that is worth nothing, it goes on with the person', async () => {
      fake.answers['/token'] = (_, response) => {
        delete fake.answers['/token'];
        json(response, 400, { error: 'invalid_grant' });
      };
      assert.equal((await signIn(at())).subject, 'ada');
      assert.equal((await asked()).length, 2);
      await assertFinished();
    });

    it('has another account signed in, it asks for a new sign-in', async () => {
      fake.claims = { sub: 'grace' };
      fake.answers['/token'] = (received, response) => {
        delete fake.answers['/token'];
        fake.handle(received, response);
        fake.claims = {};
      };
      assert.equal((await signIn(at())).subject, 'ada');
      assert.deepEqual(
        (await asked()).map((one) => one.get('prompt')),
        ['none', 'login'],
      );
      await assertFinished();
    });

    it('says that it knows no such prompt, it is not tried', async () => {
      fake.metadata = { prompt_values_supported: ['login', 'consent'] };
      await signIn(at());
      assert.deepEqual(
        (await asked()).map((one) => one.get('prompt')),
        [null],
      );
    });

    it('is another one than was asked (RFC 9207), nobody is sent on from there', async () => {
      silently({ error: 'login_required', code: '', iss: 'https://evil.example.com' });
      const details = await failure(signIn(at()), 'authorizationResponseInvalid');
      assert.equal(details.reason, 'iss');
      assert.equal((await visit()).status, 400);
      assert.equal((await asked()).length, 1);
    });
  });
});

function withPrompt(profile: SignInRequest['profile'], prompt: string): SignInRequest['profile'] {
  return { ...profile, authorizationParameters: { prompt } };
}
