import * as vscode from 'vscode';
import { commands, decodedScheme, views, type CommandId } from './contributions.ts';
import { mayHoldToken } from './token/mayHoldToken.ts';
import { mayBeTestToken } from './token/testToken/mayBe.ts';
import type { TreeNode } from './view/node.ts';
import type { TokenTree } from './view/tokenTree.ts';

/** What stands behind the front door, with and without Node. */
export interface House {
  readonly tree: Pick<TokenTree, 'children' | 'item'>;
  run(command: CommandId, argument: unknown): unknown;
  hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined>;
  testTokenLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]>;
  decodedDocument(uri: vscode.Uri): string;
}

/**
 * Registers what leads into the house. It is loaded by the first command, or when somebody looks at the view.
 *
 * @param load called once at most
 * @returns the way in for everybody else.
 */
export function openDoor<T extends House>(
  { subscriptions }: vscode.ExtensionContext,
  load: (treeChanged: vscode.EventEmitter<TreeNode | undefined>, view: vscode.TreeView<TreeNode>) => Promise<T>,
): () => Promise<T> {
  let house: Promise<T> | undefined;
  const treeChanged = new vscode.EventEmitter<TreeNode | undefined>();
  const open = (): Promise<T> => (house ??= load(treeChanged, view));
  const view = vscode.window.createTreeView<TreeNode>(views.tokens, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await open()).tree.children(node),
      getTreeItem: async (node) => (await open()).tree.item(node),
      getParent: (node) => node.parent?.(),
    },
  });
  subscriptions.push(
    treeChanged,
    view,
    vscode.languages.registerHoverProvider('*', {
      // Asked whenever the mouse rests: only a line that may hold a token is worth loading anything for.
      provideHover: async (document, position) =>
        mayHoldToken(document.lineAt(position.line).text, position.character)
          ? (await open()).hover(document, position)
          : undefined,
    }),
    vscode.languages.registerCodeLensProvider(['json', 'jsonc'], {
      provideCodeLenses: async (document) =>
        document.uri.scheme !== decodedScheme && mayBeTestToken(document.getText(new vscode.Range(0, 0, 300, 0)))
          ? (await open()).testTokenLenses(document)
          : [],
    }),
    vscode.workspace.registerTextDocumentContentProvider(decodedScheme, {
      provideTextDocumentContent: async (uri) => (await open()).decodedDocument(uri),
    }),
    ...Object.values(commands).map((id) =>
      vscode.commands.registerCommand(id, async (argument: unknown) => (await open()).run(id, argument)),
    ),
  );
  return open;
}
