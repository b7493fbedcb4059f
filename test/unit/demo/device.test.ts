import { strict as assert } from 'node:assert';
import { startDemo, type Demo } from '../../../src/demo/server.ts';
import { startProxy } from './browser.ts';
import { claims, Client, stock, type Answer } from './client.ts';

describe('demo device flow', () => {
  let demo: Demo;
  let client: Client;
  let device: Record<string, unknown>;

  before(async () => {
    demo = await startDemo();
  });

  after(() => demo.stop());

  beforeEach(async () => {
    client = new Client(demo);
    ({ body: device } = await client.post('/device/auth', {
      scope: 'openid offline_access read:stock',
      audience: stock,
    }));
  });

  function poll(): Promise<Answer> {
    return client.token({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: String(device['device_code']),
    });
  }

  it('waits for the user, then gives tokens for the API that was asked for', async () => {
    assert.equal((await poll()).body['error'], 'authorization_pending');
    const code = await client.browser.open(String(device['verification_uri']));
    const confirm = await client.browser.press(code, { user_code: String(device['user_code']) });
    assert.match(confirm.body, /Is this your device\?/);
    const signIn = await client.browser.press(confirm, { confirm: 'yes' });
    const done = await client.browser.press(signIn, { account: 'demo|grace' });
    assert.match(done.body, /Signed in/);
    const { body } = await poll();
    assert.deepEqual(claims(body['access_token']).aud, [stock, `${demo.issuer}/me`]);
    assert.equal(claims(body['access_token']).sub, 'demo|grace');
    assert.equal(typeof body['refresh_token'], 'string');
  });

  it('works behind a proxy with the complete address, whose page sends itself', async () => {
    const proxy = await startProxy(demo.issuer);
    try {
      const complete = String(device['verification_uri_complete']).replace(demo.issuer, proxy.base);
      const sending = await client.browser.open(complete);
      const confirm = await client.browser.press(sending, { user_code: String(device['user_code']) });
      const signIn = await client.browser.press(confirm, { confirm: 'yes' });
      await client.browser.press(signIn, { account: 'demo|ada' });
      assert.equal((await poll()).status, 200);
    } finally {
      proxy.close();
    }
  });

  it('says that nobody waits for a wrong code', async () => {
    const code = await client.browser.open(String(device['verification_uri']));
    const again = await client.browser.press(code, { user_code: 'WRNG-CODE' });
    assert.match(again.body, /role="alert"/);
    assert.match(again.body, /the code was not found/);
  });

  for (const [where, cancel] of [
    ['the code', { abort: 'yes' }],
    ['the sign-in page', { cancel: 'yes' }],
  ] as const) {
    it(`says access_denied when the user cancels at ${where}`, async () => {
      const code = await client.browser.open(String(device['verification_uri']));
      const confirm = await client.browser.press(code, { user_code: String(device['user_code']) });
      const end =
        'abort' in cancel
          ? await client.browser.press(confirm, cancel)
          : await client.browser.press(await client.browser.press(confirm, { confirm: 'yes' }), cancel);
      assert.match(end.body, /the interaction was aborted/);
      assert.equal((await poll()).body['error'], 'access_denied');
    });
  }
});
