import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt } from 'jose';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { jwtBearer, moreGrants, tokenExchange } from '../support/moreGrants.ts';
import { signInAs, thinkAMoment } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

const signer = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('Grants without a redirect', function () {
  this.timeout(90_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    const jwks = { keys: [{ ...signer.publicKey.export({ format: 'jwk' }), use: 'sig' }] } as never;
    server = await startDemo(
      moreGrants(
        { client_id: 'signer', token_endpoint_auth_method: 'none', jwks, grant: jwtBearer },
        {
          client_id: 'orders-api',
          token_endpoint_auth_method: 'client_secret_basic',
          client_secret: 'the secret of orders',
          grant: tokenExchange,
        },
      ),
    );
    workbench = await Workbench.start({
      settings: {
        'tokenInspector.profiles': {
          headless: profileSettings(server, { grant: 'deviceCode' }),
          work: profileSettings(server),
          'orders for stock': {
            clientId: 'orders-api',
            grant: 'tokenExchange',
            clientAuthentication: 'clientSecretBasic',
            subject: { profile: 'work', api: 'orders' },
            apis: { stock: { audience: 'https://stock.demo.example', scopes: ['read:stock'] } },
          },
          'stock for stock': {
            clientId: 'orders-api',
            grant: 'tokenExchange',
            clientAuthentication: 'clientSecretBasic',
            subject: { profile: 'work', api: 'stock' },
            apis: { stock: { audience: 'https://stock.demo.example' } },
          },
          robot: {
            issuer: server.issuer,
            clientId: server.service.profile.clientId,
            grant: 'clientCredentials',
            clientAuthentication: 'clientSecretBasic',
            apis: {
              orders: { resource: 'https://orders.demo.example', scopes: ['read:orders'] },
              stock: { resource: 'https://stock.demo.example' },
            },
          },
          signer: {
            issuer: server.issuer,
            clientId: 'signer',
            grant: 'jwtBearer',
            assertionClaims: { sub: 'demo|grace' },
            apis: { orders: { resource: 'https://orders.demo.example', scopes: ['write:orders'] } },
          },
        },
      },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });
  afterEach(async () => {
    await window.page.bringToFront();
    await window.clearNotifications();
  });

  it('device code: the code is shown, copied and confirmed in the browser', async () => {
    const page = await window.waitForPopup(() => window.clickRow(['headless', 'Sign In…']));
    const box = window.page.locator('.quick-input-widget:visible .quick-input-box input');
    const code = await box.inputValue();
    assert.match(code, /^[A-Z]{4}-[A-Z]{4}$/);
    assert.match(await window.quickInputText(), /Sign in at headless: .+ (10:00|9:\d\d) left/);
    await page.getByText(code).waitFor();
    await thinkAMoment(page);
    await window.page.bringToFront();
    assert.equal(await window.clipboard(), code);
    await window.setClipboard('something else');
    await window.quickPick('Copy Code Again');
    while ((await window.clipboard()) !== code) await window.page.waitForTimeout(100);
    // Whoever closes the list to do something else still sees the code and can cancel.
    await window.page.keyboard.press('Escape');
    await window.waitForNotification(new RegExp(`code ${code}, \\d+:\\d\\d left`));
    await page.bringToFront();
    await page.getByRole('button', { name: 'Yes, continue' }).click();
    await page.getByRole('button', { name: /Grace/ }).click();
    await page.getByText('You can close this page and go back to your device.').waitFor();
    await page.close();
    await window.page.bringToFront();
    await window.waitForNotification(/Signed in at headless as grace@demo\.example/);
    await window.tree.described(['headless', 'Refresh token'], /present/);
  });

  it('device code: Cancel ends it, without a word', async () => {
    const asked = (): number => server.requests['/token'] ?? 0;
    const page = await window.waitForPopup(() => window.clickContextMenu(['headless'], 'Sign In'));
    await page.getByText('Is this your device?').waitFor();
    await page.close();
    await window.page.bringToFront();
    const before = asked();
    await window.quickPick('Cancel Sign-In');
    await window.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    assert.deepEqual(await window.notifications(), []);
    assert.equal(asked(), before);
  });

  it('client credentials: a wrong secret is asked for again, and the copy that was asked for happens', async () => {
    await window.clickInlineAction(['robot', 'orders'], 'Copy Access Token');
    await window.inputBox('not-the-right-secret-4711');
    await window.waitForNotification(/does not know the client, or how it proves itself/);
    await window.clickNotificationButton('Enter Client Secret');
    assert.match(await window.quickInputText(), /refused the client secret/);
    await window.inputBox(server.service.clientSecret);
    await window.waitForStatus(/Access token for orders copied/);
    const { aud, sub } = decodeJwt(await window.clipboard());
    assert.deepEqual([aud, sub], ['https://orders.demo.example', server.service.profile.clientId]);
  });

  it('client credentials: the next API and the next token need nobody, and no row is a person', async () => {
    await window.clickInlineAction(['robot', 'stock'], 'Copy Access Token');
    await window.waitForStatus(/Access token for stock copied/);
    await window.tree.described(['robot', 'stock'], /expires in/);
    await window.clickInlineAction(['robot', 'stock'], 'Refresh Tokens');
    await window.waitForStatus(/Refreshed: stock/);
    assert.deepEqual(
      server.issued.map(({ grantType }) => grantType).filter((name) => name === 'client_credentials').length,
      3,
    );
    const rows = await window.treeRows();
    const robot = rows.slice(rows.findIndex(({ label }) => label === 'robot'));
    assert.ok(!robot.some(({ label }) => label === 'ID token' || label === 'Refresh token'));
  });

  it('client credentials: Sign Out forgets tokens and secret', async () => {
    await window.clickContextMenu(['robot'], 'Sign Out');
    await window.waitForStatus(/Tokens and secret of the client .+ forgotten/);
    await window.tree.described(['robot', 'orders'], /no token yet/);
    await window.clickInlineAction(['robot', 'orders'], 'Copy Access Token');
    assert.match(await window.quickInputText(), /Client Secret of robot/);
    await window.page.keyboard.press('Escape');
  });

  it('signed assertion: a wrong key is asked for again, and Sign Out forgets the right one', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = (key: typeof other): string => key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await window.tree.described(['signer'], /^for demo\|grace · signer/);
    await window.clickInlineAction(['signer', 'orders'], 'Copy Access Token');
    assert.match(await window.quickInputText(), /Private Key of signer/);
    await window.quickPick('Paste It…');
    await window.inputBox(pem(other));
    await window.waitForNotification(
      /does not accept the assertion that the client signed.+signature verification failed/,
    );
    await window.clickNotificationButton('Enter Private Key');
    await window.quickPick('Paste It…');
    await window.inputBox(JSON.stringify({ private_key: pem(signer) }));
    await window.waitForStatus(/Access token for orders copied/);
    const { sub, scope } = decodeJwt(await window.clipboard());
    assert.deepEqual([sub, scope], ['demo|grace', 'write:orders']);
    await window.clickInlineAction(['signer', 'orders'], 'Refresh Tokens');
    await window.waitForStatus(/Refreshed: orders/);
    await window.clickContextMenu(['signer'], 'Sign Out');
    await window.waitForStatus(/Tokens and key of the client signer forgotten/);
    await window.clickInlineAction(['signer', 'orders'], 'Copy Access Token');
    assert.match(await window.quickInputText(), /Private Key of signer/);
    await window.page.keyboard.press('Escape');
  });

  it('token exchange: the account that is signed in gets the next API’s token, and the secret is asked for once', async () => {
    await window.tree.described(['orders for stock'], /grace@demo\.example/);
    await window.clickInlineAction(['orders for stock', 'stock'], 'Copy Access Token');
    assert.match(await window.quickInputText(), /Client Secret of orders for stock/);
    await window.inputBox('the secret of orders');
    await window.waitForStatus(/Access token for stock copied/);
    const { aud, sub, client_id: client } = decodeJwt(await window.clipboard());
    assert.deepEqual([aud, sub, client], ['https://stock.demo.example', 'demo|grace', 'orders-api']);
    await window.clickInlineAction(['stock for stock', 'stock'], 'Copy Access Token');
    await window.waitForNotification(
      /does not accept the token that was to be exchanged.+The token of work for stock was sent \(https:\/\/stock\.demo\.example\)/,
    );
  });

  it('token exchange: a sign-in for it is one where the other token comes from, and ends in the copy', async () => {
    await window.clickContextMenu(['headless'], 'Sign Out');
    await window.tree.described(['orders for stock'], /not signed in/);
    await signInAs(window, 'Ada', () => window.clickRow(['orders for stock', 'Sign In…']));
    await window.clickNotificationButton('Copy Access Token');
    await window.waitForStatus(/Access token for stock copied/);
    assert.equal(decodeJwt(await window.clipboard()).sub, 'demo|ada');
    await window.tree.described(['work'], /ada@demo\.example/);
  });
});
