import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { decodeJwt } from 'jose';
import { signIn } from '../../../src/oauth/authorizationCode.ts';
import type { SignInRequest } from '../../../src/oauth/authorizationCode.ts';
import { failure } from './failures.ts';
import { api } from './profiles.ts';
import { browse, ordersApi, signInRequest, startProvider, stockApi } from './realProvider.ts';
import type { RealProvider } from './realProvider.ts';

describe('authorization code grant', () => {
  let real: RealProvider;
  before(async () => {
    real = await startProvider();
  });
  after(() => real.stop());
  beforeEach(() => {
    real.requests.length = 0;
    real.user = 'ada';
    real.deny = false;
  });

  function request(changes: Partial<SignInRequest> = {}): SignInRequest {
    return signInRequest(real.profile, changes);
  }

  /** Signs in and gives the address that the browser was sent to. */
  async function authorizationUrl(changes: Partial<SignInRequest> = {}): Promise<URL> {
    let opened = '';
    await signIn(
      request({
        ...changes,
        openBrowser: async (url) => {
          opened = url;
          await browse(url);
          return true;
        },
      }),
    );
    return new URL(opened);
  }

  it('gets the tokens of the person in the browser', async () => {
    const tokens = await signIn(request());
    assert.equal(tokens.issuer, real.issuer);
    assert.equal(tokens.clientId, 'native');
    assert.equal(tokens.subject, 'ada');
    assert.equal(tokens.tokenType, 'Bearer');
    assert.equal(tokens.expiresAt, tokens.receivedAt + 3600);
    assert.deepEqual(tokens.grantedScopes, ['openid', 'offline_access']);
    assert.equal(tokens.idTokenClaims?.['iss'], real.issuer);
    assert.equal(decodeJwt(tokens.idToken ?? '').sub, 'ada');
    assert.notEqual(tokens.refreshToken, undefined);
    assert(Math.abs(tokens.clockSkew ?? 99) <= 1);
  });

  it('makes one request besides the browser when metadata and keys are known', async () => {
    await signIn(request());
    real.requests.length = 0;
    await signIn(request());
    assert.deepEqual(
      real.requests.filter((one) => !/^GET \/(auth|interaction)/.test(one)),
      ['POST /token'],
    );
  });

  it('uses PKCE with S256, and a fresh state, nonce and verifier each time', async () => {
    const [one, two] = [await authorizationUrl(), await authorizationUrl()];
    for (const name of ['state', 'nonce', 'code_challenge']) {
      assert.match(one.searchParams.get(name) ?? '', /^[\w-]{43}$/);
      assert.notEqual(one.searchParams.get(name), two.searchParams.get(name));
    }
    assert.equal(one.searchParams.get('code_challenge_method'), 'S256');
    assert.equal(one.searchParams.get('response_type'), 'code');
  });

  it('writes a space as %20, which survives every way to the browser', async () => {
    assert.match((await authorizationUrl()).search, /scope=openid%20offline_access/);
  });

  it('lets the profile add parameters, but none that the protocol depends on', async () => {
    const profile = {
      ...real.profile,
      authorizationParameters: {
        ...real.profile.authorizationParameters,
        login_hint: 'from the profile',
        ui_locales: 'de & fr',
        state: 'x',
        nonce: 'x',
        code_challenge: 'x',
        code_challenge_method: 'plain',
        redirect_uri: 'https://evil.example.com/',
        client_id: 'x',
        response_type: 'token',
        response_mode: 'form_post',
        request_uri: 'https://evil.example.com/',
      },
      tokenParameters: { grant_type: 'x', code_verifier: 'x', code: 'x', redirect_uri: 'x', client_id: 'x' },
    };
    const { searchParams } = await authorizationUrl({ profile, loginHint: 'ada@example.com' });
    assert.equal(searchParams.get('ui_locales'), 'de & fr');
    assert.equal(searchParams.get('login_hint'), 'ada@example.com');
    for (const name of ['state', 'redirect_uri', 'code_challenge_method', 'client_id', 'response_type']) {
      assert.equal(searchParams.getAll(name).length, 1);
      assert.doesNotMatch(searchParams.get(name) ?? '', /^(x|token|plain)$|evil/);
    }
    assert.equal(searchParams.has('request_uri') || searchParams.has('response_mode'), false);
  });

  it('asks for the prompt that is needed now', async () => {
    const { searchParams } = await authorizationUrl({ prompt: 'login consent' });
    assert.deepEqual(searchParams.getAll('prompt'), ['login consent']);
  });

  it('gets a token for the API that the resource names', async () => {
    const stock = api({ name: 'stock', resource: [stockApi], scopes: ['openid', 'offline_access', 'read:stock'] });
    const tokens = await signIn(request({ api: stock }));
    const { aud, scope } = decodeJwt(tokens.accessToken);
    assert.deepEqual([aud, scope], [stockApi, 'read:stock']);
  });

  it('asks for every resource, and shows authorization_details as they were written', async () => {
    const resource = [stockApi, ordersApi];
    const details = '[{"type":"payment","note":"a & b"}]';
    let opened = '';
    const openBrowser = (url: string) => {
      opened = url;
      return Promise.resolve(false);
    };
    const profile = { ...real.profile, authorizationParameters: { authorization_details: details } };
    await failure(signIn(request({ profile, api: api({ resource }), openBrowser })), 'browserNotOpened');
    const { searchParams } = new URL(opened);
    assert.deepEqual(searchParams.getAll('resource'), resource);
    assert.equal(searchParams.get('authorization_details'), details);
  });

  it('sends the audience', async () => {
    const legacy = api({ audience: 'https://api.example.com/legacy' });
    assert.equal(
      (await authorizationUrl({ api: legacy })).searchParams.get('audience'),
      'https://api.example.com/legacy',
    );
  });

  it('answers at localhost, at 127.0.0.1 and without a path', async () => {
    const other = await startProvider({ client: { redirect_uris: ['http://localhost', 'http://localhost/callback'] } });
    for (const redirectUri of ['http://localhost', 'http://localhost/callback']) {
      const profile = { ...other.profile, redirectUri };
      assert.equal((await signIn(request({ profile }))).subject, 'ada');
    }
    await other.stop();
  });

  it('answers at a fixed port', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    const profile = { ...real.profile, redirectUri: `http://127.0.0.1:${port}/callback` };
    assert.equal((await failure(signIn(request({ profile })), 'portInUse')).port, port);
    free.close();
    await once(free, 'close');
    const url = await authorizationUrl({ profile });
    assert.equal(url.searchParams.get('redirect_uri'), profile.redirectUri);
  });

  it('listens before the browser opens, and no longer than it must', async () => {
    let redirectUri = '';
    await signIn(
      request({
        openBrowser: async (url) => {
          redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
          assert.equal((await fetch(redirectUri)).status, 400);
          await browse(url);
          return true;
        },
      }),
    );
    await assert.rejects(fetch(redirectUri));
  });

  it('shows the person a page that says it is done', async () => {
    let shown = browse(real.issuer);
    const openBrowser = (url: string) => {
      shown = browse(url);
      return Promise.resolve(true);
    };
    await signIn(request({ openBrowser }));
    assert.match((await shown).page, /<h1>You are signed in/);
    real.deny = true;
    await failure(signIn(request({ openBrowser })), 'authorizationRefused');
    assert.match((await shown).page, /access_denied\nNo &lt;b&gt;thanks&lt;\/b&gt;/);
  });

  it('ends with the words of the server when the person declines', async () => {
    real.deny = true;
    const details = await failure(signIn(request()), 'authorizationRefused');
    assert.deepEqual([details.error, details.description], ['access_denied', 'No <b>thanks</b>']);
  });

  it('uses the address at which the browser reaches the listener', async () => {
    const external = 'http://127.0.0.1/proxy/4711/callback';
    const other = await startProvider({ client: { redirect_uris: [external] } });
    let local = '';
    const tokens = await signIn(
      request({
        profile: other.profile,
        externalRedirectUri: (uri) => {
          local = uri;
          return Promise.resolve(uri.replace('/callback', '/proxy/4711/callback'));
        },
        openBrowser: async (url) => {
          // The last hop goes through the proxy: it strips the prefix.
          const landed = await browse(url);
          assert.match(landed.url, /\/proxy\/4711\/callback\?/);
          return true;
        },
      }),
    );
    assert.match(local, /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    assert.equal(tokens.subject, 'ada');
    await other.stop();
  });

  it('refuses another account than the expected one', async () => {
    assert.equal((await signIn(request({ expectedSubject: 'ada' }))).subject, 'ada');
    real.user = 'grace';
    await failure(signIn(request({ expectedSubject: 'ada' })), 'subjectChanged');
  });

  const waits = { openBrowser: () => Promise.resolve(true) };

  it('cancels, and the port is free again', async () => {
    const controller = new AbortController();
    let redirectUri = '';
    const openBrowser = (url: string) => {
      redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
      controller.abort();
      return Promise.resolve(true);
    };
    await failure(signIn(request({ openBrowser, signal: controller.signal })), 'cancelled');
    await assert.rejects(fetch(redirectUri));
    await failure(signIn(request({ signal: controller.signal })), 'cancelled');
  });

  it('cancels while the editor still asks how the browser reaches the listener', async () => {
    const controller = new AbortController();
    const never = new Promise<string>(() => {
      controller.abort();
    });
    await failure(signIn(request({ externalRedirectUri: () => never, signal: controller.signal })), 'cancelled');
  });

  it('ends when nobody comes back', async () => {
    await failure(signIn(request({ ...waits, timeout: 0.05 })), 'signInTimedOut');
  });

  it('says that the browser was not opened', async () => {
    await failure(signIn(request({ openBrowser: () => Promise.resolve(false) })), 'browserNotOpened');
    await failure(signIn(request({ openBrowser: () => Promise.reject(new Error('no')) })), 'browserNotOpened');
  });

  it('does not wait for an editor that is slow to say that the browser is open', async () => {
    const openBrowser = (url: string) => {
      void browse(url);
      return new Promise<boolean>(() => undefined);
    };
    assert.equal((await signIn(request({ openBrowser }))).subject, 'ada');
  });

  it('does nothing without the secret that the profile needs', async () => {
    const openBrowser = () => assert.fail('the browser must stay closed');
    await failure(
      signIn(request({ openBrowser, profile: { ...real.profile, clientAuthentication: 'clientSecretBasic' } })),
      'secretMissing',
    );
  });

  for (const [clientAuthentication, method] of [
    ['clientSecretBasic', 'client_secret_basic'],
    ['clientSecretPost', 'client_secret_post'],
  ] as const) {
    it(`proves who the client is by ${method}`, async () => {
      const clientSecret = 'a+secret/with: %characters';
      const other = await startProvider({
        client: { token_endpoint_auth_method: method, client_secret: clientSecret },
      });
      const profile = { ...other.profile, clientAuthentication };
      assert.equal((await signIn(request({ profile, clientSecret }))).subject, 'ada');
      const details = await failure(signIn(request({ profile, clientSecret: 'a-wrong-secret' })), 'invalidClient');
      assert.equal(details.error, 'invalid_client');
      assert.doesNotMatch(JSON.stringify(details), /a-wrong-secret/);
      await other.stop();
    });
  }

  it('pushes the request where the server insists (RFC 9126)', async () => {
    const other = await startProvider({
      configuration: {
        features: {
          devInteractions: { enabled: false },
          pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
        },
      },
    });
    const url = await authorizationUrl({ profile: other.profile });
    assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
    await other.stop();
  });
});
