import * as vscode from 'vscode';
import type { Help } from '../token/help.ts';
import type { TokenContext } from './tokenContext.ts';

/** What a row is about, in the words of a command's argument. */
interface Target {
  readonly profile: string;
  readonly api?: string;
  /** A session's id. */
  readonly account?: string;
}

/** One row of the tree: plain data, so that what is shown can be asserted without a window. */
export interface TreeNode {
  /** Unique and stable: expansion and selection survive an update. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Plain text, never Markdown: most of it comes from strangers. */
  readonly tooltip?: string;
  readonly icon?: vscode.ThemeIcon;
  /** The label for whom a screen reader reads it, where the icon says more. */
  readonly spoken?: string;
  /** Words that the menus in package.json look for, e.g. `api canRefresh`. */
  readonly context?: string;
  /** What "Copy Value" copies. */
  readonly value?: string;
  /** Where "Read More…" leads. */
  readonly help?: Help;
  readonly target?: Target;
  readonly command?: vscode.Command;
  readonly expanded?: boolean;
  /** The token that the row stands for, for what can be done with it. */
  readonly token?: () => TokenContext;
  /** The id of a session that no profile is for. */
  readonly session?: string;
  /** The id among the inspected tokens. */
  readonly inspected?: string;
  /** The row that this one stands below; only rows that are revealed need it. */
  readonly parent?: () => TreeNode;
  /** Absent for a leaf. Called when the row is opened. */
  readonly children?: () => TreeNode[] | Promise<TreeNode[]>;
}

/** A row’s id of names that may hold anything but a lone surrogate, a slash included. */
export function rowId(...parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part)).join('/');
}

export function toTreeItem(node: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, collapsibleState(node));
  item.id = node.id;
  item.tooltip = node.tooltip ?? [node.label, node.description].filter(Boolean).join(' · ');
  item.accessibilityInformation = {
    label: [node.spoken ?? node.label, node.description].filter(Boolean).join(', '),
    role: 'treeitem',
  };
  const has = [node.value !== undefined && 'value', node.help !== undefined && 'help'];
  item.contextValue = [node.context, ...has].filter(Boolean).join(' ');
  if (node.description !== undefined) item.description = node.description;
  if (node.icon !== undefined) item.iconPath = node.icon;
  if (node.command !== undefined) item.command = node.command;
  return item;
}

function collapsibleState(node: TreeNode): vscode.TreeItemCollapsibleState {
  if (node.children === undefined) return vscode.TreeItemCollapsibleState.None;
  return node.expanded === true ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

export function icon(id: string, color?: string): vscode.ThemeIcon {
  return color === undefined ? new vscode.ThemeIcon(id) : new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}
