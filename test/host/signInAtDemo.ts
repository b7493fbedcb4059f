import * as vscode from 'vscode';
import { commands } from '../../src/contributions.ts';
import { Browser } from '../unit/demo/browser.ts';
import { messagesDuring } from './notifications.ts';

/** Signs in at the demo provider as Ada. */
export async function signInAtDemo(): Promise<void> {
  await withBrowser(() => messagesDuring(() => vscode.commands.executeCommand(commands.tryDemo)));
}

/** Has a small browser in place of the user's sign in during `action`. VS Code lets tests replace `env`. */
export async function withBrowser<T>(
  action: () => Promise<T>,
  account: string | (() => string) = 'demo|ada',
): Promise<T> {
  const env = vscode.env as unknown as { openExternal: unknown; asExternalUri: unknown };
  const { openExternal, asExternalUri } = env;
  env.asExternalUri = (uri: vscode.Uri) => Promise.resolve(uri);
  env.openExternal = (url: unknown) => {
    void finishInBrowser(String(url), typeof account === 'string' ? account : account());
    return Promise.resolve(true);
  };
  try {
    return await action();
  } finally {
    Object.assign(env, { openExternal, asExternalUri });
  }
}

/** Continues as the account where the demo provider's sign-in page is. */
export async function finishInBrowser(url: string, account = 'demo|ada'): Promise<void> {
  const browser = new Browser();
  let page = await browser.open(url);
  // Asked silently, this browser knows nobody, and is sent on to the page.
  if (page.body === '') {
    const sentOn = await fetch(page.url, { redirect: 'manual' });
    page = await browser.open(sentOn.headers.get('location') ?? '');
  }
  const callback = await browser.press(page, { account });
  await fetch(callback.url);
}
