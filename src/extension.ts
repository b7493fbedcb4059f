import * as vscode from 'vscode';
import type { App } from './app.ts';
import { commands, views } from './contributions.ts';
import type { TreeNode } from './view/node.ts';

/** The rooms behind this door are loaded by the first command, or when somebody looks at the view. */
let app: Promise<App> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const treeChanged = new vscode.EventEmitter<undefined>();
  const open = (): Promise<App> => (app ??= load(context, treeChanged, view));
  const view = vscode.window.createTreeView<TreeNode>(views.tokens, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await open()).tree.children(node),
      getTreeItem: async (node) => (await open()).tree.item(node),
    },
  });
  context.subscriptions.push(treeChanged, view);
  for (const id of Object.values(commands)) {
    context.subscriptions.push(
      vscode.commands.registerCommand(id, async (argument: unknown) => (await open()).run(id, argument)),
    );
  }
}

export async function deactivate(): Promise<void> {
  await (await app)?.dispose();
}

async function load(
  context: vscode.ExtensionContext,
  treeChanged: vscode.EventEmitter<undefined>,
  view: vscode.TreeView<TreeNode>,
): Promise<App> {
  const { App } = await import('./app.ts');
  return new App(context, treeChanged, view);
}
