import * as vscode from 'vscode';
import { isLoopbackHost } from '../oauth/loopbackHost.ts';

/**
 * Opens `url` in the user's own browser (RFC 8252 §8.12).
 *
 * The URL is handed over as a string: `openExternal(Uri.parse(url))` decodes and encodes the query again, and a
 * `redirect_uri` or `state` with a percent sign arrives at the server as something else. The implementation takes a
 * string; only the typing does not say so (https://github.com/microsoft/vscode/issues/85930).
 *
 * @returns false when the user, or the browser, would not open it.
 */
export async function openBrowser(url: string): Promise<boolean> {
  return vscode.env.openExternal((await browserAddress(url)) as unknown as vscode.Uri);
}

/**
 * The address by which the browser reaches a server's `url`. A served VS Code rewrites loopback addresses to paths of its
 * own, and damages or loses their query on the way; what is rewritten already it leaves alone.
 */
export async function browserAddress(url: string): Promise<string> {
  const served = vscode.env.uiKind === vscode.UIKind.Web && isLoopbackHost(new URL(url).hostname);
  return served ? externalAddress(url) : url;
}

/**
 * The address under which the browser reaches `local`, a loopback address of the machine this code runs on. The same
 * on a desktop; a forwarded port with a remote; a path of the server in a served VS Code.
 */
export async function externalAddress(local: string): Promise<string> {
  const { origin } = new URL(local);
  // Only the root is asked for: older served releases (1.104 is one) drop the path and query that are given.
  const root = await vscode.env.asExternalUri(vscode.Uri.parse(`${origin}/`));
  // Skipping the encoding: plain toString() escapes "=" and "&" of a query.
  return root.toString(true).replace(/\/?$/, () => local.slice(origin.length) || '/');
}
