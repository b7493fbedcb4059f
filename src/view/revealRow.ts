import type { TreeView } from 'vscode';
import type { TreeNode } from './node.ts';
import type { TokenTree } from './tokenTree.ts';

/** Times that a row is looked for. */
const attempts = 3;

/**
 * Shows a row and puts the cursor on it. VS Code knows the rows that it has drawn, and refuses any other: a change that
 * waits to be drawn comes first, and one that comes in between is waited for again.
 *
 * @param find the row as it is now; `undefined` when it is gone
 * @param expand whether what is below the row is shown as well
 */
export async function revealRow(
  view: TreeView<TreeNode>,
  tree: TokenTree,
  find: () => Promise<TreeNode | undefined>,
  expand = false,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await tree.drawn();
    const row = await find();
    if (row === undefined) return;
    try {
      await view.reveal(row, { select: true, focus: true, expand });
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
