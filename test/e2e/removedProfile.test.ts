import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { signInAs } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

describe('Sessions of a profile that was removed', function () {
  this.timeout(60_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    server = await startDemo();
    workbench = await Workbench.start({
      settings: { 'tokenInspector.profiles': { integration: profileSettings(server) } },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
    await signInAs(window, 'Ada', () => window.clickRow(['integration', 'Sign In…']));
    await signInAs(window, 'Grace', () => window.runCommand('Token Inspector: Sign In'));
    await window.clearNotifications();
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });

  it('are nobody’s concern while the profile is only broken', async () => {
    await window.setSettings({ 'tokenInspector.profiles': { integration: profileSettings(server, { scopes: 'x' }) } });
    await window.tree.row([/^Settings to mend/]);
    assert.ok(!(await window.treeRows()).some(({ label }) => label.startsWith('Sessions without')));
  });

  it('stand at the end of the tree, and can be signed out one by one', async () => {
    await window.setSettings({ 'tokenInspector.profiles': {} });
    await window.expand('Sessions without a profile (2)');
    await window.tree.row(['Sessions without a profile (2)', /ada@demo\.example$/]);
    await window.clickInlineAction(['Sessions without a profile (2)', /grace@demo\.example$/], 'Sign Out Here');
    await window.waitForNotification(
      /grace@demo\.example is signed out here\. Without a profile the server .* cannot be asked to revoke/,
    );
    await window.tree.gone(['Sessions without a profile (1)', /grace@demo\.example$/]);
  });

  it('can be removed all at once, after a question', async () => {
    await window.clickInlineAction(['Sessions without a profile (1)'], 'Remove All');
    await window.dialogThat(/A profile in another workspace may still use them/);
    await window.tree.row(['Sessions without a profile (1)']);
    await window.clickDialogButton('Remove All');
    await window.tree.gone(['Sessions without a profile (1)']);
    await window.setSettings({ 'tokenInspector.profiles': { integration: profileSettings(server) } });
    await window.tree.described(['integration'], /not signed in/);
  });
});
