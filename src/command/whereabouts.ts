import * as vscode from 'vscode';
import { extensionId } from '../contributions.ts';
import type { Surroundings } from '../oauth/flows.ts';

/** Where VS Code runs this extension, and what shows it. */
export function whereabouts(): Pick<Surroundings, 'host' | 'ui' | 'remoteName' | 'uriScheme'> {
  const { remoteName, uiKind, uriScheme } = vscode.env;
  const kind = vscode.extensions.getExtension(extensionId)?.extensionKind;
  return {
    host: remoteName !== undefined && kind === vscode.ExtensionKind.Workspace ? 'remote' : 'local',
    ui: uiKind === vscode.UIKind.Web ? 'browser' : 'desktop',
    remoteName,
    uriScheme,
  };
}
