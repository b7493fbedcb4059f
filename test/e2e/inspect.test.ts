import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { picture } from '../support/pictures.ts';
import { signInAs } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Nobody's profile, and an address that must never be asked for keys. */
function foreignToken(claims: Record<string, unknown>): string {
  const header = { alg: 'RS256', typ: 'JWT', kid: 'k1' };
  return [encode(header), encode(claims), Buffer.alloc(256, 7).toString('base64url')].join('.');
}

describe('The inspector', function () {
  this.timeout(120_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;
  let folder: string;
  const foreign = foreignToken({
    iss: 'https://tenant.eu.auth0.com/',
    sub: 'auth0|65f1c0ffee',
    aud: ['https://stock.example.com', 'https://tenant.eu.auth0.com/userinfo'],
    exp: Math.floor(Date.now() / 1000) - 400,
    iat: Math.floor(Date.now() / 1000) - 4000,
    azp: 'abc123',
    scope: 'openid profile read:orders',
  });

  before(async () => {
    server = await startDemo();
    folder = await mkdtemp(join(tmpdir(), 'inspect-'));
    await writeFile(join(folder, 'requests.http'), `GET https://stock.example.com\nAuthorization: Bearer ${foreign}\n`);
    workbench = await Workbench.start({
      settings: {
        'tokenInspector.profiles': {
          integration: profileSettings(server),
          unnamed: { issuer: server.issuer, clientId: server.profile.clientId },
        },
      },
    });
    window = await workbench.openWindow(folder);
    await window.openTokensView();
    await window.widenSideBar(560);
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it('shows a pasted curl command’s token, and says why it cannot be verified', async () => {
    await window.setClipboard(`curl -H "Authorization: Bearer ${foreign}" https://stock.example.com/items`);
    await window.runCommand('Token Inspector: Inspect Token…');
    const row = ['Inspected', 'Access token for stock.example.com'];
    await window.tree.described(row, /^expired \d+ min ago · tenant\.eu\.auth0\.com · auth0\|65f1c0ffee$/);
    await window.tree.row([...row, /^Findings/]);
    await window.tree.described([...row, 'Signature'], 'not verifiable: The issuer is not one of your profiles.');
    await picture(window.page, 'inspected');
  });

  it('says the essentials where the mouse rests on a token', async () => {
    await window.runCommand('View: Close All Editors');
    await window.openFile('requests.http');
    await window.waitForEditorText(/Bearer eyJ/);
    const hover = await window.hover(/Bearer/, 300);
    await picture(window.page, 'hover');
    assert.match(hover, /Access token/);
    assert.match(hover, /API: https:\/\/stock\.example\.com/);
    assert.match(hover, /Expiry: .* \(\d+ min ago\)/);
    assert.match(hover, /Inspect Token/);
  });

  it('comes first where its name is typed, before what removes tokens', async () => {
    const offers = await window.paletteOffers('Inspect Token');
    assert.equal(offers[0], 'Token Inspector: Inspect Token…', offers.join());
  });

  it('opens what a token says as a document with comments', async () => {
    await window.openTokensView();
    await window.clickInlineAction(['Inspected', /^Access token/], 'Open Decoded');
    await window.waitForEditorText(/"alg": "RS256"/);
    const text = await window.editorText();
    await picture(window.page, 'decoded');
    assert.match(text, /\/\/ How the token is signed/);
    assert.doesNotMatch(text, /eyJ/);
  });

  it('makes a test token of it, which its server’s keys do not verify', async () => {
    await window.clickContextMenu(['Inspected', /^Access token/], 'Make a Test Token…');
    await window.waitForEditorText(/This is a test token/);
    await window.page.locator('.codelens-decoration a', { hasText: 'Change…' }).click();
    await window.quickPick('Times From Now');
    await window.page.locator('.codelens-decoration a', { hasText: 'Sign and Copy…' }).click();
    await window.quickPick('This Window’s Key');
    await window.waitForStatus(/Test token copied \(expires in \d+ min\)/);
    await window.waitForNotification(/No API should accept it, unless told to trust its key/);
    await picture(window.page, 'test-token');
    const row = ['Inspected', /^Access token for stock/];
    await window.tree.described(row, /^test token · expires in/);
    await window.clickNotificationButton('Copy Its Key…');
    await window.quickPick('JWK Set');
    await window.waitForStatus(/Public key copied/);
    const { keys } = JSON.parse(await window.clipboard()) as { keys: Record<string, unknown>[] };
    assert.deepEqual([keys.length, keys[0]?.['kid'], keys[0]?.['d']], [1, 'k1', undefined]);
    await window.clickInlineAction(row, 'Remove');
    await window.runCommand('View: Revert and Close Editor');
    await window.clearNotifications();
    await window.setClipboard(foreign);
  });

  it('compares a token with the one before the refresh', async () => {
    await signInAs(window, 'Ada', () => window.clickRow(['integration', 'Sign In…']));
    await window.clickInlineAction(['integration', 'orders'], 'Refresh Tokens');
    await window.waitForStatus(/Refreshed: orders/);
    await window.runCommand('Token Inspector: Compare Tokens…');
    await window.page.getByText('Compare which token?').waitFor();
    assert.deepEqual(await window.quickPickLabels(), [
      'orders · ada@demo.example',
      'orders · ada@demo.example (before the last refresh)',
      'ID token · ada@demo.example',
      'Access token for stock.example.com',
      // The clipboard's copy of the inspected one.
      'Access token for stock.example.com',
    ]);
    await picture(window.page, 'compare-pick');
    await window.quickPick('orders · ada@demo.example');
    await window.quickPick('orders · ada@demo.example (before the last refresh)');
    await window.page.locator('.monaco-diff-editor').waitFor();
    await window.page
      .getByRole('tab', { name: /^Older: orders · .* \(before the last refresh\) ↔ newer: orders · / })
      .waitFor();
    await window.page.waitForTimeout(1500);
    await picture(window.page, 'compared');
  });

  it('says whose a token is that a session has, with the findings and marks of its row', async () => {
    await window.clickInlineAction(['integration', 'orders'], 'Copy Access Token');
    await window.waitForStatus(/copied/);
    await window.runCommand('Token Inspector: Inspect Token…');
    await window.tree.described(['Inspected', 'Access token'], /^same token as integration › orders · /);
    await picture(window.page, 'inspected-own');
    await window.clickInlineAction(['Inspected', 'Access token'], 'Remove');
  });

  it('takes the token under the mouse to the tree, from wherever one is', async () => {
    await window.clickInlineAction(['Inspected', 'Access token for stock.example.com'], 'Remove');
    await window.tree.gone(['Inspected']);
    await window.runCommand('View: Close All Editors');
    await window.openFile('requests.http');
    await window.waitForEditorText(/Bearer eyJ/);
    await window.hover(/Bearer/, 300);
    await window.page.locator('.monaco-hover:visible').getByText('Inspect Token', { exact: true }).click();
    await window.tree.row(['Inspected', 'Access token for stock.example.com', /^Findings/]);
  });

  it('asks the server about a token that only the server can read, when told to', async () => {
    await window.clearNotifications();
    await signInAs(window, 'Ada', async () => {
      await window.runCommand('Token Inspector: Sign In');
      await window.quickPick('unnamed');
    });
    const row = ['unnamed', 'Access token'];
    await window.expand(...row);
    const asked = (): number => (server.requests['/token/introspection'] ?? 0) + (server.requests['/me'] ?? 0);
    await window.tree.described([...row, 'Format'], 'opaque: only the server can read it');
    assert.equal(asked(), 0);
    await window.clickRow([...row, 'Ask the Server…']);
    await window.tree.described([...row, 'The server says'], 'the token is active');
    await window.expand(...row, 'The server says', 'Introspection');
    await window.expand(...row, 'The server says', 'Userinfo');
    await window.tree.described([...row, 'The server says', 'Introspection', 'client_id'], 'token-inspector-demo');
    await window.tree.row([...row, 'The server says', 'Userinfo', 'sub']);
    await picture(window.page, 'server-says');
    assert.equal(asked(), 2);
  });

  it('forgets a token on demand', async () => {
    await window.clickInlineAction(['Inspected', /^Access token/], 'Remove');
    await window.tree.gone(['Inspected']);
  });

  it('wrote no token to disk', async () => {
    const [, payload, signature] = foreign.split('.');
    assert.deepEqual(await workbench.filesWith(payload ?? '', signature ?? ''), []);
  });
});
