import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/contributions.ts';
import { ProfileSettings } from '../../src/profile/settings.ts';
import { messagesDuring } from './notifications.ts';

describe('settings that change while VS Code runs', () => {
  const profile = { issuer: 'https://login.example.com/', clientId: 'abc' };
  let settings: ProfileSettings;
  let changes: number;
  before(() => {
    settings = new ProfileSettings();
    settings.onDidChange(() => changes++);
  });
  beforeEach(() => {
    changes = 0;
  });
  afterEach(async () => {
    for (const name of ['profiles', 'minimumLifetime', 'signInTimeout', 'clearClipboardAfter']) await set(name);
  });
  after(() => {
    settings.dispose();
  });

  /** `undefined` takes the value out. */
  async function set(name: string, value?: unknown): Promise<void> {
    const configuration = vscode.workspace.getConfiguration('tokenInspector');
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
  }

  const problems = (): string[] =>
    settings.problems().map(({ path, severity }) => `${severity} ${path.slice(0, 3).join(' › ')}`);

  it('a new profile is there without a reload', async () => {
    await set('profiles', { added: profile });
    assert.deepEqual(
      settings.profiles().map(({ name }) => name),
      ['added'],
    );
    assert.ok(changes > 0);
    const messages = await messagesDuring(() =>
      assert.rejects(Promise.resolve(vscode.commands.executeCommand(commands.getAccessToken, { profile: 'nobody' }))),
    );
    assert.deepEqual(
      messages,
      ['The profile “nobody” was asked for. There is: “added”.'],
      'the extension knows it too',
    );
    await set('profiles');
    assert.deepEqual(settings.profiles(), []);
  });

  it('a broken profile is reported and not used; the others work', async () => {
    await set('profiles', { good: profile, broken: { isuer: 'https://login.example.com/', clientId: 'abc' } });
    assert.deepEqual(
      settings.profiles().map(({ name }) => name),
      ['good'],
    );
    assert.deepEqual(problems(), ['error tokenInspector.profiles › broken › isuer']);
    assert.equal(settings.problems()[0]?.suggestion, 'issuer');
  });

  for (const value of [[], 'integration', 5, { integration: null }, { '': profile }]) {
    it(`profiles as ${JSON.stringify(value)} are reported, and nothing throws`, async () => {
      await set('profiles', value);
      assert.deepEqual(settings.profiles(), []);
      assert.match(problems().join('\n'), /^error tokenInspector\.profiles/);
    });
  }

  for (const [name, fallback, bad] of [
    ['minimumLifetime', 60, -1],
    ['minimumLifetime', 60, '60'],
    ['signInTimeout', 300, 1],
    ['signInTimeout', 300, 'soon'],
    ['clearClipboardAfter', 0, true],
    ['clearClipboardAfter', 0, 1e9],
  ] as const) {
    it(`${name}: ${JSON.stringify(bad)} falls back to ${String(fallback)} and is reported`, async () => {
      await set(name, bad);
      assert.equal(settings[name](), fallback);
      assert.deepEqual(problems(), [`warning tokenInspector.${name}`]);
    });
  }

  it('a good number counts at once', async () => {
    await set('minimumLifetime', 120);
    assert.equal(settings.minimumLifetime(), 120);
    assert.deepEqual(problems(), []);
  });
});
