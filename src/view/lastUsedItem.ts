import * as vscode from 'vscode';
import { commands, lastUsedKey, statusItem } from '../contributions.ts';
import { withoutIcons } from './inert.ts';

/** Which API's token was last copied or handed out in this workspace, of which account. */
export interface LastUsed {
  readonly profile: string;
  readonly api: string;
  /** A session's id. */
  readonly account: string;
  /** What a person calls the API, safe to show. */
  readonly label: string;
}

/**
 * The status bar item as it is before anything is loaded: the API that was last used here. How long its token still
 * lives, `ApiInUse` tells.
 */
export function lastUsedItem(memory: vscode.Memento): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem(statusItem, vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t('API in Use');
  item.command = commands.apiInUse;
  const last = memory.get<LastUsed>(lastUsedKey);
  if (last === undefined) return item;
  item.text = `$(key) ${withoutIcons(last.label)}`;
  item.tooltip = vscode.l10n.t(
    'The API whose token was last used here: see how long it still lives, copy it, and more',
  );
  item.show();
  return item;
}
