import * as vscode from 'vscode';
import type { App } from './app.ts';
import { terminalProfile } from './contributions.ts';
import { openDoor } from './frontDoor.ts';
import type { TokenInspectorApi } from './integration/exportedApi.ts';
import { registerAuthentication, registerTools } from './integration/registration.ts';
import { hasLeftLock } from './session/leftLock.ts';
import { lastUsedItem } from './view/lastUsedItem.ts';

let app: Promise<App> | undefined;

export function activate(context: vscode.ExtensionContext): TokenInspectorApi {
  const accountsChanged = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  const directory = vscode.Uri.joinPath(context.globalStorageUri, 'sessions').fsPath;
  const statusItem = lastUsedItem(context.workspaceState);
  const open = openDoor(context, (treeChanged, view) => {
    app = import('./app.ts').then(
      ({ App }) => new App(context, directory, treeChanged, view, accountsChanged, statusItem),
    );
    return app;
  });
  context.subscriptions.push(
    accountsChanged,
    registerAuthentication({
      directory,
      changed: accountsChanged.event,
      isOpen: () => app !== undefined,
      open: async () => (await open()).authentication(),
    }),
    registerTools(async (name) => (await open()).tool(name)),
    statusItem,
    vscode.window.registerUriHandler({ handleUri: async (uri) => (await open()).handleUri(uri) }),
    vscode.window.registerTerminalProfileProvider(terminalProfile, {
      provideTerminalProfile: async () => (await open()).terminalProfile(),
    }),
  );
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
