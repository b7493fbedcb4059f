import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { startDemo } from '../../../src/demo/server.ts';
import type { Demo } from '../../../src/demo/server.ts';
import { signInByDeviceCode } from '../../../src/oauth/deviceCode.ts';
import type { DeviceCodeRequest, DevicePrompt } from '../../../src/oauth/deviceCode.ts';
import type { FailureCode } from '../../../src/oauth/failure.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { Browser } from '../demo/browser.ts';
import { failure } from './failures.ts';
import { html, json, jws, keyPair, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { FastClock } from './fastClock.ts';
import { profileFor } from './profiles.ts';

function requestFor(profile: Profile, changes: Partial<DeviceCodeRequest> = {}): DeviceCodeRequest {
  return {
    profile,
    api: profile.apis[0],
    show: () => undefined,
    signal: new AbortController().signal,
    clock: new FastClock(),
    ...changes,
  };
}

describe('device code', () => {
  describe('at a real server', () => {
    let demo: Demo;
    before(async () => {
      demo = await startDemo();
    });
    after(() => demo.stop());

    /** Signs in at the demo; `person` is at the browser while the first question waits. */
    function attempt(person: (prompt: DevicePrompt, browser: Browser) => Promise<unknown>, who?: string) {
      const clock = new FastClock();
      const profile: Profile = { ...demo.profile, grant: 'deviceCode' };
      const show = (prompt: DevicePrompt): void => {
        let asked = 0;
        clock.onWait = () => (++asked === 2 ? person(prompt, new Browser()) : undefined);
      };
      return signInByDeviceCode(
        requestFor(profile, { show, clock, ...(who !== undefined && { expectedSubject: who }) }),
      );
    }

    async function confirm(prompt: DevicePrompt, browser: Browser, press: Record<string, string>): Promise<unknown> {
      const sending = await browser.open(prompt.verificationUriComplete ?? assert.fail('no complete address'));
      const question = await browser.press(sending, { user_code: prompt.userCode });
      assert.match(question.body, new RegExp(prompt.userCode));
      return browser.press(await browser.press(question, { confirm: 'yes' }), press);
    }

    it('signs in whoever confirms the code, and the session can be refreshed', async () => {
      const tokens = await attempt((prompt, browser) => confirm(prompt, browser, { account: 'demo|grace' }));
      assert.equal(tokens.subject, 'demo|grace');
      assert.equal(tokens.idTokenClaims?.['email'], 'grace@demo.example');
      assert.deepEqual(decodeJwt(tokens.accessToken).aud, ['https://orders.demo.example', `${demo.issuer}/me`]);
      const { profile } = demo;
      const next = await refresh({
        profile: { ...profile, grant: 'deviceCode' },
        api: profile.apis[1] ?? assert.fail(),
        refreshToken: tokens.refreshToken ?? assert.fail('no refresh token'),
        expected: { subject: 'demo|grace' },
      });
      assert.notEqual(next.refreshToken, tokens.refreshToken);
    });

    it('asks the server once for the code and, answered at the second question, twice for the tokens', async () => {
      const before = { ...demo.requests };
      await attempt((prompt, browser) => confirm(prompt, browser, { account: 'demo|ada' }));
      assert.equal((demo.requests['/device/auth'] ?? 0) - (before['/device/auth'] ?? 0), 1);
      assert.equal((demo.requests['/token'] ?? 0) - (before['/token'] ?? 0), 2);
    });

    it('says that the person declined', async () => {
      const details = await failure(
        attempt((prompt, browser) => confirm(prompt, browser, { cancel: 'yes' })),
        'authorizationRefused',
      );
      assert.equal(details.error, 'access_denied');
    });

    it('keeps nothing of another account than the one that is asked for', async () => {
      await failure(
        attempt((prompt, browser) => confirm(prompt, browser, { account: 'demo|grace' }), 'demo|ada'),
        'subjectChanged',
      );
    });
  });

  describe('at a server that says anything', () => {
    let fake: FakeServer;
    let clock: FastClock;
    let answer: Record<string, unknown>;
    let shown: DevicePrompt[];
    beforeEach(async () => {
      fake = await startFake();
      clock = new FastClock();
      shown = [];
      fake.metadata = { device_authorization_endpoint: `${fake.issuer}/device` };
      answer = {
        device_code: 'the-device-code',
        user_code: 'WDJB-MJHT',
        verification_uri: 'https://login.example.com/device',
        expires_in: 600,
      };
      fake.answers['/device'] = (_, response) => {
        json(response, 200, answer);
      };
    });
    afterEach(() => fake.stop());

    function attempt(changes: Partial<Profile> = {}, more: Partial<DeviceCodeRequest> = {}): Promise<TokenSet> {
      const profile = profileFor(fake.issuer, { grant: 'deviceCode', ...changes });
      const show = (prompt: DevicePrompt): unknown => shown.push(prompt);
      return signInByDeviceCode(requestFor(profile, { clock, show, ...more }));
    }

    /** What the token endpoint answers, one after the other, before it answers as usual. */
    function first(...answers: NonNullable<FakeServer['answers'][string]>[]): void {
      fake.answers['/token'] = (received, response) => {
        const next = answers.shift();
        if (next !== undefined) return next(received, response);
        delete fake.answers['/token'];
        fake.received.pop();
        fake.handle(received, response);
        return undefined;
      };
    }

    const says =
      (error: string, status = 400): NonNullable<FakeServer['answers'][string]> =>
      (_, response) => {
        json(response, status, { error, error_description: 'the-device-code is what you sent' });
      };

    it('shows what the server says, and for how long it holds', async () => {
      answer['verification_uri_complete'] = 'https://login.example.com/device?user_code=WDJB-MJHT';
      const start = clock.now();
      await attempt();
      assert.deepEqual(shown, [
        {
          userCode: 'WDJB-MJHT',
          verificationUri: 'https://login.example.com/device',
          verificationUriComplete: 'https://login.example.com/device?user_code=WDJB-MJHT',
          expiresAt: start + 600,
        },
      ]);
    });

    it('asks for the API’s scopes and audience, and proves who the client is both times', async () => {
      const profile = profileFor(fake.issuer, { grant: 'deviceCode', clientAuthentication: 'clientSecretPost' });
      const api = { ...profile.apis[0], audience: 'https://api.example.com', resource: ['https://r.example.com'] };
      await attempt(
        { clientAuthentication: 'clientSecretPost' },
        { api, clientSecret: 'the-secret', loginHint: 'ada' },
      );
      const device = fake.received.find(({ path }) => path === '/device')?.body ?? assert.fail();
      assert.deepEqual(Object.fromEntries(device), {
        client_id: 'native',
        client_secret: 'the-secret',
        scope: 'openid offline_access',
        audience: 'https://api.example.com',
        resource: 'https://r.example.com',
        login_hint: 'ada',
      });
      const token = fake.received.find(({ path }) => path === '/token')?.body ?? assert.fail();
      assert.equal(token.get('grant_type'), 'urn:ietf:params:oauth:grant-type:device_code');
      assert.equal(token.get('device_code'), 'the-device-code');
      assert.equal(token.get('client_secret'), 'the-secret');
      assert.equal(token.get('resource'), 'https://r.example.com');
    });

    it('waits five seconds longer after slow_down, whatever its status', async () => {
      answer['interval'] = 3;
      first(says('authorization_pending'), says('slow_down'), says('slow_down', 429), says('authorization_pending'));
      const start = clock.now();
      await attempt();
      assert.equal(clock.now() - start, 3 + 3 + 8 + 13 + 13);
      assert.equal(fake.asked('/token'), 5);
    });

    it('goes on when the connection breaks, a portal answers, or the server is ill', async () => {
      first(
        says('authorization_pending'),
        (_, response) => response.socket?.destroy(),
        (_, response) => html(response, 200),
        says('temporarily_unavailable', 503),
        says('authorization_pending', 200),
      );
      assert.equal((await attempt()).subject, 'ada');
    });

    for (const [error, code] of [
      ['expired_token', 'deviceCodeExpired'],
      ['access_denied', 'authorizationRefused'],
      ['invalid_grant', 'invalidGrant'],
      ['invalid_client', 'invalidClient'],
      ['unauthorized_client', 'tokenRequestRefused'],
    ] as const) {
      it(`ends at ${error}, without what was sent`, async () => {
        first(says(error));
        const details = await failure(attempt(), code);
        assert.deepEqual(details, { ...details, error, description: '… is what you sent' });
        assert.equal(fake.asked('/token'), 1);
      });
    }

    it('takes the older name of the address, which Google uses', async () => {
      answer = { ...answer, verification_uri: undefined, verification_url: 'https://www.google.com/device' };
      await attempt();
      assert.equal(shown[0]?.verificationUri, 'https://www.google.com/device');
    });

    const lies: [string, Record<string, unknown>, FailureCode][] = [
      ['an address without encryption', { verification_uri: 'http://login.example.com/device' }, 'insecure'],
      ['a script for an address', { verification_uri: 'javascript:alert(1)' }, 'insecure'],
      ['a command of the editor', { verification_uri: 'command:workbench.action.quit' }, 'insecure'],
      ['a file', { verification_uri_complete: 'file:///etc/passwd' }, 'insecure'],
      ['an address that is none', { verification_uri: '../device' }, 'malformedAnswer'],
      ['no address', { verification_uri: undefined }, 'malformedAnswer'],
      ['no code', { user_code: undefined }, 'malformedAnswer'],
      ['a code with a line break, for a terminal', { user_code: 'AB\nrm -rf' }, 'malformedAnswer'],
      ['a code that reads backwards', { user_code: 'AB\u202eCD' }, 'malformedAnswer'],
      ['a code of a megabyte', { user_code: 'A'.repeat(900_000) }, 'malformedAnswer'],
      ['no device code', { device_code: '' }, 'malformedAnswer'],
      ['an interval that is none', { interval: 'often' }, 'malformedAnswer'],
      ['a lifetime that is none', { expires_in: null }, 'malformedAnswer'],
    ];
    for (const [name, lie, code] of lies) {
      it(`shows nothing and asks for nothing when it gets ${name}`, async () => {
        Object.assign(answer, lie);
        await failure(attempt(), code);
        assert.deepEqual(shown, []);
        assert.equal(fake.asked('/token'), 0);
      });
    }

    it('waits an hour at most for a code that never expires', async () => {
      answer['expires_in'] = 1e12;
      const start = clock.now();
      await failure(attempt({}, { fetch: pendingForever }), 'deviceCodeExpired');
      assert.equal(clock.now() - start, 3600);
    });

    /** The fake server's answers, but the token endpoint's, which need not travel 720 times. */
    const pendingForever = async (url: string, init: RequestInit): Promise<Response> =>
      url.endsWith('/token') ? Response.json({ error: 'authorization_pending' }, { status: 400 }) : fetch(url, init);

    it('refuses an ID token that another key signed', async () => {
      fake.seal = (header, claims) => jws(header, claims, keyPair().privateKey);
      assert.equal((await failure(attempt(), 'idTokenInvalid')).reason, 'signature');
    });

    it('refuses an ID token for another client', async () => {
      fake.claims = { aud: 'another' };
      assert.equal((await failure(attempt(), 'idTokenInvalid')).reason, 'aud');
    });

    it('refuses an answer without the ID token that was asked for', async () => {
      fake.token = { id_token: undefined };
      assert.equal((await failure(attempt(), 'malformedAnswer')).reason, 'id_token');
    });

    it('needs no ID token where none is asked for', async () => {
      fake.token = { id_token: undefined };
      const tokens = await attempt({ scopes: ['read'] });
      assert.equal('subject' in tokens, false);
    });

    it('says that the server has no device flow before anything is shown', async () => {
      fake.metadata = {};
      assert.equal((await failure(attempt(), 'endpointMissing')).endpoint, 'deviceAuthorization');
    });

    it('asks no more once it is cancelled', async () => {
      const stop = new AbortController();
      first(says('authorization_pending'), (received, response) => {
        stop.abort();
        says('authorization_pending')(received, response);
      });
      await failure(attempt({}, { signal: stop.signal }), 'cancelled');
      assert.equal(fake.asked('/token'), 2);
    });
  });
});
