import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { picture } from '../support/pictures.ts';
import { unpackForWeb } from '../support/webExtension.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';
import { jws, startFake, type FakeServer } from '../unit/oauth/fakeServer.ts';

/** An access token of the server for two APIs, one of which is its own userinfo endpoint. */
function tokenOf({ issuer, key }: FakeServer, scope: string): string {
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now - 60, exp: now + 3600 };
  const claims = { iss: issuer, sub: 'ada', aud: ['https://stock.example.com', `${issuer}/userinfo`], azp: 'native' };
  return jws({ alg: 'ES256', kid: 'k1', typ: 'JWT' }, { ...claims, ...times, scope }, key.privateKey);
}

/** Lets pages of other origins read every answer (CORS). */
function openToPages(server: FakeServer): void {
  const handle = server.handle.bind(server);
  server.handle = (received, response) => {
    response.setHeader('access-control-allow-origin', '*');
    handle(received, response);
  };
}

describe('VS Code for the Web, where the extension runs in a web worker', function () {
  this.timeout(120_000);
  let open: FakeServer;
  let closed: FakeServer;
  let workbench: Workbench;
  let window: WorkbenchWindow;
  const row = ['Inspected', 'Access token for stock.example.com'];

  before(async () => {
    [open, closed] = await Promise.all([startFake(), startFake()]);
    openToPages(open);
    workbench = await Workbench.start({
      vsixes: [],
      unpacked: [await unpackForWeb()],
      folder: { 'requests.http': `Authorization: Bearer ${tokenOf(open, 'openid read:stock')}\n` },
      settings: {
        'tokenInspector.profiles': {
          open: { issuer: open.issuer, clientId: 'native', audience: 'https://stock.example.com' },
          closed: { issuer: closed.issuer, clientId: 'native', audience: 'https://stock.example.com' },
        },
      },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
    await window.widenSideBar(560);
  });
  after(async () => {
    await workbench.stop();
    await Promise.all([open.stop(), closed.stop()]);
  });

  const inspect = async (token: string): Promise<void> => {
    await window.setClipboard(token);
    await window.runCommand('Token Inspector: Inspect Token…');
  };

  it('shows a pasted token with its findings, verified with the keys that its issuer lets pages read', async () => {
    await inspect(tokenOf(open, 'openid read:stock'));
    await window.tree.described([...row, 'Signature'], 'verified with key k1');
    await window.expand(...row, /^Findings/);
    await window.tree.row([...row, /^Findings/, /^Two audiences/]);
    await picture(window.page, 'web-inspected');
    await window.clickInlineAction(row, 'Open Decoded');
    await window.waitForEditorText(/"alg": "ES256"/);
    await window.clickInlineAction(row, 'Remove');
  });

  it('says why there is no verdict where the issuer does not let pages read its keys', async () => {
    await inspect(tokenOf(closed, 'openid'));
    await window.tree.described(
      [...row, 'Signature'],
      /^not verifiable: A web page may not read the issuer’s keys \(CORS\)/,
    );
    await picture(window.page, 'web-cors');
  });

  it('makes and signs a test token', async () => {
    await window.clickContextMenu(row, 'Make a Test Token…');
    await window.waitForEditorText(/This is a test token/);
    await window.runCommand('Token Inspector: Sign Test Token and Copy…');
    await window.quickPick('This Window’s Key');
    await window.waitForStatus(/Test token copied/);
    assert.match(await window.clipboard(), /^eyJ[\w-]+\.[\w-]+\.[\w-]{86}$/);
    await window.runCommand('View: Revert and Close Editor');
    await window.clearNotifications();
  });

  it('compares two tokens', async () => {
    await inspect(tokenOf(open, 'openid read:stock write:stock'));
    await window.runCommand('Token Inspector: Compare Tokens…');
    await window.page.getByText('Compare which token?').waitFor();
    await window.page.keyboard.press('Enter');
    await window.page.getByText(/^Compare .* with which token\?/).waitFor();
    await window.page.keyboard.press('Enter');
    await window.page.locator('.monaco-diff-editor').waitFor();
    await window.runCommand('View: Close All Editors');
  });

  it('says the essentials where the mouse rests on a token', async () => {
    await window.openFile('requests.http');
    await window.waitForEditorText(/Bearer eyJ/);
    const hover = await window.hover(/Bearer/, 300);
    assert.match(hover, /API: https:\/\/stock\.example\.com/);
    assert.match(hover, /Inspect Token/);
    await window.runCommand('View: Close All Editors');
  });

  it('explains an error, with the buttons that lead somewhere here', async () => {
    await window.setClipboard(
      'HTTP/1.1 403 Forbidden\nWWW-Authenticate: Bearer error="insufficient_scope", scope="write:stock"',
    );
    await window.runCommand('Token Inspector: Explain API Error…');
    await window.waitForNotification(/The API wants write:stock/);
    await window.page.waitForTimeout(600);
    await picture(window.page, 'web-explained');
    await window.clickNotificationButton('Details');
    await window.waitForEditorText(/insufficient_scope/);
    await window.runCommand('View: Close All Editors');
    await window.clearNotifications();

    await window.runCommand('Token Inspector: Explain API Error…');
    await window.clickNotificationButton('Paste Token…');
    await window.inputBox(tokenOf(open, 'openid read:stock'));
    await window.waitForNotification(/has openid, read:stock|has read:stock/);
    await window.clearNotifications();
  });

  it('says in one sentence why nobody can sign in, and offers what can be done', async () => {
    await window.setClipboard('');
    for (const command of ['Sign In', 'Copy Access Token', 'Try It With the Demo Provider']) {
      await window.runCommand(`Token Inspector: ${command}`);
      await window.waitForNotification(/^Signing in needs VS Code on the desktop or connected to a remote/);
      await window.clickNotificationButton('Inspect a Token Instead');
      await window.waitForQuickInput(/Paste a token/);
      await window.page.keyboard.press('Escape');
      await window.clearNotifications();
    }
    await window.runCommand('Token Inspector: Add Profile…');
    await window.waitForNotification(/write it into the settings/);
    await window.page.waitForTimeout(600);
    await picture(window.page, 'web-sign-in');
    await window.clickNotificationButton('Edit Profiles');
    await window.waitForEditorText(/tokenInspector\.profiles/);
  });

  it('offers what can be done here where there is no profile', async () => {
    await window.runCommand('View: Close All Editors');
    await window.runCommand('Token Inspector: Remove All Inspected Tokens');
    await window.setSettings({ 'tokenInspector.profiles': {} });
    await window.openTokensView();
    assert.match(await window.welcomeText(), /Inspect Token…\s+Explain API Error…\s+Signing in needs VS Code/);
    await picture(window.page, 'web-welcome');
  });
});
