import * as vscode from 'vscode';
import { withoutIcons } from '../view/inert.ts';

/** A copied token that is to leave the clipboard, and how to keep it from that. */
let leaving: { readonly value: string; readonly stop: () => void } | undefined;

/**
 * Puts a token into the clipboard, and takes it out again after `clearAfter` seconds (0: never) if it is still there.
 */
export async function copyToken(value: string, clearAfter: number): Promise<void> {
  await vscode.env.clipboard.writeText(value);
  // What was copied before is not there any more.
  leaving?.stop();
  leaving = undefined;
  if (clearAfter <= 0) return;
  const timer = setTimeout(() => void clearInTime(), clearAfter * 1000);
  const stop = (): void => {
    clearTimeout(timer);
  };
  leaving = { value, stop };
}

/**
 * Empties the clipboard if a token that is to leave it is still there: when its time has come, or its window goes.
 *
 * @returns whether it was there; also `false` where the clipboard cannot be reached.
 */
export async function clearClipboard(): Promise<boolean> {
  if (leaving === undefined) return false;
  const { value, stop } = leaving;
  leaving = undefined;
  stop();
  try {
    if ((await read()) !== value) return false;
    await vscode.env.clipboard.writeText('');
    return true;
  } catch {
    return false;
  }
}

async function clearInTime(): Promise<void> {
  const token = leaving;
  // A browser shows the clipboard only to the window that has the focus; to others it looks empty.
  if (token !== undefined && !vscode.window.state.focused && (await read().catch(() => '')) === '') {
    if (leaving !== token) return;
    const subscription = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void clearAndTell();
    });
    leaving = { value: token.value, stop: () => void subscription.dispose() };
    return;
  }
  await clearAndTell();
}

async function clearAndTell(): Promise<void> {
  if (await clearClipboard()) confirm(vscode.l10n.t('The copied token left the clipboard'));
}

/** Some clipboards write line ends in their own way. */
async function read(): Promise<string> {
  return (await vscode.env.clipboard.readText()).replaceAll('\r\n', '\n');
}

/** A sentence in the status bar, for what went well and needs no answer. */
export function confirm(message: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${withoutIcons(message)}`, 6000);
}

export async function copyRedirectUri(redirectUri: string): Promise<void> {
  await vscode.env.clipboard.writeText(redirectUri);
  confirm(vscode.l10n.t('Redirect URI copied'));
}

/** The sentence for a copied token, which also says when it leaves the clipboard. */
export function confirmCopied(message: string, clearAfter: number): void {
  confirm(
    clearAfter <= 0 ? message : vscode.l10n.t('{0} · leaves the clipboard in {1} s', message, Math.ceil(clearAfter)),
  );
}
