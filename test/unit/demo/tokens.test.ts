import { strict as assert } from 'node:assert';
import { startDemo, type Demo } from '../../../src/demo/server.ts';
import { admin, claims, Client, header, orders, stock } from './client.ts';

describe('demo tokens', () => {
  let demo: Demo;

  before(async () => {
    demo = await startDemo();
  });

  after(() => demo.stop());

  describe('a refresh', () => {
    it('yields a short-lived token for another API from the same sign-in', async () => {
      const client = new Client(demo);
      const { body: first } = await client.signIn();
      const { status, body } = await client.refresh(first['refresh_token'], { audience: stock });
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(claims(body['access_token']).aud, [stock, `${demo.issuer}/me`]);
      assert.equal(body['expires_in'], 90);
      assert.equal(body['scope'], 'openid profile email offline_access read:stock');
      assert.equal(claims(body['id_token']).sub, 'demo|ada');
    });

    it('without an audience yields the API of the sign-in again', async () => {
      const client = new Client(demo);
      const { body: first } = await client.signIn();
      const { body: second } = await client.refresh(first['refresh_token'], { audience: stock });
      const { body: third } = await client.refresh(second['refresh_token']);
      assert.deepEqual(claims(third['access_token']).aud, [orders, `${demo.issuer}/me`]);
      assert.equal(third['scope'], first['scope']);
    });

    it('accepts RFC 8707 resource in place of audience', async () => {
      const client = new Client(demo);
      const { body: first } = await client.signIn({ audience: undefined, resource: orders });
      assert.deepEqual(claims(first['access_token']).aud, [orders, `${demo.issuer}/me`]);
      const { body } = await client.refresh(first['refresh_token'], { resource: stock, scope: 'read:stock' });
      assert.equal(claims(body['access_token']).aud, stock);
      assert.equal(body['id_token'], undefined);
    });

    it('leaves out a scope that the user may not have, as it did at the sign-in', async () => {
      const client = new Client(demo);
      const { body: first } = await client.signIn();
      const { body } = await client.refresh(first['refresh_token'], {
        audience: orders,
        scope: 'openid write:orders read:orders',
      });
      assert.equal(body['scope'], 'openid read:orders');
    });

    it('towards an API without offline access is refused in words, and does not cost the session', async () => {
      const client = new Client(demo);
      const { body: first } = await client.signIn();
      const refused = await client.refresh(first['refresh_token'], { audience: admin });
      assert.equal(refused.status, 400);
      assert.equal(refused.body['error'], 'invalid_target');
      assert.match(String(refused.body['error_description']), /Offline access is not allowed for https:\/\/admin/);
      const unknown = await client.refresh(first['refresh_token'], { audience: 'https://other.example' });
      assert.equal(unknown.body['error'], 'invalid_target');
      assert.equal((await client.refresh(first['refresh_token'])).status, 200);
    });

    it('rotates, and a token used twice ends the session', async () => {
      const client = new Client(demo);
      const { body: first } = await client.signIn();
      const { body: second } = await client.refresh(first['refresh_token']);
      assert.notEqual(second['refresh_token'], first['refresh_token']);
      assert.equal((await client.refresh(first['refresh_token'])).body['error'], 'invalid_grant');
      assert.equal((await client.refresh(second['refresh_token'])).body['error'], 'invalid_grant');
    });

    it('of one sign-in outlives the end of another in the same browser', async () => {
      const client = new Client(demo);
      const { body: first } = await client.signIn();
      const { body: second } = await client.signIn();
      await client.post('/token/revocation', { token: String(first['refresh_token']) });
      assert.equal((await client.refresh(first['refresh_token'])).body['error'], 'invalid_grant');
      assert.equal((await client.refresh(second['refresh_token'])).status, 200);
    });
  });

  it('come without a refresh token where nobody asked for offline_access', async () => {
    const { body } = await new Client(demo).signIn({ scope: 'openid read:orders' });
    assert.equal(body['refresh_token'], undefined);
    assert.equal(body['scope'], 'openid read:orders');
  });

  it('come without a refresh token for the API that allows none', async () => {
    const { body } = await new Client(demo).signIn({ audience: admin, scope: 'openid offline_access read:users' });
    assert.deepEqual(claims(body['access_token']).aud, [admin, `${demo.issuer}/me`]);
    assert.equal(body['refresh_token'], undefined);
  });

  it('have one audience without openid', async () => {
    const { body } = await new Client(demo).signIn({ scope: 'read:orders', nonce: undefined });
    assert.equal(claims(body['access_token']).aud, orders);
    assert.equal(body['id_token'], undefined);
  });

  it('are opaque without an audience, and good for the userinfo endpoint alone', async () => {
    const client = new Client(demo);
    const { body } = await client.signIn({ audience: undefined });
    const token = String(body['access_token']);
    assert.doesNotMatch(token, /\./);
    assert.equal(body['scope'], 'openid profile email offline_access');
    assert.equal((await client.get('/me', token)).body['email'], 'ada@demo.example');
    assert.equal((await client.get('/api/orders', token)).status, 401);
  });

  it('with two audiences work at the userinfo endpoint, too', async () => {
    const client = new Client(demo);
    const { body } = await client.signIn({ scope: 'openid email read:orders' });
    const userinfo = await client.get('/me', String(body['access_token']));
    assert.deepEqual(userinfo.body, { sub: 'demo|ada', email: 'ada@demo.example', email_verified: true });
  });

  it('are signed with the key that the discovery document leads to', async () => {
    const { body } = await new Client(demo).signIn();
    const discovery = (await (await fetch(`${demo.issuer}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    assert.equal(discovery['issuer'], demo.issuer);
    assert.equal(discovery['authorization_response_iss_parameter_supported'], true);
    for (const endpoint of [
      'revocation',
      'introspection',
      'device_authorization',
      'userinfo',
      'pushed_authorization_request',
    ]) {
      assert.ok(String(discovery[`${endpoint}_endpoint`]).startsWith(`${demo.issuer}/`), endpoint);
    }
    const { keys } = (await (await fetch(String(discovery['jwks_uri']))).json()) as { keys: Record<string, unknown>[] };
    assert.deepEqual(
      keys.map(({ kid }) => kid),
      [header(body['access_token'])['kid']],
    );
    assert.equal(keys[0]?.['d'], undefined);
  });

  it('can be introspected where they are opaque, and no more after revocation', async () => {
    const client = new Client(demo);
    const { body } = await client.signIn();
    const token = String(body['refresh_token']);
    assert.equal((await client.post('/token/introspection', { token })).body['active'], true);
    assert.equal((await client.post('/token/revocation', { token })).status, 200);
    assert.equal((await client.post('/token/introspection', { token })).body['active'], false);
  });

  it('are on record for tests', async () => {
    const client = new Client(demo);
    const { body } = await client.signIn();
    const last = demo.issued.at(-1);
    assert.equal(last?.accessToken, body['access_token']);
    assert.equal(last?.refreshToken, body['refresh_token']);
    assert.equal(last?.grantType, 'authorization_code');
    assert.ok((demo.requests['/token'] ?? 0) > 0);
    assert.ok((demo.requests['/interaction/:uid'] ?? 0) > 0);
  });
});
