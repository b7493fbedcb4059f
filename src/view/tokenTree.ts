import type * as vscode from 'vscode';
import { toTreeItem, type TreeNode } from './node.ts';

/** Where the rows come from. */
export interface TreeSource {
  roots(): Promise<TreeNode[]>;
}

/** Milliseconds after which VS Code has taken the rows that it asked for. */
const settled = 150;

/**
 * The "Tokens" view. "expires in …" stays true by one timer, and only while somebody looks: at each full minute the
 * rows are drawn again from what is in memory. Nothing is fetched or refreshed by it.
 */
export class TokenTree implements vscode.Disposable {
  readonly #source: TreeSource;
  readonly #fire: () => void;
  #minute: NodeJS.Timeout | undefined;
  #waiting: NodeJS.Timeout | undefined;
  /** Milliseconds since the epoch: when VS Code last asked for rows. */
  #asked = 0;

  /** @param fire makes VS Code ask for the rows again. */
  constructor(source: TreeSource, fire: () => void) {
    this.#source = source;
    this.#fire = fire;
  }

  /**
   * Draws the rows again, soon. Not while VS Code is asking for some: it drops answers that are on their way when the
   * tree changes, and a row that was just opened would stay open and empty.
   */
  update(): void {
    if (this.#waiting !== undefined) return;
    const wait = this.#asked + settled - Date.now();
    if (wait <= 0) {
      this.#fire();
      return;
    }
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined;
      this.update();
    }, wait);
  }

  /** Resolves when no change waits to be drawn. */
  async drawn(): Promise<void> {
    while (this.#waiting !== undefined) await new Promise((resolve) => setTimeout(resolve, settled));
  }

  /** To be told whenever the view appears or is hidden. */
  visible(visible: boolean): void {
    clearTimeout(this.#minute);
    if (visible) this.#scheduleNextMinute();
  }

  async children(node?: TreeNode): Promise<TreeNode[]> {
    this.#asked = Date.now();
    const rows = node === undefined ? await this.#source.roots() : ((await node.children?.()) ?? []);
    this.#asked = Date.now();
    return rows;
  }

  item(node: TreeNode): vscode.TreeItem {
    this.#asked = Date.now();
    return toTreeItem(node);
  }

  dispose(): void {
    clearTimeout(this.#minute);
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }

  #scheduleNextMinute(): void {
    this.#minute = setTimeout(
      () => {
        this.update();
        this.#scheduleNextMinute();
      },
      60_000 - (Date.now() % 60_000),
    );
  }
}
