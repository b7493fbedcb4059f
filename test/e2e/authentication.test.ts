import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decodeJwt } from 'jose';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { Consumer, type Answer } from '../support/consumer.ts';
import { packageExtension } from '../support/packageExtension.ts';
import { vsix } from '../support/paths.ts';
import { profileSettings } from '../support/settings.ts';
import { thinkAMoment } from '../support/signInAs.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

interface Session {
  readonly id: string;
  readonly accessToken: string;
  readonly account: { readonly id: string; readonly label: string };
  readonly scopes: readonly string[];
}

/** As in the README. */
const input = {
  id: 'token',
  type: 'command',
  command: 'tokenInspector.getAccessToken',
  args: { profile: 'integration', api: 'stock' },
};
const env = { ACCESS_TOKEN: '${input:token}' };
const program = { name: 'with a token', type: 'consumer', request: 'launch', env };
const task = {
  label: 'write the token',
  type: 'process',
  command: process.execPath,
  args: ['-e', "require('fs').writeFileSync('token.txt', process.env.ACCESS_TOKEN)"],
  options: { env },
  presentation: { reveal: 'never' },
  problemMatcher: [],
};

describe('Another extension that wants a token', function () {
  this.timeout(90_000);
  const orders = ['profile:integration', 'api:orders'];
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;
  let consumer: Consumer;
  let first: Session;

  before(async () => {
    server = await startDemo();
    workbench = await Workbench.start({
      vsixes: [vsix, await packageExtension('consumer')],
      settings: { 'tokenInspector.profiles': { integration: profileSettings(server) } },
      folder: {
        '.vscode/launch.json': JSON.stringify({ version: '0.2.0', configurations: [program], inputs: [input] }),
        '.vscode/tasks.json': JSON.stringify({ version: '2.0.0', tasks: [task], inputs: [input] }),
      },
    });
    window = await workbench.openWindow();
    consumer = new Consumer(window, workbench.server);
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });

  const session = ({ answer, error }: Answer): Session => {
    assert.equal(error, undefined);
    assert.ok(answer, 'no session');
    return answer as Session;
  };
  const silently = async (scopes: readonly string[]): Promise<Answer> => (await consumer.getSession(scopes))();
  const tokenRequests = (): number => server.requests['/token'] ?? 0;

  /** Agrees to VS Code's question, and signs in as Ada in the browser. */
  async function allowAndSignIn(wanted: RegExp): Promise<void> {
    assert.match(await window.dialog(), wanted);
    const page = await window.waitForPopup(() => window.clickDialogButton('Allow'));
    await thinkAMoment(page);
    await page.getByRole('button', { name: /Ada/ }).click();
    await page.getByText('You are signed in').waitFor();
    await page.close();
    await window.page.bringToFront();
  }

  it('gets none silently while nobody is signed in, and nobody is asked for anything', async () => {
    assert.equal((await silently(orders)).answer, null);
    assert.deepEqual(await window.notifications(), []);
    assert.deepEqual(server.authorizationUrls, []);
  });

  it('is consented to by name, and has the token of the API that it named', async () => {
    const answer = await consumer.getSession(orders, { createIfNone: true });
    await allowAndSignIn(/The extension 'Somebody Else' wants to sign in using Token Inspector/);
    const got = await answer();
    first = session(got);
    assert.equal(decodeJwt(first.accessToken).aud?.[0], 'https://orders.demo.example');
    assert.deepEqual(first.scopes, orders);
    assert.match(first.account.label, /^ada@demo\.example · 127\.0\.0\.1:\d+$/);
    assert.ok(!JSON.stringify(server.issued.map(({ refreshToken }) => refreshToken)).includes(first.id));
    await consumer.waitForChange(got.host, 0);
    await window.openTokensView();
    await window.tree.described(['integration', 'orders'], /expires in/);
  });

  it('gets it silently from then on, and another API’s by a refresh, for the same account', async () => {
    const before = tokenRequests();
    assert.deepEqual(session(await silently(orders)), first);
    assert.equal(tokenRequests(), before);
    // The API that asks for this scope is meant.
    const stock = session(await silently(['read:stock']));
    assert.equal(decodeJwt(stock.accessToken).aud?.[0], 'https://stock.demo.example');
    assert.deepEqual([stock.id, stock.account], [first.id, first.account]);
    assert.equal(tokenRequests(), before + 1);
    // What the server would have to be asked for, or the user: not silently.
    assert.equal((await silently([...orders, 'write:orders'])).answer, null);
    assert.equal((await silently(['openid'])).answer, null);
    assert.equal((await silently(['profile:nobody'])).answer, null);
    assert.equal(tokenRequests(), before + 1);
  });

  it('has a fresh one in the environment of the program that it launches, and of a task', async () => {
    const token = session(await silently(['profile:integration', 'api:stock'])).accessToken;
    const { answer } = await (await consumer.ask({ kind: 'launch', name: program.name }))();
    assert.deepEqual(answer, { ACCESS_TOKEN: token });
    // The oldest VS Code, where it is served, comes without the native module for terminals.
    if (process.env['TEST_VSCODE'] === 'oldest') return;
    const ended = await (await consumer.ask({ kind: 'task', name: task.label }))();
    assert.equal(ended.answer, 0, ended.error);
    assert.equal(await readFile(join(workbench.server.folder, 'token.txt'), 'utf8'), token);
  });

  it('has the user choose once where it names no API', async () => {
    const answer = await consumer.getSession(['openid'], { createIfNone: true });
    await window.clickDialogButton('Allow');
    await window.waitForQuickInput(/The token of which API/);
    await window.quickPick('stock');
    const got = session(await answer());
    assert.equal(decodeJwt(got.accessToken).aud?.[0], 'https://stock.demo.example');
    assert.deepEqual(session(await silently(['openid'])).id, first.id);
  });

  it('has the user prove who they are again where it forces a new session', async () => {
    const answer = await consumer.getSession(orders, { forceNewSession: { detail: 'The API wants a new sign-in.' } });
    await allowAndSignIn(/'Somebody Else' wants you to sign in again.*\s+The API wants a new sign-in/s);
    const again = session(await answer());
    assert.deepEqual([again.id, again.account], [first.id, first.account]);
    assert.notEqual(again.accessToken, first.accessToken);
    assert.equal(new URL(server.authorizationUrls.at(-1)!, server.issuer).searchParams.get('prompt'), 'login');
  });

  it('is told why where the server does not grant a scope', async () => {
    const answer = await consumer.getSession([...orders, 'write:orders'], { createIfNone: true });
    await allowAndSignIn(/wants to sign in/);
    assert.match((await answer()).error ?? '', /did not grant write:orders for orders/);
    await window.waitForNotification(/did not grant write:orders for orders/);
  });

  it('gets a token through the exported API only after the user was asked', async () => {
    const request = { profile: 'integration', api: 'orders' };
    const refused = await (await consumer.ask({ kind: 'exports', request: { ...request, silent: true } }))();
    assert.deepEqual([refused.name, refused.code], ['TokenInspectorError', 'consentNeeded']);
    const answer = await consumer.ask({ kind: 'exports', request });
    assert.match(await window.dialog(), /Another extension asks for an access token of integration › orders/);
    await window.clickDialogButton('Allow Once');
    const { accessToken } = (await answer()).answer as { readonly accessToken: string };
    assert.equal(decodeJwt(accessToken).aud?.[0], 'https://orders.demo.example');
  });

  it('is told in every window when the user signs out in the Accounts menu, which revokes the refresh token', async () => {
    const other = await workbench.openWindow();
    const there = new Consumer(other, workbench.server);
    const ada = (items: readonly string[]): string[] =>
      items.filter((item) => /^ada@demo\.example · .* \(Token Inspector\)$/.test(item));
    // VS Code wakes extensions a moment after the window is there.
    while (ada(await other.accountsMenu()).length !== 1) await other.page.waitForTimeout(100);
    const { host, answer: loaded } = await (await there.ask({ kind: 'loaded' }))();
    const names = (loaded as readonly string[]).map((path) => basename(path));
    assert.ok(
      names.some((name) => name.startsWith('groundFloor-')),
      names.join(', '),
    );
    assert.ok(!names.some((name) => name.startsWith('app-')), 'a window that nobody uses reads the accounts, no more');
    const before = await consumer.changes(host);
    await window.page.bringToFront();
    assert.deepEqual(ada(await window.accountsMenu()), ada(await other.accountsMenu()));
    await window.clickAccountsMenu(/ada@demo\.example/, 'Sign Out');
    assert.match(await window.dialog(), /ada@demo\.example.* has been used by:\s+Somebody Else/s);
    await window.clickDialogButton('Sign Out');
    await consumer.waitForChange(host, before);
    assert.deepEqual(ada(await other.accountsMenu()), []);
    assert.equal((await (await there.getSession(orders))()).answer, null);
    await other.close();
    await window.page.bringToFront();
    assert.equal((await silently(orders)).answer, null);
    await window.tree.described(['integration'], /./);
    assert.equal(server.requests['/token/revocation'], 1);
    assert.ok(!(await window.accountsMenu()).some((item) => item.includes('Token Inspector')));
  });
});
