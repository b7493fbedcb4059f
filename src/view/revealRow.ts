import type { TreeView } from 'vscode';
import type { TreeNode } from './node.ts';
import type { TokenTree } from './tokenTree.ts';

/** Times that a row is looked for. */
const attempts = 3;

/**
 * Shows a row and selects it. VS Code knows the rows that it has drawn, and refuses any other: a change that
 * waits to be drawn comes first, and one that comes in between is waited for again.
 *
 * @param find the row as it is now; `undefined` when it is gone
 * @param options.expand whether what is below the row is shown as well
 * @param options.focus whether the keyboard goes there too, which is so unless denied
 */
export async function revealRow(
  view: TreeView<TreeNode>,
  tree: TokenTree,
  find: () => Promise<TreeNode | undefined>,
  { expand = false, focus = true }: { readonly expand?: boolean; readonly focus?: boolean } = {},
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await tree.drawn();
    const row = await find();
    if (row === undefined) return;
    try {
      await view.reveal(row, { select: true, focus, expand });
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
