import * as vscode from 'vscode';
import type { InspectContext } from '../command/context.ts';
import { known } from '../command/known.ts';
import type { CommandId } from '../contributions.ts';
import type { House } from '../frontDoor.ts';
import type { TokenInspectorApi } from '../integration/exportedApi.ts';
import { ProfileSettings } from '../profile/settings.ts';
import { ReplacedTokens } from '../session/replacedTokens.ts';
import { DecodedDocuments } from '../view/decodedDocuments.ts';
import { InspectedTokens } from '../view/inspected.ts';
import { IssuerFacts } from '../view/issuerFacts.ts';
import type { TreeNode } from '../view/node.ts';
import { revealRow } from '../view/revealRow.ts';
import { TokenTree } from '../view/tokenTree.ts';
import { commandTable, type CommandTable } from './commandTable.ts';
import { WebRows } from './rows.ts';
import { NeedsNode } from './signInElsewhere.ts';

/** Puts together the rooms that need no Node: what looks at tokens. Nobody is signed in here, and nothing is kept. */
export class WebApp implements House {
  readonly tree: TokenTree;
  readonly exports: TokenInspectorApi;
  readonly #context: InspectContext;
  readonly #commands: CommandTable;

  constructor(
    { subscriptions }: vscode.ExtensionContext,
    treeChanged: vscode.EventEmitter<TreeNode | undefined>,
    view: vscode.TreeView<TreeNode>,
  ) {
    const log = vscode.window.createOutputChannel('Token Inspector', { log: true });
    const settings = new ProfileSettings();
    const inspected = new InspectedTokens();
    const update = (row?: string): void => {
      this.tree.update(row);
    };
    const issuer = new IssuerFacts(update);
    const rows = new WebRows(settings, issuer, inspected);
    this.#context = {
      ...{ settings, issuer, inspected },
      sessions: { list: () => Promise.resolve({ sessions: [], problems: [] }) },
      replaced: new ReplacedTokens(),
      copied: { at: () => undefined, note: () => undefined },
      documents: new DecodedDocuments(),
      revealInspected: (id) => revealRow(view, this.tree, () => rows.inspectedRow(id)),
    };
    this.exports = {
      getAccessToken: () => Promise.reject(new NeedsNode()),
      inspect: async (token) => {
        const { inspect } = await import('../integration/inspect.ts');
        return inspect(typeof token === 'string' ? token : '', await known(this.#context));
      },
    };
    this.#commands = commandTable(this.#context, log);
    this.tree = new TokenTree(rows, (node) => {
      treeChanged.fire(node);
    });
    this.tree.visible(view.visible);
    subscriptions.push(
      ...[log, settings, inspected, this.tree, this.#context.documents],
      settings.onDidChange(() => {
        update();
      }),
      inspected.onDidChange(() => {
        update();
      }),
      view.onDidChangeVisibility(({ visible }) => {
        this.tree.visible(visible);
      }),
    );
  }

  run(command: CommandId, argument: unknown): unknown {
    return this.#commands[command](argument);
  }

  async hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const { tokenHover } = await import('../view/hover.ts');
    return tokenHover(document, position, () => known(this.#context));
  }

  async testTokenLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { testTokenLenses } = await import('../view/testTokenLenses.ts');
    return testTokenLenses(document);
  }

  decodedDocument(uri: vscode.Uri): string {
    return this.#context.documents.content(uri);
  }
}
