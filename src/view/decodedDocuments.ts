import * as vscode from 'vscode';
import { commands, decodedScheme } from '../contributions.ts';
import { withoutIcons } from './inert.ts';
import type { TokenContext } from './tokenContext.ts';

/** A way on from a document: a button, but in the text. */
interface Way {
  readonly title: string;
  readonly run: () => unknown;
}

/** Which way of which document, by its number. */
interface Lens {
  readonly document: string;
  readonly way: number;
}

/** Documents that are kept; the oldest go first. */
const limit = 50;

/** Milliseconds that a reader waits for an issuer, which may be slow or gone. */
const patience = 2000;

/**
 * The read-only documents with what a token says. They live in memory, and their addresses name a number and a title:
 * VS Code writes addresses to disk, in its history and its state.
 */
export class DecodedDocuments implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #ways = new Map<string, readonly Way[]>();
  /** A tab that comes back after a reload must not show another document of the same number. */
  readonly #window = crypto.randomUUID().slice(0, 8);
  #last = 0;
  #lenses: vscode.Disposable | undefined;

  /** What the document says; after a reload, that it is gone. */
  content(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.query) ??
      `// ${vscode.l10n.t('What stood here was kept in memory only, and is gone. Inspect the token again.')}\n`
    );
  }

  /** Opens a document for the token, with what its issuer says about it where that comes soon enough. */
  async open(context: TokenContext): Promise<void> {
    const [{ decodedText }] = await Promise.all([
      import('./decodedText.ts'),
      Promise.race([
        context.issuer.whenKnown(context.token, context.profile),
        new Promise((resolve) => setTimeout(resolve, patience)),
      ]),
    ]);
    const document = await vscode.workspace.openTextDocument(this.#add(decodedText(context), context.title));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Opens a document of plain text, with the ways on from it above its first line: there the cursor is. */
  async openText(text: string, title: string, ways: readonly Way[]): Promise<void> {
    const uri = this.#add(text, title, 'txt');
    this.#ways.set(uri.query, ways);
    this.#lenses ??= vscode.languages.registerCodeLensProvider(
      { scheme: decodedScheme },
      { provideCodeLenses: (document) => this.#lensesOf(document.uri.query) },
    );
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Goes one of the ways on from a document. @param argument of the command in its text */
  goOn(argument: unknown): unknown {
    const { document = '', way = -1 } = (argument ?? {}) as Partial<Lens>;
    return this.#ways.get(document)?.[way]?.run();
  }

  dispose(): void {
    this.#lenses?.dispose();
  }

  /**
   * Opens a comparison of two tokens.
   *
   * @param options.byAge whether the one on the left is the older one
   */
  async compare(left: TokenContext, right: TokenContext, { byAge }: { readonly byAge: boolean }): Promise<void> {
    const { decodedText } = await import('./decodedText.ts');
    const [one, other] = [left, right].map((context) =>
      this.#add(decodedText(context, { comparable: true }), context.title),
    );
    const title = byAge
      ? vscode.l10n.t('Older: {0} ↔ newer: {1}', left.title, right.title)
      : `${left.title} ↔ ${right.title}`;
    await vscode.commands.executeCommand('vscode.diff', one, other, title);
  }

  #lensesOf(document: string): vscode.CodeLens[] {
    return (this.#ways.get(document) ?? []).map(({ title }, way) => {
      const lens: Lens = { document, way };
      return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
        title: withoutIcons(title),
        command: commands.goOn,
        arguments: [lens],
      });
    });
  }

  #add(text: string, title: string, extension = 'jsonc'): vscode.Uri {
    const id = `${this.#window}-${String(++this.#last)}`;
    this.#texts.set(id, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > limit && oldest !== undefined) {
      this.#texts.delete(oldest);
      this.#ways.delete(oldest);
    }
    // A path separator would cut the title in two.
    return vscode.Uri.from({ scheme: decodedScheme, path: `${title.replace(/[/\\]/g, '∕')}.${extension}`, query: id });
  }
}
