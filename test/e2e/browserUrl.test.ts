import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

/** Parameters that an encoding too many, or one too few, would change. */
const awkward = {
  ampersand: 'a&b=c',
  hash: '#fragment',
  percent: '100% %26 %2526 %zz',
  plus: '1+1 = 2',
  equals: '==',
  space: ' two  spaces ',
  letters: 'ø é 漢',
  emoji: '🔑👩🏽‍💻',
  quotes: '"double" \'single\' <angle> \\ ` {brace} | ^',
  url: 'https://api.example.com/a b?x=1&y=%2F#z',
  semicolon: 'a;b,c:d/e?f@g$h!i*j(k)l~m',
};

describe('The address that the browser is sent to', function () {
  this.timeout(60_000);
  const servers: Server[] = [];
  /** By the names of the profiles. */
  const issuers: Record<string, string> = {};
  const targets: string[] = [];
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    // A served VS Code rewrites the last two and leaves the first alone. Only Linux has all of 127.0.0.0/8.
    const address = process.platform === 'linux' ? '127.0.0.2' : '::1';
    await start('integration', address, address.includes(':') ? `[${address}]` : address);
    await start('numbers', '127.0.0.1', '127.0.0.1');
    await start('name', '127.0.0.1', 'localhost');
    const common = { clientId: 'native app&1', scopes: ['openid'], authorizationParameters: awkward };
    const profiles = Object.entries(issuers).map(([name, issuer]) => [name, { issuer, ...common }]);
    workbench = await Workbench.start({
      settings: { 'tokenInspector.profiles': Object.fromEntries(profiles) as unknown },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function start(profile: string, address: string, host: string): Promise<void> {
    const server = createServer((request, response) => {
      const target = request.url ?? '';
      if (target.startsWith('/.well-known/')) {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(metadata(issuers[profile]!)));
        return;
      }
      if (target.startsWith('/authorize')) targets.push(target);
      response.setHeader('set-cookie', 'interaction=1; Path=/authorize; HttpOnly');
      response.setHeader('content-type', 'text/html').end('<title>The authorization server</title>');
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    issuers[profile] = `http://${host}:${String((server.address() as AddressInfo).port)}`;
  }

  for (const name of ['numbers', 'name']) {
    it(`has the server’s own ${name}, where its cookies and links work`, async () => {
      const page = await window.waitForPopup(() => window.clickRow([name, 'Sign In…']));
      assert.equal(new URL(page.url()).origin, issuers[name]);
      const cookies = await page.context().cookies(page.url());
      assert.ok(cookies.some((cookie) => cookie.name === 'interaction'));
      await page.close();
      await window.page.bringToFront();
      await window.clickNotificationButton('Cancel', `Signing in at ${name}`);
    });
  }

  it('arrives at the server as it was built, whatever characters are in it', async () => {
    targets.length = 0;
    const page = await window.waitForPopup(() => window.clickRow(['integration', 'Sign In…']));
    await page.close();
    assert.equal(targets.length, 1);
    const { searchParams } = new URL(targets[0]!, issuers['integration']);
    for (const [name, value] of Object.entries(awkward)) assert.deepEqual(searchParams.getAll(name), [value], name);
    assert.deepEqual(searchParams.getAll('client_id'), ['native app&1']);
    assert.match(searchParams.get('redirect_uri') ?? '', /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    const own = ['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce'];
    const expected = [...own, 'code_challenge', 'code_challenge_method', ...Object.keys(awkward)];
    assert.deepEqual([...searchParams.keys()].sort(), expected.sort(), 'nothing came apart into parameters of its own');
    await window.clickNotificationButton('Cancel', 'Signing in at integration');
  });
});

function metadata(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
  };
}
