import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toTreeItem } from '../../../src/view/node.ts';

describe('a row of the tree', () => {
  it('is read out with its label and what stands beside it', () => {
    const item = toTreeItem({ id: 'api/1', label: 'orders', description: 'expires in 58 min' });
    assert.deepEqual(item.accessibilityInformation, { label: 'orders, expires in 58 min', role: 'treeitem' });
    assert.equal(item.label, 'orders');
    assert.equal(item.description, 'expires in 58 min');
  });

  it('is read out by its label alone where nothing stands beside it', () => {
    const item = toTreeItem({ id: 'claims', label: 'Claims' });
    assert.equal(item.accessibilityInformation?.label, 'Claims');
    assert.equal(item.description, undefined);
  });

  it('is read out with what its icon says to those who see it', () => {
    const item = toTreeItem({
      id: 'f',
      label: 'The token expired',
      spoken: 'Error: The token expired',
      description: 'x',
    });
    assert.equal(item.accessibilityInformation?.label, 'Error: The token expired, x');
    assert.equal(item.label, 'The token expired');
  });

  it('has a tooltip that is plain text, whatever a token says', () => {
    const label = '[click](command:workbench.action.quit) $(check) **bold**';
    for (const item of [
      toTreeItem({ id: 'a', label }),
      toTreeItem({ id: 'b', label: 'x', description: label }),
      toTreeItem({ id: 'c', label: 'x', tooltip: label }),
    ]) {
      assert.ok(typeof item.tooltip === 'string' && item.tooltip.includes(label));
    }
  });

  it('keeps its id, and tells the menus whether it has something to copy', () => {
    const item = toTreeItem({ id: 'api/1', label: 'orders', context: 'api canRefresh', value: 'x' });
    assert.equal(item.id, 'api/1');
    assert.deepEqual(item.contextValue?.split(' '), ['api', 'canRefresh', 'value']);
    assert.equal(toTreeItem({ id: 'b', label: 'x', value: '' }).contextValue, 'value');
    assert.equal(toTreeItem({ id: 'c', label: 'x' }).contextValue, '');
  });

  it('opens where it has rows below it, and only there', () => {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const children = (): [] => [];
    assert.equal(toTreeItem({ id: 'a', label: 'x', expanded: true }).collapsibleState, None);
    assert.equal(toTreeItem({ id: 'b', label: 'x', children }).collapsibleState, Collapsed);
    assert.equal(toTreeItem({ id: 'c', label: 'x', children, expanded: true }).collapsibleState, Expanded);
  });
});
