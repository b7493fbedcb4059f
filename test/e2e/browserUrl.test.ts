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
  let server: Server;
  let issuer: string;
  const targets: string[] = [];
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    server = createServer((request, response) => {
      const target = request.url ?? '';
      if (target.startsWith('/.well-known/')) {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(metadata(issuer)));
        return;
      }
      if (target.startsWith('/authorize')) targets.push(target);
      response.setHeader('content-type', 'text/html').end('<title>The authorization server</title>');
    });
    // A served VS Code rewrites 127.0.0.1 and leaves these alone. Only Linux has all of 127.0.0.0/8.
    const address = process.platform === 'linux' ? '127.0.0.2' : '::1';
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    const host = address.includes(':') ? `[${address}]` : address;
    issuer = `http://${host}:${String((server.address() as AddressInfo).port)}`;
    const profile = { issuer, clientId: 'native app&1', scopes: ['openid'], authorizationParameters: awkward };
    workbench = await Workbench.start({ settings: { 'tokenInspector.profiles': { integration: profile } } });
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    server.closeAllConnections();
    server.close();
  });

  it('arrives at the server as it was built, whatever characters are in it', async () => {
    const page = await window.waitForPopup(() => window.clickRow(['integration', 'Sign In…']));
    await page.close();
    assert.equal(targets.length, 1);
    const { searchParams } = new URL(targets[0]!, issuer);
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
