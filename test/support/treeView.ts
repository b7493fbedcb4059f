import type { Locator, Page } from 'playwright-core';

/** A visible row of a tree view. */
export interface TreeRow {
  label: string;
  description: string;
  /** What a screen reader says: the accessibility label, or the tooltip if there is none. */
  ariaLabel: string;
  /** 1 for the topmost. */
  level: number;
  /** `undefined` for a row that has nothing below it. */
  expanded: boolean | undefined;
  index: number;
}

/** As much of the browser's types as is used here. */
interface RowElement {
  getAttribute(name: string): string | null;
  querySelector(selectors: string): { textContent: string | null } | null;
}

/** Text to look for: equal to, or matched by. */
export type Wanted = string | RegExp;

export function fits(text: string, wanted: Wanted): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

/** The tree of a view. VS Code keeps only the rows in sight, so reading it all means scrolling. */
export class TreeView {
  readonly #page: Page;
  readonly #list: Locator;
  readonly #drawn: Locator;

  /** @param names of the view, in the languages that are tested */
  constructor(page: Page, ...names: readonly string[]) {
    this.#page = page;
    const trees = names.map((name) => `.monaco-list[role="tree"][aria-label="${name}"]`);
    this.#list = page.locator(trees.join(', '));
    // Not the copies that stick to the top while one scrolls.
    this.#drawn = this.#list.locator('.monaco-list-rows > .monaco-list-row');
  }

  /** Every row that is not inside a collapsed one, from top to bottom. */
  async rows(): Promise<TreeRow[]> {
    if (!(await this.#list.isVisible())) return [];
    await this.#scrollToTop();
    const rows = new Map<number, TreeRow>();
    for (;;) {
      const before = rows.size;
      for (let tries = 0; rows.size === before && tries < 10; tries++) {
        for (const row of await this.#inSight()) rows.set(row.index, row);
        if (await this.#endInSight()) break;
        // The list draws new rows a frame or two after it was scrolled.
        if (rows.size === before) await this.#page.waitForTimeout(30);
      }
      if (rows.size === before || (await this.#endInSight())) break;
      await this.#scroll(((await this.#list.boundingBox())?.height ?? 0) - 44);
    }
    await this.#scrollToTop();
    return [...rows.values()].sort((a, b) => a.index - b.index);
  }

  /** The row at the end of a path of labels, each one level below the one before. Waits for it up to `timeout` milliseconds. */
  async row(path: readonly Wanted[], timeout = 15_000): Promise<Locator> {
    const until = Date.now() + timeout;
    for (;;) {
      const inSight = await this.#inSight();
      const rows = inSight[0]?.index === 0 && find(inSight, path) ? inSight : await this.rows();
      const found = find(rows, path);
      if (found) return this.#reveal(found.index);
      if (Date.now() > until) {
        throw new Error(`No row ${path.join(' › ')} in:\n${rows.map(describe).join('\n')}`);
      }
      await this.#page.waitForTimeout(100);
    }
  }

  /** Waits until the row at the end of the path has this description: the tree may be drawn again when an answer arrives. */
  async described(path: readonly Wanted[], wanted: Wanted, timeout = 20_000): Promise<void> {
    const until = Date.now() + timeout;
    for (;;) {
      const description = find(await this.rows(), path)?.description;
      if (description !== undefined && fits(description, wanted)) return;
      if (Date.now() > until) throw new Error(`${path.join(' › ')} reads: ${description ?? '(no such row)'}`);
      await this.#page.waitForTimeout(100);
    }
  }

  /** Waits until there is no row at the end of the path. */
  async gone(path: readonly Wanted[], timeout = 20_000): Promise<void> {
    const until = Date.now() + timeout;
    while (find(await this.rows(), path) !== undefined) {
      if (Date.now() > until) throw new Error(`${path.join(' › ')} is still there`);
      await this.#page.waitForTimeout(100);
    }
  }

  /** Opens the row at the end of the path, and each one on the way. */
  async expand(path: readonly Wanted[]): Promise<void> {
    for (const end of path.keys()) await this.#open(path.slice(0, end + 1));
  }

  /** The tree may be drawn again at any moment, and another row be where this one was: what counts is that it is open afterwards. */
  async #open(path: readonly Wanted[]): Promise<void> {
    const child = [...path, /(?:)/];
    for (let tries = 1; ; tries++) {
      const row = await this.row(path);
      if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
      try {
        await this.row(child, tries === 4 ? 15_000 : 2000);
        return;
      } catch (error) {
        if (tries === 4) throw error;
      }
    }
  }

  async #inSight(): Promise<TreeRow[]> {
    const rows = await this.#drawn.evaluateAll((elements: RowElement[]) =>
      elements.map((element) => {
        const expanded = element.getAttribute('aria-expanded');
        return {
          label: element.querySelector('.label-name')?.textContent ?? '',
          description: element.querySelector('.label-description')?.textContent ?? '',
          ariaLabel: element.getAttribute('aria-label') ?? '',
          level: Number(element.getAttribute('aria-level')),
          expanded: expanded === null ? undefined : expanded === 'true',
          index: Number(element.getAttribute('data-index')),
        };
      }),
    );
    return rows.sort((a, b) => a.index - b.index);
  }

  async #endInSight(): Promise<boolean> {
    return (await this.#drawn.and(this.#page.locator('[data-last-element="true"]')).count()) > 0;
  }

  async #scrollToTop(): Promise<void> {
    const first = this.#at(0);
    for (let tries = 0; tries < 20 && (await first.count()) === 0; tries++) await this.#scroll(-1_000_000);
  }

  async #scroll(pixels: number): Promise<void> {
    const box = await this.#list.boundingBox();
    if (box) await this.#page.mouse.move(box.x + 5, box.y + 5);
    await this.#page.mouse.wheel(0, pixels);
    await this.#page.waitForTimeout(30);
  }

  #at(index: number): Locator {
    return this.#drawn.and(this.#page.locator(`[data-index="${index}"]`));
  }

  async #reveal(index: number): Promise<Locator> {
    const row = this.#at(index);
    for (let tries = 0; tries < 100 && (await row.count()) === 0; tries++) await this.#scroll(200);
    return row;
  }
}

function find(rows: readonly TreeRow[], path: readonly Wanted[]): TreeRow | undefined {
  let from = 0;
  let end = rows.length;
  let found: TreeRow | undefined;
  for (const [depth, wanted] of path.entries()) {
    const start = from;
    found = rows.slice(start, end).find((row) => row.level === depth + 1 && fits(row.label, wanted));
    if (!found) return undefined;
    const { index } = found;
    from = index + 1;
    const next = rows.slice(from, end).find((row) => row.level <= depth + 1);
    end = next?.index ?? end;
  }
  return found;
}

function describe(row: TreeRow): string {
  return `${'  '.repeat(row.level)}${row.label}  ${row.description}`;
}
