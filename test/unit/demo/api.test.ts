import { strict as assert } from 'node:assert';
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { startDemo, type Demo } from '../../../src/demo/server.ts';
import { claims, Client, header, orders } from './client.ts';

describe('demo API', () => {
  let demo: Demo;
  let client: Client;
  let token: string;

  before(async () => {
    demo = await startDemo({ ttl: { stock: 1 } });
    client = new Client(demo);
    token = String((await client.signIn()).body['access_token']);
  });

  after(() => demo.stop());

  it('answers a token that is good for it', async () => {
    const { status, body } = await client.get('/api/orders', token);
    assert.equal(status, 200);
    assert.equal(body['user'], 'demo|ada');
  });

  it('names no error when no token was sent', async () => {
    const { status, challenge } = await client.get('/api/orders');
    assert.equal(status, 401);
    assert.equal(challenge, 'Bearer realm="orders"');
  });

  it('says that a token is for another API', async () => {
    const { status, body, challenge } = await client.get('/api/stock', token);
    assert.equal(status, 401);
    assert.equal(body['error'], 'invalid_token');
    assert.equal(
      challenge,
      'Bearer realm="stock", error="invalid_token", error_description="The token was not issued for https://stock.demo.example"',
    );
  });

  it('names the scope that is missing', async () => {
    const { status, body, challenge } = await client.get('/api/orders', token, 'POST');
    assert.equal(status, 403);
    assert.equal(body['error'], 'insufficient_scope');
    assert.match(challenge ?? '', /error="insufficient_scope", .*, scope="write:orders"$/);
  });

  it('lets Grace write, where Ada may only read, and after a refresh as well', async () => {
    const grace = new Client(demo);
    const { body } = await grace.signIn({}, { account: 'demo|grace' });
    assert.equal((await grace.get('/api/orders', String(body['access_token']), 'POST')).status, 200);
    const { body: refreshed } = await grace.refresh(body['refresh_token']);
    assert.match(String(refreshed['scope']), / write:orders$/);
  });

  it('says that a token expired', async () => {
    const { body } = await client.signIn({ audience: 'https://stock.demo.example', scope: 'openid read:stock' });
    const short = String(body['access_token']);
    await new Promise((resolve) => setTimeout(resolve, Number(claims(short).exp) * 1000 - Date.now() + 50));
    const answer = await client.get('/api/stock', short);
    assert.equal(answer.status, 401);
    assert.equal(answer.body['error_description'], 'The token expired');
  });

  it('refuses an ID token, a foreign signature, a token without one and noise', async () => {
    const { body } = await client.signIn();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const forged = await new SignJWT(claims(token))
      .setProtectedHeader({ ...header(token), alg: 'RS256' })
      .sign(privateKey);
    const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${token.split('.')[1]}.`;
    for (const bad of [String(body['id_token']), forged, none, 'noise', 'a.b.c', 'x"y']) {
      const answer = await client.get('/api/orders', bad);
      assert.equal(answer.status, 401);
      assert.equal(answer.body['error'], 'invalid_token');
    }
  });

  it('lists its paths at an unknown one', async () => {
    const { status, body } = await client.get('/api/toString', token);
    assert.equal(status, 404);
    assert.deepEqual(body['apis'], ['/api/orders', '/api/stock', '/api/admin']);
  });

  it('accepts opaque tokens where the server issues those', async () => {
    const opaque = await startDemo({ loose: { opaque: true } });
    try {
      const other = new Client(opaque);
      const { body } = await other.signIn();
      const value = String(body['access_token']);
      assert.doesNotMatch(value, /\./);
      assert.equal(body['scope'], 'openid profile email offline_access read:orders');
      assert.equal((await other.get('/api/orders', value)).status, 200);
      assert.equal((await other.get('/api/stock', value)).status, 401);
      const { body: described } = await other.post('/token/introspection', { token: value });
      assert.equal(described['aud'], orders);
    } finally {
      await opaque.stop();
    }
  });
});
