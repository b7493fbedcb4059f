import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { startDemo, type Demo } from '../../../src/demo/server.ts';
import { claims, Client, header, orders, redirectUri, stock } from './client.ts';
import { startProxy } from './browser.ts';

describe('demo sign-in', () => {
  let demo: Demo;

  before(async () => {
    demo = await startDemo();
  });

  after(() => demo.stop());

  it('gives a token with two audiences, as Auth0 does, an ID token and a refresh token', async () => {
    const client = new Client(demo);
    const { status, body } = await client.signIn();
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(claims(body['access_token']).aud, [orders, `${demo.issuer}/me`]);
    assert.equal(header(body['access_token'])['typ'], 'at+jwt');
    assert.equal(header(body['access_token'])['alg'], 'RS256');
    assert.equal(body['expires_in'], 3600);
    assert.equal(body['scope'], 'openid profile email offline_access read:orders');
    assert.equal(claims(body['access_token'])['scope'], body['scope']);
    assert.equal(claims(body['id_token'])['email'], 'ada@demo.example');
    assert.equal(claims(body['id_token'])['nonce'], 'a nonce');
    assert.equal(typeof body['refresh_token'], 'string');
  });

  it('sends state and iss back with the code', async () => {
    const answer = await new Client(demo).authorize();
    assert.equal(answer.get('state'), 'a state');
    assert.equal(answer.get('iss'), demo.issuer);
  });

  it('works behind a proxy that strips a prefix, with the issuer unchanged', async () => {
    const proxy = await startProxy(demo.issuer);
    try {
      const client = new Client(demo, proxy.base);
      const { body } = await client.signIn();
      assert.equal(claims(body['access_token']).iss, demo.issuer);
      assert.ok(client.browser.cookiePaths().every((path) => path === '/'));
    } finally {
      proxy.close();
    }
  });

  it('works under another name, as through a forwarded port', async () => {
    const client = new Client(demo, demo.issuer.replace('127.0.0.1', 'localhost'));
    const { body } = await client.signIn();
    assert.equal(claims(body['id_token']).iss, demo.issuer);
  });

  it('says access_denied when the user cancels', async () => {
    const answer = await new Client(demo).authorize({}, { cancel: 'yes' });
    assert.equal(answer.get('error'), 'access_denied');
    assert.equal(answer.get('iss'), demo.issuer);
  });

  it('keeps two sign-ins in one browser apart', async () => {
    const first = new Client(demo);
    const second = new Client(demo, demo.issuer, first.browser);
    const firstPage = await first.browser.open(first.authorizationUrl({ state: 'first' }));
    const secondPage = await first.browser.open(second.authorizationUrl({ state: 'second' }));
    const one = await first.browser.press(firstPage, { account: 'demo|ada' });
    const two = await first.browser.press(secondPage, { account: 'demo|ada' });
    assert.equal(new URL(one.url).searchParams.get('state'), 'first');
    assert.equal(new URL(two.url).searchParams.get('state'), 'second');
  });

  it('lets another person sign in with the same browser, also behind a proxy', async () => {
    const proxy = await startProxy(demo.issuer);
    try {
      const client = new Client(demo, proxy.base);
      await client.signIn();
      const { body } = await client.signIn({ prompt: 'login' }, { account: 'demo|grace' });
      assert.equal(claims(body['id_token']).sub, 'demo|grace');
      assert.equal((await client.authorize({ prompt: 'none' })).get('error'), null);
    } finally {
      proxy.close();
    }
  });

  it('answers prompt=none with login_required until somebody is signed in, and then for any API', async () => {
    const client = new Client(demo);
    assert.equal((await client.authorize({ prompt: 'none' })).get('error'), 'login_required');
    await client.signIn();
    const { body } = await client.signIn({ prompt: 'none', audience: stock, scope: 'openid read:stock' });
    assert.deepEqual(claims(body['access_token']).aud, [stock, `${demo.issuer}/me`]);
  });

  for (const prompt of ['login', 'consent', 'select_account', 'login consent']) {
    it(`shows the page once for prompt=${prompt}`, async () => {
      const client = new Client(demo);
      await client.signIn();
      const page = await client.browser.open(client.authorizationUrl({ prompt }));
      assert.match(page.body, /Continue as Ada Lovelace/);
      const end = await client.browser.press(page, { account: 'demo|ada' });
      assert.ok(end.url.startsWith(redirectUri), end.body);
    });
  }

  it('puts the user that login_hint names first', async () => {
    const client = new Client(demo);
    const { body } = await client.browser.open(client.authorizationUrl({ login_hint: 'grace@demo.example' }));
    assert.ok(body.indexOf('Grace') < body.indexOf('Ada'));
  });

  it('has a page without scripts, foreign addresses or absolute paths, whose form may lead to the redirect URI', async () => {
    const client = new Client(demo);
    const { body, headers } = await client.browser.open(
      client.authorizationUrl({ login_hint: '"><script>alert(1)</script>' }),
    );
    assert.doesNotMatch(body, /<script|src=|href=|action=/);
    const policy = headers.get('content-security-policy') ?? '';
    const style = /<style>([^]*)<\/style>/.exec(body)?.[1] ?? '';
    assert.ok(policy.includes(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`));
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /form-action 'self' http:\/\/127\.0\.0\.1:49152;/);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  });

  it('says so when a sign-in is answered twice', async () => {
    const client = new Client(demo);
    const page = await client.browser.open(client.authorizationUrl());
    await client.browser.press(page, { account: 'demo|ada' });
    const again = await client.browser.press(page, { account: 'demo|ada' });
    assert.equal(again.status, 400);
    assert.match(again.body, /This sign-in is over/);
  });

  it('does not let another browser answer a sign-in', async () => {
    const client = new Client(demo);
    const page = await client.browser.open(client.authorizationUrl());
    const stranger = await new Client(demo).browser.press(page, { account: 'demo|ada' });
    assert.equal(stranger.status, 400);
  });

  it('records the authorization request as it arrived', async () => {
    const url = `${new Client(demo).authorizationUrl({ state: 'x' })}&extra=a%3D1%26b%2Bc%23`;
    await fetch(url, { redirect: 'manual' });
    assert.ok(url.endsWith(demo.authorizationUrls.at(-1) ?? '?'));
  });

  it('admits any loopback port and what it was told to, and nothing else', async () => {
    const client = new Client(demo);
    const open = async (redirect_uri: string) =>
      (await client.browser.open(client.authorizationUrl({ redirect_uri }))).status;
    assert.equal(await open('http://localhost:3000/callback'), 200);
    assert.equal(await open('http://127.0.0.1/callback'), 200);
    for (const other of [
      'http://localhost:3000/other',
      'http://evil.example/callback',
      'http://localhost:3000@evil.example/callback',
      'vscode://a.b/cb',
    ]) {
      assert.equal(await open(other), 400, other);
    }
    demo.allowRedirectUri('vscode://a.b/cb');
    assert.equal(await open('vscode://a.b/cb'), 200);
  });

  it('insists on PKCE with S256', async () => {
    const client = new Client(demo);
    const missing = await client.authorize({ code_challenge: undefined, code_challenge_method: undefined });
    assert.equal(missing.get('error'), 'invalid_request');
    const plain = await client.authorize({ code_challenge_method: 'plain' });
    assert.equal(plain.get('error'), 'invalid_request');
  });

  it('says which API it does not know', async () => {
    const answer = await new Client(demo).authorize({ audience: 'https://other.example' });
    assert.equal(answer.get('error'), 'invalid_target');
    assert.match(answer.get('error_description') ?? '', /Service not found: https:\/\/other\.example/);
  });
});
