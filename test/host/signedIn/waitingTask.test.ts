import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/contributions.ts';
import { finishInBrowser } from '../signInAtDemo.ts';
import { answers } from './answers.ts';

const admin = { profile: 'demo', api: 'admin' };
const getAccessToken = (): Thenable<unknown> => vscode.commands.executeCommand(commands.getAccessToken, admin);

/** The demo's admin API allows no refresh token. */
describe('a token that only a sign-in brings, asked for by a task', () => {
  const env = vscode.env as unknown as { openExternal: unknown; asExternalUri: unknown };
  const { openExternal, asExternalUri } = env;
  let opened: (url: string) => unknown;

  before(() => {
    env.asExternalUri = (uri: vscode.Uri) => Promise.resolve(uri);
    env.openExternal = (url: unknown) => {
      void opened(String(url));
      return Promise.resolve(true);
    };
  });
  after(() => {
    Object.assign(env, { openExternal, asExternalUri });
  });

  it('is a cancellation with a sentence where the answer is no: VS Code would run the task without it', async () => {
    const { messages } = await answers({ buttons: ['Cancel'] }, () =>
      assert.rejects(Promise.resolve(getAccessToken()), (error: Error) => {
        assert.ok(error instanceof vscode.CancellationError);
        assert.equal(error.message, 'There is no access token for admin: the sign-in was cancelled.');
        return true;
      }),
    );
    assert.deepEqual(messages, ['A task, launch configuration or extension asks for an access token for admin.']);
  });

  it('is asked for once where two want the same', async () => {
    const { messages } = await answers({ buttons: ['Cancel', 'Cancel'] }, () =>
      Promise.allSettled([getAccessToken(), getAccessToken()]),
    );
    assert.deepEqual(messages, ['A task, launch configuration or extension asks for an access token for admin.']);
  });

  it('is asked for apart where two profiles call different APIs by one name', async () => {
    const set = (profiles: object | undefined): Thenable<void> =>
      vscode.workspace
        .getConfiguration('tokenInspector')
        .update('profiles', profiles, vscode.ConfigurationTarget.Global);
    const profile = (audience: string): object => ({
      issuer: 'https://login.example.com',
      clientId: 'client',
      apis: { admin: { audience } },
    });
    await set({ one: profile('https://one.example.com'), other: profile('https://other.example.com') });
    try {
      const { messages } = await answers({ buttons: ['Cancel', 'Cancel'] }, () =>
        Promise.allSettled(
          ['one', 'other'].map((name) =>
            vscode.commands.executeCommand(commands.getAccessToken, { profile: name, api: 'admin' }),
          ),
        ),
      );
      assert.equal(messages.length, 2, messages.join());
    } finally {
      await set(undefined);
    }
  });

  it('comes from a sign-in that the user begins elsewhere while this one waits', async () => {
    let signIn: Thenable<unknown> | undefined;
    opened = () => {
      opened = finishInBrowser;
      signIn = vscode.commands.executeCommand(commands.signIn, { ...admin, account: 'ada@demo.example' });
    };
    let tokens: unknown[] = [];
    await answers({ buttons: ['Sign In'] }, async () => {
      tokens = await Promise.all([getAccessToken(), getAccessToken()]);
      await signIn;
    });
    assert.equal(tokens[0], tokens[1]);
    assert.match(String(tokens[0]), /^ey/);
  });
});
