import * as vscode from 'vscode';
import { readPrivateKey, type PrivateKeyFault } from './privateKey.ts';

/** Bytes. Larger than any key with its certificates. */
const sizeLimit = 100_000;

/**
 * Asks for the private key that a client authenticates with: pasted, or from a file, which is read once and left alone.
 *
 * @param prompt What the key is for, and who gets to see it.
 * @param fault Why the file that was chosen before will not do.
 * @returns the key as a JWK, or `undefined` when the user closed the question.
 */
export async function askPrivateKey(
  title: string,
  prompt: string,
  fault?: PrivateKeyFault,
): Promise<string | undefined> {
  const file = {
    label: fault === undefined ? vscode.l10n.t('Choose a File…') : vscode.l10n.t('Choose Another File…'),
    detail:
      fault === undefined
        ? vscode.l10n.t('PEM, JWK or the file of a Google service account. It is read once.')
        : faultText(fault),
  };
  const paste = {
    label: vscode.l10n.t('Paste It…'),
    detail: vscode.l10n.t('PEM or JWK, with or without line breaks.'),
  };
  const chosen = await vscode.window.showQuickPick([file, paste], { title, placeHolder: prompt, ignoreFocusOut: true });
  if (chosen === undefined) return undefined;
  return chosen === file ? fromFile(title, prompt) : pasted(title, prompt);
}

async function pasted(title: string, prompt: string): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({
    title,
    prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput: (input) => {
      const key = readPrivateKey(input);
      return typeof key === 'string' ? faultText(key) : undefined;
    },
  });
  return value === undefined ? undefined : JSON.stringify(readPrivateKey(value));
}

async function fromFile(title: string, prompt: string): Promise<string | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ title, openLabel: vscode.l10n.t('Use This Key') })) ?? [];
  if (uri === undefined) return undefined;
  const key = readPrivateKey(await contentOf(uri));
  return typeof key === 'string' ? askPrivateKey(title, prompt, key) : JSON.stringify(key);
}

async function contentOf(uri: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > sizeLimit ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}

function faultText(fault: PrivateKeyFault): string {
  const texts: Record<PrivateKeyFault, () => string> = {
    none: () =>
      vscode.l10n.t('This is no private key. It begins with “-----BEGIN PRIVATE KEY-----”, or is a JWK: “{…}”.'),
    public: () => vscode.l10n.t('This is the public half. What signs is the private key.'),
    shared: () => vscode.l10n.t('This is a shared secret (“kty”: “oct”), not a private key.'),
    encrypted: () =>
      vscode.l10n.t('This key has a passphrase. Take it off first, e.g. with: {0}', 'openssl pkcs8 -in key.pem'),
    several: () => vscode.l10n.t('These are several keys. Enter the one that shall sign.'),
    unsupported: () =>
      vscode.l10n.t(
        'It must be RSA with 2048 bits or more, EC (P-256, P-384, P-521) or Ed25519, and its “alg” must fit.',
      ),
  };
  return texts[fault]();
}
