import * as vscode from 'vscode';
import { withoutIcons } from '../view/inert.ts';

/**
 * Puts a token into the clipboard, and takes it out again after `clearAfter` seconds (0: never) if it is still there.
 */
export async function copyToken(value: string, clearAfter: number): Promise<void> {
  await vscode.env.clipboard.writeText(value);
  if (clearAfter <= 0) return;
  setTimeout(() => {
    void clearIfStill(value);
  }, clearAfter * 1000).unref();
}

async function clearIfStill(value: string): Promise<void> {
  if ((await vscode.env.clipboard.readText()) === value) await vscode.env.clipboard.writeText('');
}

/** A sentence in the status bar, for what went well and needs no answer. */
export function confirm(message: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${withoutIcons(message)}`, 6000);
}
