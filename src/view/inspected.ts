import * as vscode from 'vscode';
import type { Pasted } from '../token/pasted.ts';

/** Tokens that are kept; the oldest go first. */
const limit = 20;

/** A token that somebody pasted or picked from an editor. */
export interface Inspected extends Pasted {
  readonly id: string;
  /** Whether it was made here, to be refused. */
  readonly test?: true;
}

/** The tokens below "Inspected", newest first. They live in this window's memory and nowhere else. */
export class InspectedTokens implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChange = this.#changed.event;
  #tokens: readonly Inspected[] = [];
  #last = 0;

  list(): readonly Inspected[] {
    return this.#tokens;
  }

  /** Puts the token at the top; one that is there already moves up. */
  add(pasted: Omit<Inspected, 'id'>): Inspected {
    const { raw } = pasted.token;
    const known = this.#tokens.find((other) => other.token.raw === raw && raw !== '');
    const added = { id: known?.id ?? String(++this.#last), ...(known?.test && { test: known.test }), ...pasted };
    this.#tokens = [added, ...this.#tokens.filter((other) => other !== known)].slice(0, limit);
    this.#changed.fire(undefined);
    return added;
  }

  remove(id: string): void {
    this.#tokens = this.#tokens.filter((token) => token.id !== id);
    this.#changed.fire(undefined);
  }

  clear(): void {
    this.#tokens = [];
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
