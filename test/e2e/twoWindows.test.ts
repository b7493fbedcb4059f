import { strict as assert } from 'node:assert';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import { extensionId } from '../../src/contributions.ts';
import { startDemo, type Demo } from '../../src/demo/server.ts';
import { signInAs } from '../support/signInAs.ts';
import { profileSettings } from '../support/settings.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';

/** Seconds that a token lives; with a `minimumLifetime` of 0 it is handed out to its very end. */
const lifetime = 2;
const expiries = 15;
/** Milliseconds from a click to its request, another window's death in the middle of a refresh included. */
const patience = 5_000;

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
  /** Opened later than the others. */
  let third: WorkbenchWindow;
  /** What a token request at the server waits for. */
  let hold: Promise<void> | undefined;
  /** Token requests that the server never saw: their sender was killed. */
  let dropped = 0;
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
    other = await workbench.openWindow();
    await other.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    await server.stop();
  });

  const refreshes = (): number => server.issued.filter(({ grantType }) => grantType === 'refresh_token').length;
  const requests = (): number => server.requests['/token'] ?? 0;
  /** The sign-in's own request is answered with tokens as well. */
  const assertNoneRefused = (): Promise<void> =>
    until(() => requests() - dropped === server.issued.length, 'a request was refused');
  const copy = (window: WorkbenchWindow): Promise<void> =>
    window.clickInlineAction(['integration', 'stock'], 'Copy Access Token');

  /** Has windows ask for a token when it is expired. Resolves when a request is at the server; the result lets the server act. */
  async function refreshHeld(...windows: WorkbenchWindow[]): Promise<() => void> {
    await delay(Math.max(0, lastIssue + lifetime * 1000 - Date.now()));
    let release = (): void => undefined;
    hold = new Promise((resolve) => {
      release = resolve;
    });
    await ask(...windows);
    return () => {
      hold = undefined;
      release();
    };
  }

  /** Has windows ask for a token. Resolves when a request is at the server, with the milliseconds since the click. */
  async function ask(...windows: WorkbenchWindow[]): Promise<number> {
    const before = requests();
    // A click that meets a tree that is just drawn again is lost, as a person's would be.
    for (let tries = 1; tries <= 3; tries += 1) {
      const since = Date.now();
      await Promise.all(windows.map(copy));
      await until(() => requests() > before, '', patience).catch(() => undefined);
      if (requests() > before) return Date.now() - since;
    }
    return assert.fail('no request arrived');
  }

  /** All windows ask before the server acts on anything. */
  async function copyAfterExpiry(windows: readonly WorkbenchWindow[]): Promise<void> {
    const before = refreshes();
    const release = await refreshHeld(...windows);
    await delay(200);
    release();
    await until(() => refreshes() > before, 'no answer was given');
    lastIssue = Date.now();
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
    for (const trouble of ['Sign in again', 'An answer of the server was lost']) {
      await window.tree.gone(['integration', trouble]);
    }
  }

  it('starts with a sign-in whose key a window that was open cannot see: it says so and needs one reload', async () => {
    await other.tree.row(['integration', 'Sign In…']);
    await signInAs(one, 'Ada', () => one.clickRow(['integration', 'Sign In…']));
    await one.clearNotifications();
    const row = await other.tree.row(['1 session from another window']);
    assert.match((await row.textContent()) ?? '', /Reload this window to see what is signed in: /);
    const told = /1 session from another window\. Reload this window .+ Nothing is lost\./;
    for (const command of ['Copy Access Token', 'Sign Out']) {
      await other.runCommand(`Token Inspector: ${command}`);
      if (command === 'Copy Access Token') await other.quickPickWith('stock', 'nobody is signed in');
      await other.waitForNotification(told);
      await other.notificationButton('Reload Window');
      await other.clearNotifications();
    }
    // It makes no key of its own, which would take the first one away.
    await other.clickRow(['integration', 'Sign In…']);
    await other.waitForNotification(/Somebody signed in in another window after this one was opened/);
    await Promise.all([other.page.waitForEvent('load'), other.clickNotificationButton('Reload Window')]);
    await other.ready();
    await other.openTokensView();
    for (const window of [one, other]) await window.tree.row(['integration', 'stock']);
    await assertContent(other);
  });

  it(`refreshes once per expiry, however many ask at the same moment, ${String(expiries)} times`, async () => {
    const before = refreshes();
    const windows = [one, other];
    for (let round = 1; round <= expiries; round += 1) {
      if (round === 8) {
        third = await workbench.openWindow();
        await third.openTokensView();
        windows.push(third);
      }
      await copyAfterExpiry(windows);
      await assertNoneRefused();
      assert.equal(refreshes() - before, round, `refreshes after ${String(round)} expiries`);
    }
    for (const window of windows) await assertContent(window);
  });

  for (const [what, end] of [
    ['is reloaded', () => third.reload()],
    ['is closed', () => third.close()],
  ] as const) {
    it(`loses nothing when a window ${what} in the middle of a refresh`, async () => {
      const before = refreshes();
      const release = await refreshHeld(third);
      const ended = end();
      await delay(500);
      release();
      await ended;
      await until(() => refreshes() > before, 'the request was not answered');
      lastIssue = Date.now();
      await copyAfterExpiry([one, other]);
      await assertNoneRefused();
      assert.equal(refreshes() - before, 2);
      await assertContent(other);
    });
  }

  it('goes on in one window, at once, when the other’s extension host is killed in the middle of a refresh', async () => {
    const release = await refreshHeld(one);
    await killRefreshingHost();
    hold = undefined;
    const before = refreshes();
    const waited = await ask(other);
    assert.ok(waited < patience, `after ${String(waited)} ms`);
    await until(() => refreshes() > before, 'no answer was given');
    lastIssue = Date.now();
    await clipboardIsNewest(other);
    release();
    await assertNoneRefused();
    await assertContent(other);
  });

  it('tells at the next start that an answer was lost, and how it is mended', async () => {
    await one.clearNotifications();
    const release = await refreshHeld(other);
    await killRefreshingHost();
    await other.waitForNotification(
      /A refresh for ada@demo\.example at integration was sent, and its answer never arrived/,
    );
    release();
    await one.tree.row(['integration', 'An answer of the server was lost']);
    await other.clickNotificationButton('Refresh Now');
    await other.waitForStatus(/Refreshed: /);
    await one.tree.gone(['integration', 'An answer of the server was lost']);
    await assertNoneRefused();
  });

  /** Kills the extension host whose refresh is on its way: it is the one that holds the session's lock. */
  async function killRefreshingHost(): Promise<void> {
    const folder = join(workbench.server.data, 'User/globalStorage', extensionId, 'sessions');
    const numbers = (await readdir(folder)).map((file) => /^[0-9a-f]{40}\.(\d+)\.lock$/.exec(file));
    const locks = numbers.filter((found) => found !== null).sort((a, b) => Number(a[1]) - Number(b[1]));
    const owner = JSON.parse(await readFile(join(folder, locks.at(-1)?.[0] ?? ''), 'utf8')) as { pid: number };
    process.kill(owner.pid, 'SIGKILL');
    dropped += 1;
    await until(() => hasEnded(owner.pid), 'it lives');
  }
});

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

async function until(holds: () => boolean | Promise<boolean>, otherwise: string, timeout = 10_000): Promise<void> {
  const end = Date.now() + timeout;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(otherwise);
    await delay(20);
  }
}
