import * as vscode from 'vscode';
import { externalAddress } from '../browser.ts';

/**
 * The loopback address that VS Code forwards `redirectUri` to, if it does: for a client that registers the address of a
 * forwarded port, such as `https://NAME-3000.app.github.dev/callback` or `https://HOST/proxy/3000/callback`. The port
 * stands in it somewhere.
 */
export async function forwardedListener(redirectUri: string): Promise<string | undefined> {
  if (vscode.env.uiKind !== vscode.UIKind.Web || !redirectUri.startsWith('https:')) return undefined;
  for (const port of portsIn(redirectUri)) {
    const local = `http://localhost:${String(port)}/`;
    const external = await externalAddress(local);
    if (redirectUri.startsWith(external)) return local + redirectUri.slice(external.length);
  }
  return undefined;
}

/**
 * Numbers looked at in one address. A workspace may bring the address, and VS Code forwards what it is asked about: an
 * honest one has the port, and perhaps a number in a name.
 */
const mostNumbers = 3;

function portsIn(address: string): readonly number[] {
  const numbers = [...address.matchAll(/(?<!\d)\d{4,5}(?!\d)/g)].map(([digits]) => Number(digits));
  return [...new Set(numbers)].filter((port) => port >= 1024 && port <= 65_535).slice(0, mostNumbers);
}
