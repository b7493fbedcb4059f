import * as vscode from 'vscode';
import { browserIsHere } from '../oauth/flows.ts';
import { isLoopbackHost } from '../oauth/loopbackHost.ts';
import type { Profile } from '../profile/profile.ts';
import { whereabouts } from './whereabouts.ts';

/**
 * Opens `url` in the user's own browser (RFC 8252 §8.12).
 *
 * The URL is handed over as a string: `openExternal(Uri.parse(url))` decodes and encodes the query again, and a
 * `redirect_uri` or `state` with a percent sign arrives at the server as something else. The implementation takes a
 * string; only the typing does not say so (https://github.com/microsoft/vscode/issues/85930).
 *
 * @returns false when the user, or the browser, would not open it.
 */
export async function openBrowser(url: string, profile?: Pick<Profile, 'origin'>): Promise<boolean> {
  const address = await browserAddress(url, profile);
  return vscode.env.openExternal((address === url ? unmistakable(url) : address) as unknown as vscode.Uri);
}

/**
 * The address by which the browser reaches a server's `url`. A served VS Code rewrites loopback addresses to paths of its
 * own, and damages or loses their query on the way; what is rewritten already it leaves alone. Few servers work there, as
 * their cookies and links are for other paths: where the browser is on this computer the address stays what it is, but for
 * the demo provider's, which works at any and then needs no “Open the external website?”.
 */
export async function browserAddress(url: string, profile?: Pick<Profile, 'origin'>): Promise<string> {
  return isOutOfReach(url) || (profile?.origin === 'demo' && isRewritten(url)) ? externalAddress(url) : url;
}

/** Whether `url` names a loopback address of this computer, and the browser is on another one. */
export function isOutOfReach(url: string): boolean {
  return isRewritten(url) && !browserIsHere(whereabouts());
}

function isRewritten(url: string): boolean {
  return vscode.env.uiKind === vscode.UIKind.Web && isLoopbackHost(new URL(url).hostname);
}

/**
 * A loopback address that a served VS Code does not take for one, and so leaves alone. The browser reads it as it was:
 * names have no case, and missing numbers are zeros (WHATWG URL, host parsing).
 */
function unmistakable(url: string): string {
  if (!isRewritten(url)) return url;
  return url.replace(/^http:\/\/(localhost|127\.0\.0\.1)(?=[:/?]|$)/, (_, host: string) =>
    host === 'localhost' ? 'http://LOCALHOST' : 'http://127.1',
  );
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
