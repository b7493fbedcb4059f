import * as vscode from 'vscode';
import { withoutLinks } from '../view/inert.ts';

/**
 * The only doors to VS Code's notifications. Most messages repeat the words of a server, of a token or of a workspace's
 * settings, and none of ours has a link: so none has one.
 *
 * @returns the button that was chosen.
 */
export function showError<T extends Button>(message: string, ...buttons: T[]): Thenable<T | undefined> {
  return show(vscode.window.showErrorMessage, message, buttons);
}

/** @returns the button that was chosen. */
export function showWarning<T extends Button>(message: string, ...buttons: T[]): Thenable<T | undefined> {
  return show(vscode.window.showWarningMessage, message, buttons);
}

/** @returns the button that was chosen. */
export function showInformation<T extends Button>(message: string, ...buttons: T[]): Thenable<T | undefined> {
  return show(vscode.window.showInformationMessage, message, buttons);
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
