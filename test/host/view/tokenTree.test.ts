import assert from 'node:assert/strict';
import { TokenTree } from '../../../src/view/tokenTree.ts';

const hour = 3600;

describe('the tree in time', () => {
  const realNow = Date.now;
  let tree: TokenTree;
  let drawings: number;
  let lookups: number;
  beforeEach(() => {
    drawings = 0;
    lookups = 0;
    const roots = () => {
      lookups += 1;
      return Promise.resolve([]);
    };
    tree = new TokenTree({ roots, nextChange: () => hour }, () => (drawings += 1));
    tree.visible(true);
  });
  afterEach(() => {
    tree.dispose();
    Date.now = realNow;
  });

  const later = (seconds: number): void => {
    Date.now = () => realNow() + seconds * 1000;
  };

  it('is drawn again when somebody comes back after the computer slept, and then only', () => {
    tree.awake();
    later(10);
    tree.awake();
    assert.equal(drawings, 0);
    later(2 * hour);
    tree.awake();
    assert.equal(drawings, 1);
    tree.awake();
    assert.equal(drawings, 1, 'once');
  });

  it('is drawn again when the view appears after a while, and left alone while it is hidden', () => {
    tree.visible(false);
    later(2 * hour);
    tree.awake();
    assert.equal(drawings, 0);
    tree.visible(true);
    assert.equal(drawings, 1);
    assert.equal(lookups, 0, 'VS Code asks when it draws');
  });
});
