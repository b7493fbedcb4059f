import assert from 'node:assert/strict';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

const secret = 'correct-horse-battery-staple-4711';

describe('A client secret', function () {
  this.timeout(90_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    server = await startDemo();
    workbench = await Workbench.start({
      settings: {
        'tokenInspector.profiles': {
          integration: profileSettings(server, { clientAuthentication: 'clientSecretBasic' }),
          careless: profileSettings(server, { clientSecret: 'in-the-settings' }),
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

  const signIn = (): Promise<void> => window.clickRow(['integration', 'Sign In…']);

  it('is asked for at the first sign-in, hidden while one types; Escape cancels without a word', async () => {
    await signIn();
    assert.match(await window.quickInputText(), /Client Secret of integration/);
    const input = window.page.locator('.quick-input-widget:visible .quick-input-box input');
    assert.equal(await input.getAttribute('type'), 'password');
    await window.page.keyboard.press('Escape');
    await input.waitFor({ state: 'hidden' });
    await window.page.waitForTimeout(500);
    assert.deepEqual(await window.notifications(), []);
    assert.deepEqual(server.requests, {}, 'nothing was sent');
  });

  it('is asked for before the browser opens, and again when the server refuses it', async () => {
    const page = await window.waitForPopup(async () => {
      await signIn();
      await window.inputBox(secret);
    });
    await page.getByRole('button', { name: /Ada/ }).click();
    await page.getByText('You are signed in').waitFor();
    await page.close();
    await window.page.bringToFront();
    // The demo's client is a public one: it has no secret to show.
    const message = await window.waitForNotification(/does not know the client, or how it proves itself/);
    assert.match(message, /invalid_client/);
    await window.clickNotificationButton('Enter Client Secret');
    assert.match(await window.quickInputText(), /refused the client secret\. Enter the right one\./);
    await window.page.keyboard.press('Escape');
    assert.deepEqual(server.issued, []);
  });

  it('is in no message, and in no file that VS Code wrote', async () => {
    assert.ok((await window.notifications()).every((text) => !text.includes(secret)));
    const basic = Buffer.from(`${server.profile.clientId}:${secret}`).toString('base64');
    assert.deepEqual(await workbench.filesWith(secret, Buffer.from(secret).toString('base64'), basic), []);
  });

  it('is refused in settings, by an error that leads to it', async () => {
    const path = [/^Settings to mend/, 'careless › clientSecret'];
    await window.tree.described(path, /looks like a secret, and settings are no place for one/);
    const roots = (await window.treeRows()).filter(({ level }) => level === 1);
    assert.ok(!roots.some(({ label }) => label === 'careless'), 'the profile is not used');
    assert.ok(
      (await window.treeRows()).every((row) => !Object.values(row).join(' ').includes('in-the-settings')),
      'the secret itself is not shown',
    );
    await window.clickRow(path);
    await window.waitForEditorText(/"clientSecret"/);
    await window.page.keyboard.press('Shift+End');
    await window.page.keyboard.press('ControlOrMeta+c');
    assert.equal(await window.clipboard(), '"clientSecret": "in-the-settings"', 'the cursor stands at the key');
  });
});
