import * as vscode from 'vscode';
import { contextKeys } from '../contributions.ts';
import { reach } from './milestones.ts';
import { toTreeItem, type TreeNode } from './node.ts';

/** Where the rows come from. */
export interface TreeSource {
  roots(): Promise<TreeNode[]>;
  /** Seconds until the words about an expiry change, in the rows that `roots` gave last; `undefined` where none will. */
  nextChange(): number | undefined;
}

/** Milliseconds after which VS Code has taken the rows that it asked for. */
const settled = 150;

/** Seconds between two drawings at most: other times in the tree are in minutes. */
const longest = 60;

/**
 * The "Tokens" view. "expires in …" stays true by one timer, and only while somebody looks: when the words about an
 * expiry change, and once a minute, the rows are drawn again from what is in memory. Nothing is fetched or refreshed by it.
 */
export class TokenTree implements vscode.Disposable {
  readonly #source: TreeSource;
  readonly #fire: (node: TreeNode | undefined) => void;
  /** The rows as VS Code has them, by id. */
  readonly #drawn = new Map<string, TreeNode>();
  /** Rows whose children changed; `undefined` stands for all. */
  readonly #changed = new Set<string | undefined>();
  #timer: NodeJS.Timeout | undefined;
  #waiting: NodeJS.Timeout | undefined;
  /** Milliseconds since the epoch: when the rows have to be drawn again. */
  #due = Infinity;
  /** Milliseconds since the epoch: when VS Code last asked for rows. */
  #asked = 0;

  /** @param fire makes VS Code ask for the rows below a row, or for all, again. */
  constructor(source: TreeSource, fire: (node: TreeNode | undefined) => void) {
    this.#source = source;
    this.#fire = fire;
  }

  /**
   * Draws the rows again, soon. Not while VS Code is asking for some: it drops answers that are on their way when the
   * tree changes, and a row that was just opened would stay open and empty.
   *
   * @param row the id of the row below which something changed; absent for the whole tree. The smaller the better: while
   *   VS Code draws a row again, a command of it reaches us without its row.
   */
  update(row?: string): void {
    this.#changed.add(row);
    if (this.#waiting === undefined) this.#drawWhenSettled();
  }

  #drawWhenSettled(): void {
    const wait = this.#asked + settled - Date.now();
    if (wait > 0) {
      this.#waiting = setTimeout(() => {
        this.#waiting = undefined;
        this.#drawWhenSettled();
      }, wait);
      return;
    }
    const rows = [...this.#changed].map((id) => (id === undefined ? undefined : this.#drawn.get(id)));
    this.#changed.clear();
    if (rows.includes(undefined)) this.#fire(undefined);
    else for (const row of rows) this.#fire(row);
  }

  /** Resolves when no change waits to be drawn. */
  async drawn(): Promise<void> {
    while (this.#waiting !== undefined) await new Promise((resolve) => setTimeout(resolve, settled));
  }

  /** To be told whenever the view appears or is hidden. VS Code keeps a hidden view's rows as they were. */
  visible(visible: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!visible) return;
    if (Date.now() >= this.#due) this.update();
    this.#schedule();
  }

  /** To be told when somebody comes back to the window: while the computer sleeps timers stand still. */
  awake(): void {
    if (this.#timer !== undefined && Date.now() >= this.#due) this.visible(true);
  }

  async children(node?: TreeNode): Promise<TreeNode[]> {
    this.#asked = Date.now();
    const rows = node === undefined ? await this.#source.roots() : ((await node.children?.()) ?? []);
    this.#asked = Date.now();
    if (node === undefined) {
      this.#drawn.clear();
      // The welcome content waits for this: before the rows are known it would only flash, and take the focus along.
      void vscode.commands.executeCommand('setContext', contextKeys.empty, rows.length === 0);
    }
    if (node?.token !== undefined) reach(contextKeys.lookedInside);
    for (const row of rows) this.#drawn.set(row.id, row);
    // What was drawn may change its words sooner than the timer thinks.
    if (node === undefined && this.#timer !== undefined) this.#schedule();
    return rows;
  }

  item(node: TreeNode): vscode.TreeItem {
    this.#asked = Date.now();
    return toTreeItem(node);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const seconds = Math.min(this.#source.nextChange() ?? longest, longest);
    this.#due = Date.now() + seconds * 1000;
    this.#timer = setTimeout(() => {
      this.update();
      this.#schedule();
    }, seconds * 1000);
  }
}
