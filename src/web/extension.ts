import * as vscode from 'vscode';
import { contextKeys } from '../contributions.ts';
import { openDoor } from '../frontDoor.ts';
import type { TokenInspectorApi } from '../integration/exportedApi.ts';
import { loadApp } from './sharedModules.ts';

/**
 * The entry for VS Code in a browser alone, where extensions run in a web worker. VS Code takes the other entry wherever
 * there is Node. `extensionKind` is `["ui", "workspace"]`: a browser appends "web" to the kinds of an extension that has
 * this entry, and takes the first kind that it can serve, while "ui" means nothing to it but a last resort. So a served VS
 * Code, and a browser connected to a codespace or a tunnel, take "workspace", with the extension installed there; a browser
 * without either is left with "web". A desktop knows no "web" and takes "ui" also with a remote, since loopback and browser
 * are on its side. (`pickRunningLocation` in VS Code's `webExtensionKindPicker`; a test runs this entry in a worker, all the
 * others prove that a served VS Code takes Node's.)
 */
export function activate(context: vscode.ExtensionContext): TokenInspectorApi {
  void vscode.commands.executeCommand('setContext', contextKeys.web, true);
  const open = openDoor(context, async (treeChanged, view) => {
    const { WebApp } = await loadApp(context.extensionUri);
    return new WebApp(context, treeChanged, view);
  });
  return {
    getAccessToken: async (request) => (await open()).exports.getAccessToken(request),
    inspect: async (token) => (await open()).exports.inspect(token),
  };
}
