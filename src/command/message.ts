import * as vscode from 'vscode';
import { withoutLinks } from '../view/inert.ts';

/**
 * The only doors to VS Code's notifications. Most messages repeat the words of a server, of a token or of a workspace's
 * settings, and none of ours has a link: so none has one.
 *
 * VS Code takes a warning or an information away after some seconds, buttons and all; an error with buttons stays until it
 * is answered. So this is the door for a command that ended without what it was asked for, and for every button that is the
 * way to it.
 *
 * @returns the button that was chosen.
 */
export function showError<T extends Button>(message: string, ...buttons: T[]): Thenable<T | undefined> {
  return show(vscode.window.showErrorMessage, message, buttons);
}

/** Says what to beware of. A button would be gone with it. */
export function showWarning(message: string): void {
  void show(vscode.window.showWarningMessage, message, []);
}

/** Says that there is nothing to do, or what else is true. A button would be gone with it. */
export function showInformation(message: string): void {
  void show(vscode.window.showInformationMessage, message, []);
}

/**
 * Says what went well.
 *
 * @param shortcuts to what has its place elsewhere too: nobody has to be quick.
 * @returns the button that was chosen.
 */
export function showDone<T extends Button>(message: string, ...shortcuts: T[]): Thenable<T | undefined> {
  return show(vscode.window.showInformationMessage, message, shortcuts);
}

/**
 * Asks in a dialog that stands in the way: for what must not be overlooked.
 *
 * @param no what closing the dialog means.
 * @returns the button that was chosen.
 */
export async function askModally(
  question: string,
  detail: string,
  yes: readonly string[],
  no: string,
): Promise<string | undefined> {
  const items = [...yes.map((title) => ({ title })), { title: no, isCloseAffordance: true }];
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, ...items))?.title;
}

type Button = string | vscode.MessageItem;

function show<T extends Button>(
  by: (message: string, ...buttons: never[]) => Thenable<unknown>,
  message: string,
  buttons: readonly T[],
): Thenable<T | undefined> {
  return (by as (message: string, ...buttons: T[]) => Thenable<T | undefined>)(withoutLinks(message), ...buttons);
}
