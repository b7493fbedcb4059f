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
    assert.deepEqual(messages, ['There is no usable profile “nobody”.']);
  });

  it('rejects where there is no profile at all, and says what one is', async () => {
    const messages = await messagesDuring(() =>
      assert.rejects(Promise.resolve(getAccessToken(undefined)), /there is no usable profile/),
    );
    assert.match(messages.join('\n'), /^There is no profile yet\. A profile says where to sign in/);
  });
});
