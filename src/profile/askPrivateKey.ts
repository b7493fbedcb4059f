import * as vscode from 'vscode';
import { askSource, chosenFiles } from './keySource.ts';
import { readPrivateKey, type PrivateKeyFault } from './privateKey.ts';

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
  const details = {
    file: vscode.l10n.t('PEM, JWK or the file of a Google service account. It is read once.'),
    paste: vscode.l10n.t('PEM or JWK, with or without line breaks.'),
  };
  const source = await askSource(title, prompt, details, fault === undefined ? undefined : faultText(fault));
  if (source === undefined) return undefined;
  return source === 'file' ? fromFile(title, prompt) : pasted(title, prompt);
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
  const [file] = await chosenFiles(title, vscode.l10n.t('Use This Key'));
  if (file === undefined) return undefined;
  const key = readPrivateKey(new TextDecoder().decode(file));
  return typeof key === 'string' ? askPrivateKey(title, prompt, key) : JSON.stringify(key);
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
