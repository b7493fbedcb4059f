import { strict as assert } from 'node:assert';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'mocha';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { picture } from '../support/pictures.ts';
import { signInAs, thinkAMoment } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

describe('Trouble ends in a sentence and a way on', function () {
  this.timeout(90_000);
  let server: Demo;
  let other: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;
  let fixedPort: number;
  const hostile = createServer();

  before(async () => {
    server = await startDemo();
    other = await startDemo();
    fixedPort = await freePort();
    const hostileIssuer = await listenAsHostile(hostile);
    const profile = (changes: Record<string, unknown>): Record<string, unknown> => profileSettings(server, changes);
    workbench = await Workbench.start({
      settings: {
        'tokenInspector.signInTimeout': 10,
        'tokenInspector.profiles': {
          integration: profile({}),
          fixed: profileSettings(other, { redirectUri: `http://localhost:${String(fixedPort)}/callback` }),
          down: profile({ issuer: `http://127.0.0.1:${String(await freePort())}` }),
          slash: profile({ issuer: `${server.issuer}/` }),
          stranger: profile({ clientId: 'nobody' }),
          hostile: profile({ issuer: hostileIssuer }),
          typo: { isuer: server.issuer, clientId: 'x' },
        },
      },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
    await other.stop();
    hostile.closeAllConnections();
    hostile.close();
  });
  afterEach(async () => {
    await window.page.bringToFront();
    await window.clearNotifications();
  });

  const signIn = async (profile: string): Promise<void> => window.clickRow([profile, 'Sign In…']);

  it('a key with a typo: the tree names it and leads to it', async () => {
    await window.tree.row([/^Settings to mend/, /typo › isuer/]);
    await window.clickRow([/^Settings to mend/, /typo › isuer/]);
    await window.waitForEditorText(/"typo"/);
    await window.runCommand('View: Close Editor');
  });

  it('an issuer that is down', async () => {
    await signIn('down');
    await window.waitForNotification(/Nobody answers at 127\.0\.0\.1:\d+: the connection was refused/);
    await window.notificationButton('Try Again');
    await window.notificationButton('Edit Profile');
  });

  it('an issuer that differs by a slash', async () => {
    await signIn('slash');
    await window.waitForNotification(/Only a slash at the end is wrong/);
    await window.clickNotificationButton('Read More');
    await window.waitForPreview('The issuer');
    await picture(window.page, 'help-failure');
    await window.runCommand('View: Close Editor');
    await signIn('slash');
    await window.clickNotificationButton('Edit Profile');
    await window.waitForEditorText(/"slash"/);
    await window.runCommand('View: Close Editor');
  });

  it('a client that the server does not know: the browser says so, and Cancel ends the waiting without an error', async () => {
    const page = await window.waitForPopup(() => signIn('stranger'));
    await page
      .getByText(/invalid_client|not known|unknown/i)
      .first()
      .waitFor();
    await page.close();
    await window.page.bringToFront();
    await window.clickNotificationButton('Cancel', 'Signing in at stranger');
    await window.page.waitForTimeout(500);
    assert.deepEqual(await window.openNotifications(), []);
  });

  it('a denied consent: the server’s words, and Try Again', async () => {
    const page = await window.waitForPopup(() => signIn('integration'));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('You are not signed in').waitFor();
    await page.close();
    await window.page.bringToFront();
    await window.waitForNotification(/The sign-in was declined[^]*said “access_denied/);
    const told = window.page.locator('.notification-list-item').filter({ hasText: 'access_denied' });
    assert.equal(await told.locator('.codicon-error').count(), 0, 'the person’s own no is no error');
    await signInAs(window, 'Ada', () => window.clickNotificationButton('Try Again'));
    await window.runCommand('Token Inspector: Sign Out');
    await window.waitForStatus(/signed out/);
  });

  it('a server whose words would be a link that runs a command: they stay words', async () => {
    const page = await window.waitForPopup(() => signIn('hostile'));
    await page.getByText('You are not signed in').waitFor();
    await page.close();
    await window.page.bringToFront();
    await window.waitForNotification(/See \[this page\] \(command:workbench\.action\.terminal\.new\)/);
    const message = window.page.locator('.notification-list-item-message').filter({ hasText: 'See [this page]' });
    assert.equal(await message.locator('a').count(), 0);
  });

  it('a browser tab that is closed: the waiting ends by itself', async () => {
    const page = await window.waitForPopup(() => signIn('integration'));
    await page.close();
    await window.page.bringToFront();
    await window.waitForNotification(/Nobody came back from the browser in time/, 20_000);
    await window.notificationButton('Try Again');
  });

  it('a second sign-in while one waits takes its place', async () => {
    const first = await window.waitForPopup(() => signIn('integration'));
    await window.page.bringToFront();
    const second = await window.waitForPopup(() => signIn('integration'));
    await thinkAMoment(second);
    await first.getByRole('button', { name: /Ada/ }).click();
    await first.waitForLoadState();
    await second.getByRole('button', { name: /Grace/ }).click();
    await second.getByText('You are signed in').waitFor();
    await first.close();
    await second.close();
    await window.page.bringToFront();
    await window.waitForNotification('Signed in at integration as grace@demo.example.');
    assert.ok(
      (await window.notifications()).every(
        (text) => !text.includes('ada@demo.example.') || text.includes('integration'),
      ),
    );
    const rows = await window.treeRows();
    assert.ok(!rows.some(({ label, description }) => label === 'integration' && description.includes('ada@')));
  });

  it('a port in use: which one, and Try Again once it is free; then a fixed redirect URI works', async () => {
    const occupant = await listen(fixedPort);
    await signIn('fixed');
    await window.waitForNotification(new RegExp(`Port ${String(fixedPort)} is in use`));
    await new Promise((resolve) => occupant.close(resolve));
    await signInAs(window, 'Ada', () => window.clickNotificationButton('Try Again'));
    const url = new URL(other.authorizationUrls.at(-1) ?? '', other.issuer);
    assert.equal(url.searchParams.get('redirect_uri'), `http://localhost:${String(fixedPort)}/callback`);
  });

  it('a finding: the page that explains it, at its section', async () => {
    await window.expand('fixed', 'orders', /^Findings/);
    const finding = ['fixed', 'orders', /^Findings/, /^Two audiences/] as const;
    await window.clickInlineAction(finding, 'Read More…');
    await window.waitForPreview('Why there are two');
    await picture(window.page, 'help-finding');
    await window.expand(...finding);
    await window.clickRow([...finding, 'Read More…']);
    await window.waitForPreview('Why there are two');
    await window.runCommand('View: Close Editor');
  });

  it('a server that goes away: a token that is still fresh is copied all the same, and the session is kept', async () => {
    await other.stop();
    await window.clickInlineAction(['fixed', 'orders'], 'Copy Access Token');
    await window.waitForStatus(/Access token for orders copied/);
    await window.clickInlineAction(['fixed', 'stock'], 'Copy Access Token');
    await window.waitForNotification(/the connection was refused/);
    await window.notificationButton('Try Again');
    await window.tree.row(['fixed', 'orders']);
  });
});

describe('A keyring that forgets', function () {
  this.timeout(90_000);
  let server: Demo;
  let workbench: Workbench;

  before(async () => {
    server = await startDemo();
    workbench = await Workbench.start({
      settings: { 'tokenInspector.profiles': { integration: profileSettings(server) } },
    });
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });

  it('is recognised and explained, and signing in again works', async () => {
    let window = await workbench.openWindow();
    await window.openTokensView();
    await signInAs(window, 'Ada', () => window.clickRow(['integration', 'Sign In…']));
    // A window that opens within ten seconds of another's last use of the key may have opened too early to see it.
    await window.page.waitForTimeout(11_000);
    await workbench.forgetSecrets();
    window = await workbench.openWindow();
    await window.openTokensView();
    await window.clickRow(['1 session cannot be opened']);
    await window.waitForNotification(/secret storage of VS Code no longer has the key/);
    await window.clickNotificationButton('Remove');
    await window.tree.gone(['1 session cannot be opened']);
    await signInAs(window, 'Ada', () => window.clickRow(['integration', 'Sign In…']));
    await window.tree.row(['integration', 'orders']);
  });
});

/** An authorization server that answers every sign-in with an error. @returns its issuer */
async function listenAsHostile(server: Server): Promise<string> {
  // A served VS Code rewrites 127.0.0.1 and leaves these alone. Only Linux has all of 127.0.0.0/8.
  const address = process.platform === 'linux' ? '127.0.0.2' : '::1';
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const host = address.includes(':') ? `[${address}]` : address;
  const issuer = `http://${host}:${String((server.address() as AddressInfo).port)}`;
  server.on('request', (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    if (pathname !== '/authorize') {
      const endpoints = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ issuer, ...endpoints, jwks_uri: `${issuer}/jwks` }));
      return;
    }
    const location = new URL(searchParams.get('redirect_uri') ?? '');
    location.searchParams.set('state', searchParams.get('state') ?? '');
    location.searchParams.set('error', 'server_error');
    location.searchParams.set('error_description', 'See [this page](command:workbench.action.terminal.new).');
    response.writeHead(302, { location: location.href }).end();
  });
  return issuer;
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

async function freePort(): Promise<number> {
  const server = await listen(0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
