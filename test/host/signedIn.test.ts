import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionId } from '../../src/contributions.ts';
import type { AccessTokenAnswer, TokenInspectorApi } from '../../src/integration/exportedApi.ts';
import { messagesDuring } from './notifications.ts';
import { signInAtDemo } from './signInAtDemo.ts';

// Tests of a window without any profile come before this file: the demo provider stays for as long as the window.
describe('what the extension exports, with an account that is signed in', () => {
  let api: TokenInspectorApi;

  before(async () => {
    const extension = vscode.extensions.getExtension<TokenInspectorApi>(extensionId);
    assert.ok(extension);
    api = await extension.activate();
    await signInAtDemo();
  });

  it('asks the user first, and hands nothing out silently before they have allowed it', async () => {
    const request = { profile: 'demo', api: 'orders' };
    await assert.rejects(api.getAccessToken({ ...request, silent: true }), {
      name: 'TokenInspectorError',
      code: 'consentNeeded',
      message: /has not allowed other extensions/,
    });
    let answer: AccessTokenAnswer | undefined;
    const asked = await messagesDuring(async () => {
      answer = await api.getAccessToken(request);
    }, 'Allow Once');
    assert.deepEqual(asked, ['Another extension asks for an access token of demo › orders. Allow?']);
    assert.ok(answer?.accessToken);
    await assert.rejects(api.getAccessToken({ ...request, silent: true }), { code: 'consentNeeded' });
  });

  it('asks no more for any API of a profile of which the user has said “always”', async () => {
    const first = await messagesDuring(
      () => api.getAccessToken({ profile: 'demo', api: 'orders' }),
      'Always for This Profile',
    );
    assert.equal(first.length, 1);
    const later = await messagesDuring(() => api.getAccessToken({ profile: 'demo', api: 'stock' }));
    assert.deepEqual(later, []);
  });

  it('hands out a token with its end, scopes and audiences, silently', async () => {
    const request = { profile: 'demo', api: 'orders', silent: true };
    let answer: AccessTokenAnswer | undefined;
    const messages = await messagesDuring(async () => {
      answer = await api.getAccessToken(request);
    });
    assert.deepEqual(messages, []);
    assert.ok(answer);
    const left = (answer.expiresAt ?? 0) - Date.now() / 1000;
    assert.ok(left > 3000 && left <= 3600, String(left));
    assert.ok(answer.scopes.includes('read:orders') && !answer.scopes.includes('write:orders'));
    assert.equal(answer.audience[0], 'https://orders.demo.example');
    assert.equal(answer.audience.length, 2);
    assert.equal((await api.inspect(answer.accessToken)).profile, 'demo');
    assert.deepEqual(await api.getAccessToken({ ...request, account: 'ada@demo.example' }), answer);
  });

  it('refreshes where the token would not live long enough', async () => {
    const request = { profile: 'demo', api: 'orders', silent: true };
    const first = await api.getAccessToken(request);
    assert.notEqual(
      (await api.getAccessToken({ ...request, minimumLifetime: 3599.999 }))?.accessToken,
      first?.accessToken,
    );
  });

  it('rejects silently where only a sign-in helps', async () => {
    const messages = await messagesDuring(async () => {
      const admin = api.getAccessToken({ profile: 'demo', api: 'admin', silent: true });
      await assert.rejects(admin, {
        name: 'TokenInspectorError',
        code: 'signInNeeded',
        message: /without a sign-in/,
      });
    });
    assert.deepEqual(messages, []);
  });
});
