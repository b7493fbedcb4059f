import assert from 'node:assert/strict';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { signInAs } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

/** The workspace gives the user's profile another issuer, and brings one of its own. */
describe('A workspace with profiles of its own', function () {
  this.timeout(90_000);
  let users: Demo;
  let workspaces: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    users = await startDemo();
    workspaces = await startDemo();
    const profiles = { integration: profileSettings(workspaces), theirs: profileSettings(workspaces) };
    workbench = await Workbench.start({
      workspaceTrust: true,
      settings: {
        'security.workspace.trust.startupPrompt': 'never',
        'tokenInspector.profiles': { integration: profileSettings(users) },
      },
      folder: { '.vscode/settings.json': JSON.stringify({ 'tokenInspector.profiles': profiles }) },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    await users.stop();
    await workspaces.stop();
  });

  const host = (server: Demo): string => new URL(server.issuer).host;

  it('adds nothing in Restricted Mode: the user’s own profile is the only one, and works', async () => {
    await window.tree.described(['integration'], `not signed in · ${host(users)}`);
    const roots = (await window.treeRows()).filter(({ level }) => level === 1);
    assert.deepEqual(
      roots.map(({ label }) => label),
      ['integration'],
    );
    // With one profile there is nothing to ask: the browser opens at once.
    await signInAs(window, 'Ada', () => window.runCommand('Token Inspector: Sign In'));
    await window.runCommand('Token Inspector: Copy Access Token');
    await window.quickPick('orders');
    await window.waitForStatus(/Access token for orders copied/);
    assert.equal(await window.clipboard(), users.issued.at(-1)?.accessToken);
    assert.deepEqual(workspaces.requests, {}, 'the workspace’s server was not spoken to');
  });

  it('gets, once trusted, nothing that was issued for the user’s profile of the same name', async () => {
    await trustWorkspace(window);
    await window.openTokensView();
    await window.tree.described(['integration'], `not signed in · ${host(workspaces)}`);
    await window.tree.described(['theirs'], `not signed in · ${host(workspaces)}`);
    assert.ok(!(await window.treeRows()).some(({ description }) => description.includes('ada@demo.example')));

    await window.setClipboard('what was here before');
    await window.runCommand('Token Inspector: Copy Access Token');
    await window.quickPickWith('integration: orders', 'nobody is signed in');
    await window.waitForNotification('Nobody is signed in at integration yet.');
    await window.notificationButton('Sign In and Copy');
    assert.equal(await window.clipboard(), 'what was here before');
    await window.runCommand('Token Inspector: Refresh Tokens');
    await window.waitForNotification('Nobody is signed in.');
    assert.deepEqual(workspaces.issued, []);
    assert.equal(workspaces.requests['/token'], undefined, 'no token, code or refresh token went to the other server');
  });
});

async function trustWorkspace(window: WorkbenchWindow): Promise<void> {
  await window.runCommand('Workspaces: Manage Workspace Trust');
  await window.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
  await window.page.locator('.workspace-trust-editor.trusted, .workspace-trust-editor .trusted').first().waitFor();
  await window.runCommand('View: Close Editor');
}
