import * as vscode from 'vscode';
import type { App } from './app.ts';
import { terminalProfile } from './contributions.ts';
import { openDoor } from './frontDoor.ts';
import type { GroundFloor } from './groundFloor.ts';
import type { TokenInspectorApi } from './integration/exportedApi.ts';
import { registerAuthentication, registerTools } from './integration/registration.ts';
import { hasLeftLock } from './session/leftLock.ts';
import { lastUsedItem } from './view/lastUsedItem.ts';

let ground: Promise<GroundFloor> | undefined;
let app: Promise<App> | undefined;

export function activate(context: vscode.ExtensionContext): TokenInspectorApi {
  const accountsChanged = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  const directory = vscode.Uri.joinPath(context.globalStorageUri, 'sessions').fsPath;
  const statusItem = lastUsedItem(context.workspaceState);
  const groundFloor = (): Promise<GroundFloor> =>
    (ground ??= import('./groundFloor.ts').then(
      ({ GroundFloor }) => new GroundFloor(context, directory, accountsChanged, statusItem, open),
    ));
  const open = openDoor(context, (treeChanged, view) => {
    app = Promise.all([import('./app.ts'), groundFloor()]).then(
      ([{ App }, floor]) => new App(context, floor, treeChanged, view),
    );
    return app;
  });
  context.subscriptions.push(
    accountsChanged,
    registerAuthentication({
      directory,
      changed: accountsChanged.event,
      isOpen: () => ground !== undefined,
      groundFloor,
      open: async () => (await open()).authentication(),
    }),
    registerTools(async (name) => (await open()).tool(name)),
    statusItem,
    vscode.window.registerUriHandler({ handleUri: async (uri) => (await open()).handleUri(uri) }),
    vscode.window.registerTerminalProfileProvider(terminalProfile, {
      provideTerminalProfile: async () => (await open()).terminalProfile(),
    }),
  );
  // A window that ended in the middle of a refresh: the user is told at the next start, not at the next look. After
  // activation, because the directory grows with the accounts.
  setImmediate(() => {
    void hasLeftLock(directory).then((left) => (left ? open() : undefined));
  });
  return {
    getAccessToken: async (request) => (await (await open()).exports()).getAccessToken(request),
    inspect: async (token) => (await (await open()).exports()).inspect(token),
  };
}

export async function deactivate(): Promise<void> {
  await (await app)?.dispose();
  (await ground)?.dispose();
}
