import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { signInAs } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

describe('Sessions', function () {
  this.timeout(120_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    server = await startDemo({ ttl: { stock: 3 } });
    workbench = await Workbench.start({
      settings: { 'tokenInspector.profiles': { integration: profileSettings(server) } },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });

  it('start with the user’s own profile, and the URL arrives at the server as it was built', async () => {
    const { issued, authorizationUrls } = server;
    await signInAs(window, 'Ada', () => window.clickRow(['integration', 'Sign In…']));
    const url = new URL(authorizationUrls.at(-1) ?? '', server.issuer);
    assert.equal(url.searchParams.get('audience'), 'https://orders.demo.example');
    assert.equal(url.searchParams.get('scope'), 'openid profile email offline_access read:orders');
    assert.match(url.searchParams.get('redirect_uri') ?? '', /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    assert.equal(url.searchParams.get('code_challenge_method'), 'S256');

    await window.clickInlineAction(['integration', 'orders'], 'Copy Access Token');
    await window.waitForStatus(/Access token for orders copied/);
    assert.equal(await window.clipboard(), issued.at(-1)?.accessToken, 'the clipboard has what the server issued');
  });

  it('show up in a window that was open before', async () => {
    const other = await workbench.openWindow();
    await other.openTokensView();
    await other.tree.row(['integration', 'orders']);
    await signInAs(window, 'Grace', () => window.runCommand('Token Inspector: Sign In'));
    assert.equal(await accounts(other, 2), 2, 'Ada and Grace, without a reload');
    await other.close();
  });

  it('survive a reload', async () => {
    await window.reload();
    await window.openTokensView();
    await window.runCommand('Token Inspector: Copy ID Token');
    await window.quickPick('ada@demo.example');
    await window.waitForStatus(/ID token copied/);
    const idTokens = server.issued.map(({ idToken }) => idToken);
    assert.ok(idTokens.includes(await window.clipboard()));
  });

  it('survive a restart of VS Code and of the browser', async () => {
    await workbench.restartServer();
    await workbench.restartBrowser();
    window = await workbench.openWindow();
    await window.openTokensView();
    assert.equal(await accounts(window, 2), 2);
  });

  it('refresh a token that is too old, once, with the rotated refresh token', async () => {
    const refreshes = (): number => server.issued.filter(({ grantType }) => grantType === 'refresh_token').length;
    for (const round of [1, 2]) {
      // Longer than the token lives and the status bar says that the last one was copied.
      if (round === 2) await window.page.waitForTimeout(7_000);
      const before = refreshes();
      await window.runCommand('Token Inspector: Copy Access Token');
      await window.quickPickWith('stock', 'ada@demo.example');
      await window.waitForStatus(/Access token for stock copied/);
      assert.equal(refreshes(), before + 1, `round ${String(round)}`);
      assert.equal(await window.clipboard(), server.issued.at(-1)?.accessToken);
    }
  });

  it('end where the user says so: revoked at the server and forgotten here', async () => {
    const refreshToken = server.issued.findLast(({ refreshToken }) => refreshToken !== undefined)?.refreshToken ?? '';
    await window.runCommand('Token Inspector: Sign Out');
    await window.quickPick('ada@demo.example');
    await window.waitForStatus(/the server revoked the refresh token/);
    const response = await fetch(`${server.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: server.profile.clientId,
      }),
    });
    assert.equal(((await response.json()) as { error?: string }).error, 'invalid_grant');
    assert.equal(await accounts(window, 1), 1);
  });

  it('leave no token, code or verifier in anything that VS Code wrote to disk', async () => {
    const secrets = server.issued.flatMap(({ accessToken, refreshToken, idToken }) =>
      [accessToken, refreshToken, idToken].filter((token) => token !== undefined),
    );
    assert.ok(secrets.length > 6);
    // A JWT cut in two would be found by its parts.
    const parts = secrets.flatMap((secret) => (secret.includes('.') ? secret.split('.').slice(1) : [secret]));
    assert.deepEqual(await workbench.filesWith(...secrets, ...parts), []);
  });
});

/** How many accounts the tree shows, once it is what is expected or twenty seconds have gone. */
async function accounts(window: WorkbenchWindow, expected: number): Promise<number> {
  let found = -1;
  for (let tries = 0; found !== expected && tries < 200; tries++) {
    found = (await window.treeRows()).filter(({ description }) => description.includes('@demo.example')).length;
    if (found !== expected) await window.page.waitForTimeout(100);
  }
  return found;
}
