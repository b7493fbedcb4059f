import { strict as assert } from 'node:assert';
import { demoUsers } from '../../../src/demo/catalogue.ts';
import { startDemo, type Demo } from '../../../src/demo/server.ts';
import { english } from '../../../src/demo/words.ts';
import { Client, orders, stock } from './client.ts';

describe('demo pages in another language', () => {
  let demo: Demo;
  let client: Client;

  before(async () => {
    demo = await startDemo({ words: { language: 'x-loud', say: (sentence) => `«${english.say(sentence)}»` } });
  });

  after(() => demo.stop());

  beforeEach(() => {
    client = new Client(demo);
  });

  /** All that the page shows but names and the server's own words is said in the language, and the page says which one. */
  function isSaid(page: { body: string }, ...others: readonly string[]): void {
    assert.match(page.body, /<html lang="x-loud">/);
    const shown = page.body
      .replace(/<style>.*?<\/style>/gs, '')
      .replace(/<[^>]*?aria-label="([^"]*)"[^>]*>/g, '\n$1\n')
      .split(/<[^>]+>|\n/)
      .map((text) => text.trim())
      .filter((text) => text !== '');
    const known = new Set([
      ...others,
      ...demoUsers.flatMap(({ email, given_name }) => [email, given_name.slice(0, 1)]),
    ]);
    assert.deepEqual(
      shown.filter((text) => !known.has(text) && !/^«.*»$/.test(text)),
      [],
    );
  }

  it('says so on the sign-in page, with an API and without', async () => {
    isSaid(
      await client.browser.open(client.authorizationUrl({ audience: orders, scope: 'openid' })),
      `orders, ${orders}`,
      'openid',
    );
    isSaid(await client.browser.open(client.authorizationUrl({ audience: undefined, scope: 'openid' })), 'openid');
    isSaid(
      await client.browser.open(client.authorizationUrl({ scope: undefined, nonce: undefined })),
      `orders, ${orders}`,
    );
  });

  it('says so where a sign-in is over, refused, or not begun', async () => {
    isSaid(await client.browser.open(`${demo.issuer}/interaction/gone`));
    isSaid(await client.browser.open(`${demo.issuer}/`));
    const refused = await client.browser.open(client.authorizationUrl({ client_id: 'nobody' }));
    isSaid(refused, 'invalid_client', 'client is invalid');
  });

  it('says so to a device', async () => {
    const { body } = await client.post('/device/auth', { scope: 'openid', audience: stock });
    const enter = await client.browser.open(String(body['verification_uri']));
    isSaid(enter);
    isSaid(await client.browser.press(enter, { user_code: 'WRNG-CODE' }));
    const confirm = await client.browser.press(enter, { user_code: String(body['user_code']) });
    isSaid(confirm, String(body['user_code']));
    isSaid(
      await client.browser.press(await client.browser.press(confirm, { confirm: 'yes' }), { account: 'demo|ada' }),
    );
  });
});
