import assert from 'node:assert/strict';
import { extensions } from 'vscode';

describe('extension', () => {
  it('activates', async () => {
    const extension = extensions.getExtension('token-inspector.token-inspector');
    assert.ok(extension);
    await extension.activate();
    assert.ok(extension.isActive);
  });
});
