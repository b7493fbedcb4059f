import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { signInAs } from '../support/signInAs.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

describe('A token in the form in which it is used', function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    workbench = await Workbench.start({ settings: { 'tokenInspector.clearClipboardAfter': 4 } });
    window = await workbench.openWindow();
    await window.openTokensView();
    await signInAs(window, 'Ada', () => window.clickWelcomeButton('Try It With the Demo Provider'));
    await window.clearNotifications();
  });
  after(() => workbench.stop());

  async function copied(wanted: RegExp): Promise<string> {
    await window.waitForStatus(wanted);
    return window.clipboard();
  }

  it('is a curl command that the API answers, and leaves the clipboard', async function () {
    await window.clickContextMenu(['demo', 'orders'], 'Copy Access Token As…');
    await window.quickPick('curl');
    const command = await copied(/orders copied as curl \(expires in \d+ min\) · leaves the clipboard in 4 s/);
    const token = /Bearer ([\w.-]+)'$/.exec(command)?.[1] ?? '';
    assert.equal(command, `curl '${String(decodeJwt(token).iss)}/api/orders' -H 'Authorization: Bearer ${token}'`);
    await window.waitForStatus(/The copied token left the clipboard/);
    assert.equal(await window.clipboard(), '');
    if (!(await hasCurl())) this.skip();
    const { stdout } = await promisify(execFile)('sh', ['-c', `${command} -s -o /dev/null -w '%{http_code}'`]);
    assert.equal(stdout, '200');
  });

  it('offers the last choice first', async () => {
    await window.clickContextMenu(['demo', 'stock'], 'Copy Access Token As…');
    const [first] = await window.quickPickLabels();
    assert.equal(first, 'curl');
    await window.quickPick('.http request');
    assert.match(
      await copied(/stock copied as \.http request/),
      /^GET http:\/\/\S+\/api\/stock\nAuthorization: Bearer \S+\n$/,
    );
  });
});

async function hasCurl(): Promise<boolean> {
  try {
    await promisify(execFile)('sh', ['-c', 'command -v curl']);
    return true;
  } catch {
    return false;
  }
}
