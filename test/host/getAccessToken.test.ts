import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/contributions.ts';
import { messagesDuring } from './notifications.ts';

const getAccessToken = (argument: unknown): Thenable<unknown> =>
  vscode.commands.executeCommand(commands.getAccessToken, argument);

describe('getAccessToken, for tasks and other extensions', () => {
  for (const argument of ['integration', 42, true, ['integration'], { profile: 1 }, { api: 'orders' }]) {
    it(`rejects ${JSON.stringify(argument)} with a sentence that shows the form`, async () => {
      await assert.rejects(Promise.resolve(getAccessToken(argument)), /of the form \{ profile, api\?, account\? \}/);
    });
  }

  for (const key of ['api', 'account']) {
    it(`rejects another type than a text for ${key}`, async () => {
      const argument = { profile: 'integration', [key]: 1 };
      await assert.rejects(Promise.resolve(getAccessToken(argument)), /of the form \{ profile, api\?, account\? \}/);
    });
  }

  it('rejects a profile that is unknown, and says which', async () => {
    const messages = await messagesDuring(() =>
      assert.rejects(Promise.resolve(getAccessToken({ profile: 'nobody' })), {
        message: 'There is no usable profile “nobody”.',
      }),
    );
    // VS Code shows whoever runs a task the words of the rejection as well.
    assert.deepEqual(messages, ['The profile “nobody” was asked for. There is none that can be used.']);
  });

  it('rejects the demo’s profile while the demo provider does not run, and offers it', async () => {
    let offered: readonly unknown[] = [];
    const { showErrorMessage } = vscode.window;
    Object.assign(vscode.window, {
      showErrorMessage: (message: string, ...buttons: readonly unknown[]) => {
        offered = [message, ...buttons];
        return Promise.resolve(undefined);
      },
    });
    try {
      await assert.rejects(Promise.resolve(getAccessToken({ profile: 'demo' })), /no usable profile “demo”/);
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
    assert.deepEqual(offered, [
      'The profile “demo” was asked for. It is there while the demo provider runs.',
      'Try the Demo Provider',
      'Edit Profiles',
    ]);
  });

  it('rejects where there is no profile at all, and says what one is', async () => {
    const messages = await messagesDuring(() =>
      assert.rejects(Promise.resolve(getAccessToken(undefined)), /there is no usable profile/),
    );
    assert.match(messages.join('\n'), /^There is no profile yet\. A profile says where to sign in/);
  });
});
