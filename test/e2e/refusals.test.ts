import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { picture } from '../support/pictures.ts';
import { Workbench } from '../support/workbench.ts';
import type { WorkbenchWindow } from '../support/workbenchWindow.ts';
import { json, startFake, type FakeServer } from '../unit/oauth/fakeServer.ts';

const correlation = '1c6f2a3e-7d20-4b0d-9be2-0d7a3bb8c5de';

describe('What a provider refuses', function () {
  this.timeout(90_000);
  let fake: FakeServer;
  let workbench: Workbench;
  let window: WorkbenchWindow;

  before(async () => {
    // A served VS Code rewrites 127.0.0.1 and leaves these alone. Only Linux has all of 127.0.0.0/8.
    fake = await startFake(process.platform === 'linux' ? '127.0.0.2' : '::1');
    workbench = await Workbench.start({
      settings: {
        'tokenInspector.profiles': {
          work: {
            issuer: fake.issuer,
            clientId: 'native',
            scopes: ['openid'],
            apis: { orders: { audience: 'https://orders.example.com' } },
          },
          slashed: { issuer: `${fake.issuer}/`, clientId: 'native', scopes: ['openid'] },
          blocked: { issuer: 'http://127.0.0.1:6000', clientId: 'native', scopes: ['openid'] },
        },
      },
    });
    window = await workbench.openWindow();
    await window.openTokensView();
  });
  after(async () => {
    await workbench.stop();
    await fake.stop();
  });
  afterEach(async () => {
    await window.page.bringToFront();
    await window.clearNotifications();
  });

  const signIn = async (): Promise<void> => {
    const page = await window.waitForPopup(() => window.clickRow(['work', 'Sign In…']));
    await page.getByText(/You are (?:not )?signed in/).waitFor();
    await page.close();
    await window.page.bringToFront();
  };

  it('in the browser, as Auth0 says it: what it means, and the key of the profile that is to blame', async () => {
    fake.response = {
      code: undefined,
      error: 'access_denied',
      error_description: 'Service not found: https://orders.example.com',
    };
    await signIn();
    await window.waitForNotification(
      /work: Auth0 has no API with this identifier[^]*said “access_denied: Service not found: https:\/\/orders\.example\.com”/,
    );
    await picture(window.page, 'refusal-auth0');
    await window.clickNotificationButton('Edit Profile');
    await window.waitForEditorText(/"work"/);
    // The breadcrumbs follow the cursor.
    await window.page.locator('.monaco-breadcrumb-item', { hasText: 'audience' }).waitFor();
    await window.runCommand('View: Close Editor');
  });

  it('at the token endpoint, as Entra ID says it: the redirect URI to register, and the ids for the support in the log', async () => {
    fake.response = {};
    fake.answers['/token'] = (_, response) => {
      json(response, 401, {
        error: 'invalid_client',
        error_description: `AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'. Trace ID: 6e0f0e6c-2a60-4a2b-8a55-b0f4a81f0100 Correlation ID: ${correlation} Timestamp: 2026-03-01 10:00:00Z`,
        error_codes: [7000218],
      });
    };
    await signIn();
    const message = await window.waitForNotification(/work: The client is confidential/);
    assert.doesNotMatch(message, /Trace ID/);
    await picture(window.page, 'refusal-entra');
    await window.clickNotificationButton('Copy Redirect URI');
    await window.waitForStatus(/Redirect URI copied/);
    assert.equal(await window.clipboard(), 'http://127.0.0.1/callback');
    await window.runCommand('Token Inspector: Show Log');
    await window.page.locator('.part.panel .view-line', { hasText: correlation }).first().waitFor();
    await picture(window.page, 'refusal-log');
  });

  it('a port that no web client uses: said so', async () => {
    await window.clickRow(['blocked', 'Sign In…']);
    await window.waitForNotification(/Nothing connects to 127\.0\.0\.1:6000/);
    await picture(window.page, 'refusal-port');
  });

  it('an issuer that is wrong by a slash: one button writes the right one and signs in', async () => {
    fake.response = {};
    fake.answers['/token'] = undefined;
    await window.clickRow(['slashed', 'Sign In…']);
    await window.waitForNotification(/Only a slash at the end is wrong/);
    await picture(window.page, 'refusal-slash');
    const page = await window.waitForPopup(() => window.clickNotificationButton('Use Without the Slash'));
    await page.getByText('You are signed in').waitFor();
    await page.close();
    await window.page.bringToFront();
    await window.waitForNotification(/Signed in at slashed/);
    const settings = await readFile(join(workbench.server.data, 'User', 'settings.json'), 'utf8');
    const { slashed } = (JSON.parse(settings) as { 'tokenInspector.profiles': Record<string, unknown> })[
      'tokenInspector.profiles'
    ];
    assert.deepEqual(slashed, { issuer: fake.issuer, clientId: 'native', scopes: ['openid'] });
  });
});
