import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { startDemo } from '../../../src/demo/server.ts';
import { claims, Client, redirectUri, stock } from './client.ts';

describe('demo server', () => {
  it('describes itself as a profile that needs no registration', async () => {
    const demo = await startDemo();
    try {
      assert.equal(demo.profile.issuer, demo.issuer);
      assert.equal(demo.profile.origin, 'demo');
      assert.equal(demo.profile.redirectUri, 'http://127.0.0.1/callback');
      assert.deepEqual(
        demo.profile.apis.map(({ name }) => name),
        ['orders', 'stock', 'admin'],
      );
      assert.ok(demo.profile.apis[0].scopes.includes('write:orders'));
    } finally {
      await demo.stop();
    }
  });

  it('listens on the loopback address that its issuer names, and nowhere once it is stopped', async () => {
    const demo = await startDemo();
    assert.match(demo.issuer, /^http:\/\/127\.0\.0\.1:\d+$/);
    const { port } = new URL(demo.issuer);
    const idle = connect(Number(port), '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    await fetch(`${demo.issuer}/jwks`);
    const gone = new Promise((resolve) => idle.once('close', resolve));
    await demo.stop();
    await gone;
    await assert.rejects(fetch(`${demo.issuer}/jwks`));
  });

  it('says which port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      await assert.rejects(startDemo({ port }), { code: 'EADDRINUSE', port });
    } finally {
      other.close();
    }
  });

  it('keeps two demos apart: keys, tokens and sign-ins', async () => {
    const [one, two] = [await startDemo(), await startDemo()];
    try {
      const { body } = await new Client(one).signIn();
      const stranger = new Client(two);
      assert.equal((await stranger.refresh(body['refresh_token'])).body['error'], 'invalid_grant');
      assert.equal((await stranger.get('/api/orders', String(body['access_token']))).status, 401);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });

  it('does not grow with what strange pages ask of it', async () => {
    const demo = await startDemo();
    try {
      for (let i = 0; i < 1100; i++) await (await fetch(`${demo.issuer}/auth?i=${String(i)}`)).text();
      for (let i = 0; i < 1100; i++) await (await fetch(`${demo.issuer}/me/${String(i)}`)).text();
      assert.equal(demo.requests['/auth'], 1100);
      assert.equal(demo.authorizationUrls.length, 1000);
      assert.equal(demo.authorizationUrls.at(-1), '/auth?i=1099');
      assert.equal(Object.keys(demo.requests).length, 1000);
    } finally {
      await demo.stop();
    }
  });

  it('writes nothing to the console, whatever it is asked', async () => {
    const written: string[] = [];
    const originals = { ...console };
    for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      console[level] = (...words: unknown[]) => written.push(words.join(' '));
    }
    try {
      const demo = await startDemo();
      const client = new Client(demo);
      const { body } = await client.signIn();
      await client.refresh(body['refresh_token']);
      await client.refresh(body['refresh_token']);
      await client.post('/token/introspection', { token: 'x' });
      await client.post('/token/revocation', { token: 'x' });
      await client.browser.open(`${demo.issuer}/auth?client_id=nobody`);
      await client.browser.open(`${demo.issuer}/device?user_code=x`);
      await client.browser.open(`${demo.issuer}/nothing`);
      await fetch(`${demo.issuer}/token`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{' });
      const origin = 'https://elsewhere.example';
      const plain = await client.signIn({ audience: undefined });
      await fetch(`${demo.issuer}/me`, {
        headers: { origin, authorization: `Bearer ${String(plain.body['access_token'])}` },
      });
      await fetch(`${demo.issuer}/token`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({ client_id: demo.profile.clientId }),
      });
      await demo.stop();
    } finally {
      Object.assign(console, originals);
    }
    assert.deepEqual(written, []);
  });

  describe('options', () => {
    it('strict.redirectUris admits the very strings alone', async () => {
      const exact = 'http://localhost:3000/callback';
      const demo = await startDemo({ strict: { redirectUris: [exact] } });
      try {
        const client = new Client(demo);
        assert.equal((await client.browser.open(client.authorizationUrl())).status, 400);
        const { status } = await client.signIn({ redirect_uri: exact });
        assert.equal(status, 200);
      } finally {
        await demo.stop();
      }
    });

    it('strict.requirePar refuses what was not pushed, and a pushed request keeps its API and scopes', async () => {
      const demo = await startDemo({ strict: { requirePar: true } });
      try {
        const client = new Client(demo);
        assert.equal((await client.authorize()).get('error'), 'invalid_request');
        const asked = new URL(client.authorizationUrl({ audience: stock, scope: 'openid offline_access read:stock' }));
        const { status, body: pushed } = await client.post('/request', Object.fromEntries(asked.searchParams));
        assert.equal(status, 201, JSON.stringify(pushed));
        const page = await client.browser.open(
          `${demo.issuer}/auth?client_id=${demo.profile.clientId}&request_uri=${encodeURIComponent(String(pushed['request_uri']))}`,
        );
        const end = await client.browser.press(page, { account: 'demo|ada' });
        const { body } = await client.token({
          grant_type: 'authorization_code',
          code: new URL(end.url).searchParams.get('code') ?? '',
          redirect_uri: redirectUri,
          code_verifier: client.verifier,
        });
        assert.equal(body['scope'], 'openid offline_access read:stock');
        assert.deepEqual(claims(body['access_token']).aud, [stock, `${demo.issuer}/me`]);
        assert.equal(typeof body['refresh_token'], 'string');
      } finally {
        await demo.stop();
      }
    });

    it('loose.noRefreshToken gives none', async () => {
      const demo = await startDemo({ loose: { noRefreshToken: true } });
      try {
        assert.equal((await new Client(demo).signIn()).body['refresh_token'], undefined);
      } finally {
        await demo.stop();
      }
    });

    it('rotateRefreshTokens: false answers a refresh with the same token, as often as it is asked', async () => {
      const demo = await startDemo({ rotateRefreshTokens: false, ttl: { orders: 7 } });
      try {
        const client = new Client(demo);
        const { body: first } = await client.signIn();
        assert.equal(first['expires_in'], 7);
        const { body } = await client.refresh(first['refresh_token']);
        assert.equal(body['refresh_token'], first['refresh_token']);
        assert.equal((await client.refresh(first['refresh_token'])).status, 200);
      } finally {
        await demo.stop();
      }
    });
  });
});
