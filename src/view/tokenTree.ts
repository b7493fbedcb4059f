import type * as vscode from 'vscode';
import { toTreeItem, type TreeNode } from './node.ts';

/** Where the rows come from. */
export interface TreeSource {
  roots(): Promise<TreeNode[]>;
}

/**
 * The "Tokens" view. "expires in …" stays true by one timer, and only while somebody looks: at each full minute the
 * rows are drawn again from what is in memory. Nothing is fetched or refreshed by it.
 */
export class TokenTree implements vscode.Disposable {
  readonly #source: TreeSource;
  readonly #update: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param update makes VS Code ask for the rows again. */
  constructor(source: TreeSource, update: () => void) {
    this.#source = source;
    this.#update = update;
  }

  /** To be told whenever the view appears or is hidden. */
  visible(visible: boolean): void {
    clearTimeout(this.#timer);
    if (visible) this.#scheduleNextMinute();
  }

  async children(node?: TreeNode): Promise<TreeNode[]> {
    return node === undefined ? this.#source.roots() : ((await node.children?.()) ?? []);
  }

  item(node: TreeNode): vscode.TreeItem {
    return toTreeItem(node);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #scheduleNextMinute(): void {
    this.#timer = setTimeout(
      () => {
        this.#update();
        this.#scheduleNextMinute();
      },
      60_000 - (Date.now() % 60_000),
    );
  }
}
