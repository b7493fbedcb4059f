import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { profileSettings } from '../support/settings.ts';
import { signInAs } from '../support/signInAs.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

const orders = ['integration', 'orders'];
const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('A server', function () {
  this.timeout(120_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  async function open(profile: Record<string, unknown>): Promise<void> {
    workbench = await Workbench.start({
      settings: { 'tokenInspector.profiles': { integration: profileSettings(server, profile) } },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
  }
  afterEach(async () => {
    await workbench.stop();
    await server.stop();
  });

  const newest = () => server.issued.at(-1)?.accessToken ?? assert.fail('nothing was issued');
  const api = (headers: Record<string, string>) => fetch(`${server.issuer}/api/orders`, { headers });

  /** While VS Code draws a row again, a click on it reaches nobody, or asks which API is meant: then it is clicked again. */
  async function copy(): Promise<string> {
    await window.setClipboard('');
    for (let tries = 1; tries <= 4; tries++) {
      await window.clickInlineAction(orders, 'Copy Access Token');
      for (let wait = 0; wait < 40; wait++) {
        const copied = await window.clipboard();
        if (copied !== '') return copied;
        await window.page.waitForTimeout(100);
      }
      await window.page.keyboard.press('Escape');
    }
    throw new Error('No token was copied.');
  }

  it('that is as strict as can be: exact redirect, pushed, bound with nonces, rotating, a client with a key', async () => {
    const redirectUri = `http://127.0.0.1:${String(await freePort())}/callback`;
    const clientKeys = [{ ...keys.publicKey.export({ format: 'jwk' }), use: 'sig' }];
    const strict = { redirectUris: [redirectUri], requirePar: true, requireDpop: 'withNonces', clientKeys } as const;
    server = await startDemo({ strict });
    await open({ redirectUri, clientAuthentication: 'privateKeyJwt', dpop: true });

    await signInAs(window, 'Ada', async () => {
      await window.clickRow(['integration', 'Sign In…']);
      await window.quickPick('Paste It…');
      await window.inputBox(pem.replaceAll('\n', ''));
    });
    await window.tree.described(orders, /expires in .+ · DPoP$/);
    assert.deepEqual(
      [...new URL(server.authorizationUrls.at(-1) ?? '', server.issuer).searchParams.keys()].sort(),
      ['client_id', 'request_uri'],
      'the request was pushed',
    );

    await window.clearNotifications();
    const token = await copy();
    assert.equal(token, newest());
    await window.waitForNotification(/This token is bound to a key \(DPoP\)/);
    assert.equal((await api({ authorization: `Bearer ${token}` })).status, 401);

    await window.clickNotificationButton('Copy DPoP Proof…');
    await window.quickPick('GET');
    await window.inputBox(`${server.issuer}/api/orders`);
    await window.waitForNotification(/The proof for GET .+ is copied/);
    const proof = await window.clipboard();
    const answer = await api({ authorization: `DPoP ${token}`, dpop: proof });
    assert.equal(answer.status, 200, await answer.text());

    await window.clickContextMenu(orders, 'Copy Access Token As…');
    await window.quickPick('DPoP headers');
    await window.quickPick('GET');
    await window.inputBox(`${server.issuer}/api/orders`);
    await window.waitForNotification(/The headers for GET .+ are copied/);
    const pair = (await window.clipboard()).trim().split('\n');
    const headers = Object.fromEntries(pair.map((line) => line.split(': '))) as Record<string, string>;
    assert.deepEqual(Object.keys(headers), ['Authorization', 'DPoP']);
    assert.equal((await api(headers)).status, 200);

    const before = { ...server.requests };
    await window.clickInlineAction(orders, 'Refresh Tokens');
    await window.waitForStatus(/Refreshed: orders/);
    assert.equal((server.requests['/token'] ?? 0) - (before['/token'] ?? 0), 1, 'the nonce is known: one request');
    // The tree is drawn again: from then on a click hits what it aims at.
    await window.tree.described(['integration', 'Refresh token'], /rotates/);
    assert.notEqual(newest(), token);
    assert.equal(await copy(), newest());
    const d = String(keys.privateKey.export({ format: 'jwk' }).d);
    assert.deepEqual(await workbench.filesWith(d, pem.slice(40, 80)), [], 'the key is in no file');
  });

  it('that is as loose as can be: no refresh token, opaque, no iss, no userinfo, auth_time as text', async () => {
    const loose = { noRefreshToken: true, opaque: true, noIss: true, noUserinfo: true, authTimeText: true };
    server = await startDemo({ loose });
    await open({});
    await signInAs(window, 'Ada', () => window.clickRow(['integration', 'Sign In…']));
    assert.equal(await copy(), newest());
    assert.equal((await api({ authorization: `Bearer ${newest()}` })).status, 200);
    await window.tree.described(['integration', 'Refresh token'], /^absent: the server sent none/);
    await window.clearNotifications();
    await window.clickInlineAction(orders, 'Refresh Tokens');
    await window.waitForNotification(/brought no refresh token/);
  });

  it('that names more audiences than anybody asked for', async () => {
    server = await startDemo({ loose: { extraAudiences: ['https://other.demo.example'], noIss: true } });
    await open({});
    await signInAs(window, 'Ada', () => window.clickRow(['integration', 'Sign In…']));
    await window.expand(...orders);
    await window.tree.described(
      [...orders, 'Audiences'],
      /https:\/\/orders\.demo\.example.+https:\/\/other\.demo\.example/,
    );
    await window.clickInlineAction(orders, 'Refresh Tokens');
    await window.waitForStatus(/Refreshed: orders/);
    assert.equal(await copy(), newest());
  });
});
