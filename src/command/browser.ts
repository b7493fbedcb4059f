import * as vscode from 'vscode';

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
  return vscode.env.openExternal(url as unknown as vscode.Uri);
}

/**
 * The address under which the browser reaches `local`, a loopback address of the machine this code runs on. The same
 * on a desktop; a forwarded port with a remote; a path of the server in a served VS Code.
 */
export async function externalAddress(local: string): Promise<string> {
  const uri = await vscode.env.asExternalUri(vscode.Uri.parse(local));
  // Skipping the encoding: plain toString() escapes "=" and "&" of a query.
  return uri.toString(true);
}
