import * as vscode from 'vscode';
import { commands } from '../contributions.ts';
import type { Help } from '../token/help.ts';

export interface Button extends vscode.MessageItem {
  run(): unknown;
}

/** Characters that the buttons of one notification have room for, which VS Code makes 450 pixels wide. */
export const room = 62;
/** The frame of a button, in characters. */
const frame = 3;
/** Buttons in one message that a person reads to the end. */
const limit = 3;

/** In characters, its frame included. */
export function width({ title }: vscode.MessageItem): number {
  return title.length + frame;
}

/** The buttons that mend it, and, where there is room for one more, the one that leads to what explains it at length. */
export function withReadMore(buttons: readonly Button[], help: Help | undefined): readonly Button[] {
  if (help === undefined || buttons.length >= limit) return buttons;
  const all: Button[] = [
    ...buttons,
    { title: vscode.l10n.t('Read More'), run: () => vscode.commands.executeCommand(commands.readMore, help) },
  ];
  return all.reduce((sum, button) => sum + width(button), 0) <= room ? all : buttons;
}
