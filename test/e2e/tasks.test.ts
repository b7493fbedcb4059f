import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { profileSettings } from '../support/settings.ts';
import { signInAs } from '../support/signInAs.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

const refusal = 'There is no access token for orders: the sign-in was cancelled.';

describe('A task or launch configuration that wants a token where nobody is signed in', function () {
  this.timeout(90_000);
  let server: Demo;
  let workbench: Workbench;
  let window: WorkbenchWindow;
  let folder: string;
  let result: string;

  before(async () => {
    server = await startDemo();
    workbench = await Workbench.start({
      settings: { 'tokenInspector.profiles': { integration: profileSettings(server) } },
    });
    folder = await mkdtemp(join(tmpdir(), 'tasks-'));
    result = join(folder, 'token.txt');
    await mkdir(join(folder, '.vscode'));
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    window = await workbench.openWindow(folder);
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
    await rm(folder, { recursive: true });
  });
  afterEach(() => window.clearNotifications());

  const runTask = async (): Promise<void> => {
    await window.runCommand('Tasks: Run Task');
    await window.quickPick('write token');
    await window.dialogThat(
      /A task, launch configuration or extension asks for an access token for orders\.[^]*Nobody is signed in at integration yet\./,
    );
  };

  const written = async (): Promise<void> => {
    for (let tries = 0; !existsSync(result) && tries < 200; tries++) await window.page.waitForTimeout(100);
  };

  it('asks in a dialog, and starts no task where the answer is no', async () => {
    await runTask();
    await window.clickDialogButton('Cancel');
    await window.waitForNotification(refusal);
    assert.equal(existsSync(result), false);
  });

  it('starts no program where the answer is no', async () => {
    await window.runCommand('Debug: Start Debugging');
    await window.dialogThat(/asks for an access token for orders\./);
    await window.clickDialogButton('Cancel');
    // VS Code's own, with its own way out.
    await window.dialogThat(/the sign-in was cancelled/);
    await window.clickDialogButton('Cancel');
    assert.equal(existsSync(result), false);
  });

  it('starts no task where the sign-in itself is cancelled', async () => {
    await runTask();
    const page = await window.waitForPopup(() => window.clickDialogButton('Sign In'));
    await page.close();
    await window.page.bringToFront();
    await window.clickNotificationButton('Cancel', 'Signing in at integration');
    await window.waitForNotification(refusal);
    assert.equal(existsSync(result), false);
  });

  it('goes on with a sign-in in another window, and asks the server for no second one', async function () {
    // The oldest VS Code, where it is served, comes without the native module for terminals.
    if (process.env['TEST_VSCODE'] === 'oldest') this.skip();
    await runTask();
    const other = await workbench.openWindow();
    await other.openTokensView();
    await signInAs(other, 'Ada', () => other.clickRow(['integration', 'Sign In…']));
    await other.close();
    await window.page.bringToFront();
    await written();
    const { aud } = decodeJwt(await readFile(result, 'utf8'));
    assert.ok(Array.isArray(aud) && aud.includes('https://orders.demo.example'), String(aud));
    const requests = server.authorizationUrls.length;
    // Nobody can take the question back.
    await window.clickDialogButton('Sign In');
    await rm(result);
    await window.runCommand('Tasks: Run Task');
    await window.quickPick('write token');
    await written();
    assert.equal(server.authorizationUrls.length, requests);
  });
});

const inputs = [
  {
    id: 'token',
    type: 'command',
    command: 'tokenInspector.getAccessToken',
    args: { profile: 'integration', api: 'orders' },
  },
];
const env = { ACCESS_TOKEN: '${input:token}' };
const task = { label: 'write token', type: 'process', command: 'node', args: ['program.js'], problemMatcher: [] };
const launch = { name: 'with token', type: 'node', request: 'launch', program: '${workspaceFolder}/program.js', env };

const files: Readonly<Record<string, string>> = {
  'program.js': `require('fs').writeFileSync('token.txt', process.env.ACCESS_TOKEN)`,
  '.vscode/tasks.json': JSON.stringify({ version: '2.0.0', tasks: [{ ...task, options: { env } }], inputs }),
  '.vscode/launch.json': JSON.stringify({ version: '0.2.0', configurations: [launch], inputs }),
};
