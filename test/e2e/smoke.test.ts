import assert from 'node:assert/strict';
import { Workbench } from '../support/workbench.ts';

describe('packaged extension', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.start();
  });
  after(() => workbench.stop());

  it('installs, and its Tokens view says what to do first', async () => {
    const window = await workbench.openWindow();
    await window.openTokensView();
    assert.deepEqual(await window.treeRows(), []);
    assert.notEqual((await window.welcomeText()).trim(), '');
  });
});
