import { strict as assert } from 'node:assert';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { signInAs } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

/** Seconds that a token lives; with a `minimumLifetime` of 0 it is handed out to its very end. */
const lifetime = 2;
const expiries = 15;

/**
 * Windows of a real VS Code, of which none ever sees what another puts into SecretStorage, in front of a server that ends
 * the session when a refresh token comes twice. No window is reloaded unless a test says so.
 */
describe('One session in several windows', function () {
  this.timeout(90_000);
  let server: Demo;
  let workbench: Workbench;
  let one: WorkbenchWindow;
  let other: WorkbenchWindow;
  /** What a token request at the server waits for. */
  let hold: Promise<void> | undefined;
  /** Milliseconds since the epoch. */
  let lastIssue = 0;

  before(async () => {
    server = await startDemo({
      ttl: { stock: lifetime },
      beforeToken: async () => {
        await hold;
      },
    });
    workbench = await Workbench.start({
      settings: {
        'tokenInspector.profiles': { integration: profileSettings(server) },
        'tokenInspector.minimumLifetime': 0,
      },
    });
    one = await workbench.openWindow();
    await one.openTokensView();
    // The first sign-in makes the key, which in a served VS Code only windows that open later can see.
    await signInAs(one, 'Ada', () => one.clickRow(['integration', 'Sign In…']));
    await one.clearNotifications();
    other = await workbench.openWindow();
    await other.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });

  const refreshes = (): number => server.issued.filter(({ grantType }) => grantType === 'refresh_token').length;
  const requests = (): number => server.requests['/token'] ?? 0;
  const copy = (window: WorkbenchWindow): Promise<void> =>
    window.clickInlineAction(['integration', 'stock'], 'Copy Access Token');

  /** Waits until the newest token is expired by every clock, then copies in all windows at once. */
  async function copyAfterExpiry(windows: readonly WorkbenchWindow[]): Promise<void> {
    await delay(Math.max(0, lastIssue + lifetime * 1000 - Date.now()));
    const before = refreshes();
    const copies = Promise.all(windows.map(copy));
    await until(() => refreshes() > before, 'no refresh arrived');
    lastIssue = Date.now();
    await copies;
    await clipboardIsNewest(windows[0] ?? one);
  }

  async function clipboardIsNewest(window: WorkbenchWindow): Promise<void> {
    const newest = server.issued.at(-1)?.accessToken;
    await until(async () => (await window.clipboard()) === newest, 'the clipboard does not have the newest token');
  }

  /** A window says what it has copied, and asks for nothing. */
  async function assertContent(window: WorkbenchWindow): Promise<void> {
    assert.deepEqual(await window.openNotifications(), []);
    const rows = await window.treeRows();
    assert.ok(rows.some(({ label, description }) => label === 'integration' && description.includes('ada@')));
    assert.ok(!rows.some(({ label }) => label === 'Sign in again' || label.startsWith('An answer')));
  }

  it(`refreshes once per expiry, however many ask at the same moment, ${String(expiries)} times`, async () => {
    const [before, others] = [refreshes(), requests() - refreshes()];
    const windows = [one, other];
    for (let round = 1; round <= expiries; round += 1) {
      if (round === 8) {
        const third = await workbench.openWindow();
        await third.openTokensView();
        windows.push(third);
      }
      await copyAfterExpiry(windows);
      assert.equal(refreshes() - before, round, `refreshes after ${String(round)} expiries`);
      assert.equal(requests() - refreshes(), others, 'no request was refused');
    }
    for (const window of windows) await assertContent(window);
    await windows[2]?.close();
  });
});

async function until(holds: () => boolean | Promise<boolean>, otherwise: string, timeout = 10_000): Promise<void> {
  const end = Date.now() + timeout;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(otherwise);
    await delay(20);
  }
}
