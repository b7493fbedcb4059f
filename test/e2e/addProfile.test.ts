import { strict as assert } from 'node:assert';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { after, before, describe, it } from 'mocha';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { picture } from '../support/pictures.ts';
import { signInAs } from '../support/signInAs.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

describe('A person who adds a profile', function () {
  this.timeout(90_000);
  let server: Demo;
  let down: string;
  let website: ReturnType<typeof createServer>;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    server = await startDemo();
    website = createServer((request, response) => {
      if (request.url?.startsWith('/moved/') === true && request.url.endsWith('/openid-configuration')) {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ issuer: server.issuer }));
      } else response.end('<!doctype html><title>Shop</title>');
    });
    await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
    const stopped = await startDemo();
    down = `${stopped.issuer}/realms/shop`;
    await stopped.stop();
    workbench = await Workbench.start();
    const settings = await readFile(settingsFile(), 'utf8');
    const profiles = ',\n  "tokenInspector.profiles": {\n    // my own words\n  }\n}';
    await writeFile(settingsFile(), settings.trimEnd().replace(/\s*\}$/, profiles));
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
    website.close();
  });

  const settingsFile = (): string => join(workbench.server.data, 'User', 'settings.json');
  const asks = (wanted: RegExp): Promise<void> => window.waitForQuickInput(wanted);
  const answer = (text: string): Promise<void> => window.inputBox(text);

  it('is told in the box itself what is wrong with an address', async () => {
    const site = `http://127.0.0.1:${String((website.address() as AddressInfo).port)}`;
    await window.clickWelcomeButton('Add Profile…');
    await asks(/Address of your authorization server/);
    await picture(window.page, 'add-profile-1-start');
    await answer('hello');
    await asks(/There is no address of a server in this/);
    await answer(site);
    await asks(/is a web page and no discovery document/);
    await picture(window.page, 'add-profile-2-page');
    await answer(down);
    await asks(/Nobody answers at 127\.0\.0\.1:\d+/);
    await answer(`${server.issuer}/realms/shop`);
    await asks(/there is one at http:\/\/127\.0\.0\.1:\d+\. Press Enter to use that address/);
    await picture(window.page, 'add-profile-2-above');
    await answer(`${server.issuer}/wrong`);
    await asks(/There is no discovery document below \S+\/wrong, but there is one at/);
    await answer('auth0');
    await asks(/dev-123\.eu\.auth0\.com/);
    await answer(`${site}/moved`);
    await asks(/calls itself “http:\/\/127\.0\.0\.1:\d+”\. Press Enter to use that address/);
    assert.deepEqual(await window.openNotifications(), []);
    // The address that the server named stands in the box.
    await window.page.keyboard.press('Enter');
    await asks(/The client ID of your application/);
    await window.page.keyboard.press('Escape');
  });

  it('goes on where Escape ended it, and goes back', async () => {
    await window.runCommand('Token Inspector: Add Profile…');
    await asks(/Address of your authorization server/);
    await window.page.keyboard.press('Enter');
    await asks(/The client ID of your application/);
    await picture(window.page, 'add-profile-3-client');
    await window.clickQuickInputButton('Back');
    await asks(/Address of your authorization server/);
    await window.page.keyboard.press('Escape');
    assert.deepEqual(await window.openNotifications(), []);
  });

  it('from an issuer: is asked for what is missing, and ends signed in', async () => {
    await window.runCommand('Token Inspector: Add Profile…');
    // A slash too many, as people paste it.
    await answer(`${server.issuer}/`);
    await asks(/The client ID of your application/);
    await answer('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl');
    await asks(/This is a secret or a token/);
    await picture(window.page, 'add-profile-9-secret');
    await answer(server.issuer);
    await asks(/This is an address\. The client ID is the name that 127\.0\.0\.1:\d+ gave to your application/);
    await picture(window.page, 'add-profile-9-address');
    await answer(server.profile.clientId);
    await asks(/How does this server know which API/);
    await picture(window.page, 'add-profile-4-kind');
    await window.quickPick('By Its Audience');
    await asks(/The audience of your API/);
    await window.page.keyboard.press('Enter');
    await asks(/good for no API/);
    await answer('https://orders.demo.example');
    await asks(/The scopes to ask for at this API/);
    await answer('read:orders, write:orders');
    await asks(/Register this redirect URI/);
    await picture(window.page, 'add-profile-5-redirect');
    await window.quickPick('Copy');
    await asks(/Copied/);
    assert.equal(await window.clipboard(), 'http://127.0.0.1/callback');
    await window.clickQuickInputButton('Back');
    await asks(/The scopes to ask for at this API/);
    await window.page.keyboard.press('Enter');
    await asks(/Register this redirect URI/);
    await window.quickPick('It Is Registered: Continue');
    await asks(/A name for this profile/);
    await picture(window.page, 'add-profile-6-name');
    await answer('mine');
    await asks(/Where shall the profile be kept/);
    await picture(window.page, 'add-profile-7-target');
    await signInAs(window, 'Ada', () => window.quickPick('User Settings'));
    await window.tree.row(['mine', 'orders']);
    await window.clickInlineAction(['mine', 'orders'], 'Copy Access Token');
    await window.waitForStatus(/Access token for orders copied/);
    assert.match(String(decodeJwt(await window.clipboard())['scope']), /read:orders/);
  });

  it('registers a client where the server does that, after seeing what is sent, and ends signed in with it', async () => {
    const initialAccessToken = 'token-of-the-administrators';
    const registry = await startDemo({ registration: { initialAccessToken } });
    try {
      await window.runCommand('Token Inspector: Add Profile…');
      await asks(/Address of your authorization server/);
      await answer(registry.issuer);
      await asks(/“Register a Client Here…”, the \+ above, may make one/);
      await picture(window.page, 'add-profile-client-or-register');
      await window.clickQuickInputButton('Register a Client Here…');
      await window.quickPick('By Its Audience');
      await asks(/The audience of your API/);
      await answer('https://orders.demo.example');
      await asks(/The scopes to ask for at this API/);
      await answer('read:orders');
      await asks(/Register a client for http:\/\/127\.0\.0\.1\/callback/);
      await picture(window.page, 'add-profile-register');
      await window.quickPick('Register a Client…');
      await window.dialogThat(/Register a client at/);
      const said = await window.dialog();
      await picture(window.page, 'add-profile-register-what');
      assert.match(said, /redirect_uris: http:\/\/127\.0\.0\.1\/callback/);
      assert.match(said, /token_endpoint_auth_method: none/);
      assert.equal(registry.requests['/reg'], undefined);
      await window.clickDialogButton('Register');
      await asks(/only with an initial access token/);
      await answer('two words');
      await asks(/Paste the token alone/);
      await answer('another-one');
      await asks(/does not take this token/);
      await picture(window.page, 'add-profile-register-token');
      await answer(initialAccessToken);
      await asks(/A name for this profile/);
      await window.waitForStatus(/Client \S+ registered/);
      await answer('registered');
      await asks(/Where shall the profile be kept/);
      await signInAs(window, 'Ada', () => window.quickPick('User Settings'));
      await window.tree.row(['registered', 'orders']);
      const { clientId } = /"registered": \{[^]*?"clientId": "(?<clientId>[^"]+)"/.exec(
        await readFile(settingsFile(), 'utf8'),
      )?.groups ?? { clientId: '' };
      assert.match(registry.authorizationUrls.at(-1) ?? '', new RegExp(`client_id=${clientId}&`));
      assert.notEqual(clientId, registry.profile.clientId);
      assert.deepEqual(await workbench.filesWith(initialAccessToken), []);
    } finally {
      await registry.stop();
    }
  });

  it('adds an API to it, named as its others are, and copies a token for it', async () => {
    await window.clickContextMenu(['mine'], 'Add API…');
    await asks(/The audience of your API/);
    await window.page.keyboard.press('Enter');
    await asks(/there is nothing to add/);
    await answer('https://stock.demo.example');
    await asks(/The scopes to ask for at this API/);
    await answer('read:stock');
    await asks(/A name for this API/);
    await answer('orders');
    await asks(/has an API of this name already/);
    await picture(window.page, 'add-api-name');
    await answer('stock');
    await window.waitForNotification(/“mine” has the API “stock” now/);
    await window.clickNotificationButton('Copy Access Token');
    await window.waitForStatus(/Access token for stock copied/);
    assert.match(String(decodeJwt(await window.clipboard())['scope']), /read:stock/);
    const settings = await readFile(settingsFile(), 'utf8');
    assert.match(settings, /\/\/ my own words[\s\S]+"orders"[\s\S]+"stock"/);
  });

  it('from an authorize URL: is asked for no more than the name, and comments in the settings stay', async () => {
    const authorize = new URL(`${server.issuer}/auth`);
    authorize.search = new URLSearchParams({
      client_id: server.profile.clientId,
      response_type: 'code',
      scope: 'openid offline_access read:stock',
      audience: 'https://stock.demo.example',
      redirect_uri: 'http://127.0.0.1/callback',
      state: 'somebody-elses',
    }).toString();
    await window.runCommand('Token Inspector: Add Profile…');
    await answer(authorize.href);
    await asks(/Register this redirect URI/);
    await window.page.keyboard.press('Enter');
    await asks(/A name for this profile/);
    await answer('pasted');
    await asks(/Where shall the profile be kept/);
    await signInAs(window, 'Grace', () => window.page.keyboard.press('Enter'));
    await window.tree.row(['pasted', 'stock']);
    const settings = await readFile(settingsFile(), 'utf8');
    assert.match(settings, /\/\/ my own words[\s\S]+"mine"[\s\S]+"pasted"/);
    assert.doesNotMatch(settings, /somebody-elses/);
  });

  it('with a client that the server does not know: comes back to the question and ends signed in', async () => {
    await window.runCommand('Token Inspector: Add Profile…');
    await answer(server.issuer);
    await asks(/The client ID of your application/);
    await answer('nobody');
    await asks(/How does this server know/);
    await window.quickPick('Not at All');
    await asks(/Register this redirect URI/);
    await window.page.keyboard.press('Enter');
    await asks(/A name for this profile/);
    await answer('wrong');
    await asks(/Where shall the profile be kept/);
    const page = await window.waitForPopup(() => window.quickPick('Workspace Settings'));
    await page.close();
    await window.page.bringToFront();
    await window.clickNotificationButton('Cancel', 'Signing in at wrong');
    await window.waitForNotification(/The profile “wrong” is saved; nobody is signed in yet/);
    await picture(window.page, 'add-profile-8-saved');
    await window.clickNotificationButton('Change Redirect URI…');
    await asks(/Register this redirect URI/);
    await window.clickQuickInputButton('Back');
    await asks(/How does this server know/);
    await window.clickQuickInputButton('Back');
    await asks(/The client ID of your application/);
    await answer(server.profile.clientId);
    await asks(/How does this server know/);
    await window.page.keyboard.press('Enter');
    await asks(/Register this redirect URI/);
    await signInAs(window, 'Ada', () => window.page.keyboard.press('Enter'));
    await window.tree.row(['wrong']);
  });
});
