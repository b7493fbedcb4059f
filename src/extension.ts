import * as vscode from 'vscode';
import type { App } from './app.ts';
import { commands, decodedScheme, terminalProfile, views } from './contributions.ts';
import type { TokenInspectorApi } from './integration/exportedApi.ts';
import { registerAuthentication, registerTools } from './integration/registration.ts';
import { hasLeftLock } from './session/leftLock.ts';
import { mayHoldToken } from './token/mayHoldToken.ts';
import { lastUsedItem } from './view/lastUsedItem.ts';
import type { TreeNode } from './view/node.ts';

/** The rooms behind this door are loaded by the first command, or when somebody looks at the view. */
let app: Promise<App> | undefined;

export function activate(context: vscode.ExtensionContext): TokenInspectorApi {
  const treeChanged = new vscode.EventEmitter<TreeNode | undefined>();
  const accountsChanged = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  const directory = sessionsDirectory(context);
  const open = (): Promise<App> => (app ??= load(context, treeChanged, view, accountsChanged, statusItem));
  const view = vscode.window.createTreeView<TreeNode>(views.tokens, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await open()).tree.children(node),
      getTreeItem: async (node) => (await open()).tree.item(node),
      getParent: (node) => node.parent?.(),
    },
  });
  const statusItem = lastUsedItem(context.workspaceState);
  context.subscriptions.push(
    treeChanged,
    accountsChanged,
    view,
    registerAuthentication({
      directory,
      changed: accountsChanged.event,
      isOpen: () => app !== undefined,
      open: async () => (await open()).authentication(),
    }),
    registerTools(async (name) => (await open()).tool(name)),
    statusItem,
    vscode.languages.registerHoverProvider('*', {
      // Asked whenever the mouse rests: only a line that may hold a token is worth loading anything for.
      provideHover: async (document, position) =>
        mayHoldToken(document.lineAt(position.line).text, position.character)
          ? (await open()).hover(document, position)
          : undefined,
    }),
    vscode.window.registerUriHandler({ handleUri: async (uri) => (await open()).handleUri(uri) }),
    vscode.window.registerTerminalProfileProvider(terminalProfile, {
      provideTerminalProfile: async () => (await open()).terminalProfile(),
    }),
    vscode.workspace.registerTextDocumentContentProvider(decodedScheme, {
      provideTextDocumentContent: async (uri) => (await open()).decodedDocument(uri),
    }),
  );
  for (const id of Object.values(commands)) {
    context.subscriptions.push(
      vscode.commands.registerCommand(id, async (argument: unknown) => (await open()).run(id, argument)),
    );
  }
  // A window that ended in the middle of a refresh: the user is told at the next start, not at the next look.
  void hasLeftLock(directory).then((left) => (left ? open() : undefined));
  return {
    getAccessToken: async (request) => (await (await open()).exports()).getAccessToken(request),
    inspect: async (token) => (await (await open()).exports()).inspect(token),
  };
}

export async function deactivate(): Promise<void> {
  await (await app)?.dispose();
}

async function load(
  context: vscode.ExtensionContext,
  treeChanged: vscode.EventEmitter<TreeNode | undefined>,
  view: vscode.TreeView<TreeNode>,
  accountsChanged: vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>,
  statusItem: vscode.StatusBarItem,
): Promise<App> {
  const { App } = await import('./app.ts');
  return new App(context, sessionsDirectory(context), treeChanged, view, accountsChanged, statusItem);
}

function sessionsDirectory({ globalStorageUri }: vscode.ExtensionContext): string {
  return vscode.Uri.joinPath(globalStorageUri, 'sessions').fsPath;
}
