import * as vscode from 'vscode';
import { readClientCertificate, type CertificateFault } from './clientCertificate.ts';
import { askSource, chosenFiles } from './keySource.ts';

/** Half of what is needed: the other half is asked for next. */
const halves: ReadonlySet<string> = new Set<CertificateFault>(['noKey', 'noCertificate']);

/**
 * Asks for a client certificate and its private key, together or one after the other, and for their passphrase where they
 * have one.
 *
 * @param prompt What they are for, and who gets to see them.
 * @returns a `ClientCertificate` as JSON, or `undefined` when the user closed a question.
 */
export async function askCertificate(title: string, prompt: string): Promise<string | undefined> {
  let parts: readonly Uint8Array[] = [];
  let fault: CertificateFault | undefined;
  for (;;) {
    const kept = halves.has(fault ?? '') ? parts : [];
    const added = await askParts(title, prompt, kept, fault);
    if (added.length === 0) return undefined;
    parts = [...kept, ...added];
    let read = readClientCertificate(parts);
    for (let wrong = false; read === 'passphrase'; wrong = true) {
      const passphrase = await askPassphrase(title, wrong);
      if (passphrase === undefined) return undefined;
      read = readClientCertificate(parts, passphrase);
    }
    if (typeof read !== 'string') return JSON.stringify(read);
    fault = read;
  }
}

async function askParts(
  title: string,
  prompt: string,
  kept: readonly Uint8Array[],
  fault: CertificateFault | undefined,
): Promise<readonly Uint8Array[]> {
  const details = {
    file: vscode.l10n.t('PEM (certificate and key, one file or two) or PKCS #12. Read once.'),
    paste: vscode.l10n.t('PEM: the certificate and its private key, with or without line breaks.'),
  };
  const source = await askSource(title, prompt, details, fault === undefined ? undefined : faultText(fault));
  if (source === 'file') return chosenFiles(title, vscode.l10n.t('Use This Certificate'), true);
  return source === undefined ? [] : pasted(title, prompt, kept);
}

async function pasted(title: string, prompt: string, kept: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const bytes = (input: string): Uint8Array => new TextEncoder().encode(input);
  const value = await vscode.window.showInputBox({
    title,
    prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput: (input) => {
      const read = readClientCertificate([...kept, bytes(input)]);
      if (typeof read !== 'string' || read === 'passphrase') return undefined;
      return halves.has(read)
        ? { message: faultText(read), severity: vscode.InputBoxValidationSeverity.Info }
        : faultText(read);
    },
  });
  return value === undefined ? [] : [bytes(value)];
}

async function askPassphrase(title: string, wrong: boolean): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: wrong
      ? vscode.l10n.t('This passphrase does not open it. Enter the right one.')
      : vscode.l10n.t('It is protected by a passphrase. Enter that.'),
    password: true,
    ignoreFocusOut: true,
  });
}

function faultText(fault: CertificateFault): string {
  const texts: Record<Exclude<CertificateFault, 'passphrase'>, () => string> = {
    none: () =>
      vscode.l10n.t(
        'This is no certificate. In PEM it begins with “-----BEGIN CERTIFICATE-----”; else it is a .p12 or .pfx.',
      ),
    noKey: () =>
      vscode.l10n.t('This is the certificate. Now its private key: without it nobody can show the certificate.'),
    noCertificate: () => vscode.l10n.t('This is the private key. Now the certificate that belongs to it.'),
    noKeyInside: () => vscode.l10n.t('There is no private key in it. Export it again, with its private key.'),
    severalKeys: () => vscode.l10n.t('These are several private keys. Enter the one of the certificate.'),
    mismatch: () => vscode.l10n.t('The private key belongs to another certificate.'),
    expired: () => vscode.l10n.t('The certificate has expired. Get a new one from whoever issued it.'),
    notYetValid: () => vscode.l10n.t('The certificate is not valid yet. Is the clock of this computer right?'),
    oldEncryption: () =>
      vscode.l10n.t(
        'It is encrypted in an outdated way that is no longer read. Make PEM of it, e.g. with: {0}',
        'openssl pkcs12 -legacy -nodes -in client.p12',
      ),
    unsupported: () =>
      vscode.l10n.t('The certificate or its key is damaged, too weak, or of a kind that TLS does not know here.'),
  };
  return fault === 'passphrase' ? '' : texts[fault]();
}
