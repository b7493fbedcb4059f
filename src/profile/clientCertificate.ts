import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { ClientCertificate } from './keptCertificate.ts';
import { pemBlocks } from './pem.ts';
import { thumbprintOf } from './privateKey.ts';

/** Why something is no certificate that a client can show. */
export type CertificateFault =
  | 'none'
  /** The other half is missing. */
  | 'noKey'
  | 'noCertificate'
  | 'severalKeys'
  | 'mismatch'
  | 'expired'
  | 'notYetValid'
  /** PKCS #12 that has a certificate alone. */
  | 'noKeyInside'
  /** Needed, or wrong. */
  | 'passphrase'
  /** PKCS #12 as it was encrypted in the nineties. */
  | 'oldEncryption'
  | 'unsupported';

/**
 * Reads a client certificate with its private key as people have them: PEM in one file or several, the chain in any order,
 * or PKCS #12 (RFC 7292).
 *
 * @param files What they hold. A certificate alone may be in DER as well.
 * @param passphrase Of the key, or of the PKCS #12 file.
 * @param now Seconds since the epoch.
 */
export function readClientCertificate(
  files: readonly Uint8Array[],
  passphrase?: string,
  now = Date.now() / 1000,
): ClientCertificate | CertificateFault {
  const texts = files.map((file) => (isDer(file) ? certificateInDer(file) : new TextDecoder().decode(file)));
  const pfx = files.find((_, index) => texts[index] === undefined);
  return pfx === undefined
    ? fromPem(texts.join('\n'), passphrase, now)
    : fromPkcs12(Buffer.from(pfx), passphrase ?? '', now);
}

/** X.690 §8.9: a sequence. No text begins with it and a length. */
function isDer([tag, length = 0]: Uint8Array): boolean {
  return tag === 0x30 && length >= 0x80;
}

function certificateInDer(file: Uint8Array): string | undefined {
  try {
    return new X509Certificate(file).toString();
  } catch {
    return undefined;
  }
}

function fromPem(text: string, passphrase: string | undefined, now: number): ClientCertificate | CertificateFault {
  const blocks = pemBlocks(text);
  const chain = blocks.filter(({ label }) => label === 'CERTIFICATE');
  const [key, another] = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'));
  if (another !== undefined) return 'severalKeys';
  if (key === undefined) return chain.length === 0 ? 'none' : 'noKey';
  if (chain.length === 0) return 'noCertificate';
  if (key.encrypted && passphrase === undefined) return 'passphrase';
  let own: KeyObject;
  try {
    own = createPrivateKey({ key: key.pem, ...(passphrase !== undefined && { passphrase }) });
  } catch {
    return key.encrypted ? 'passphrase' : 'unsupported';
  }
  try {
    const certificates = chain.map(({ pem }) => new X509Certificate(pem));
    const leaf = certificates.find((one) => one.checkPrivateKey(own));
    if (leaf === undefined) return 'mismatch';
    // RFC 8446 §4.4.2: the client's own comes first.
    const cert = [leaf, ...certificates.filter((one) => one !== leaf)].map((one) => one.toString()).join('');
    const tls = { cert, key: own.export({ type: 'pkcs8', format: 'pem' }).toString() };
    createSecureContext(tls);
    return described(tls, leaf, now);
  } catch {
    return 'unsupported';
  }
}

function fromPkcs12(pfx: Buffer, passphrase: string, now: number): ClientCertificate | CertificateFault {
  try {
    const leaf = certificateOf(createSecureContext({ pfx, passphrase }));
    return described({ pfx: pfx.toString('base64'), passphrase }, leaf, now);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // OpenSSL's word, and BoringSSL's, which desktop VS Code has.
    if (/mac verify failure|bad decrypt|INCORRECT_PASSWORD|BAD_DECRYPT/.test(message)) return 'passphrase';
    if (code === 'ERR_CRYPTO_UNSUPPORTED_OPERATION') return 'oldEncryption';
    return /private key/.test(message) ? 'noKeyInside' : 'none';
  }
}

/** `node:crypto` reads no PKCS #12; a connection says which certificate it would show. Nothing is sent. */
function certificateOf(secureContext: SecureContext): X509Certificate | undefined {
  const nowhere = new Duplex({
    read: () => undefined,
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const socket = new TLSSocket(nowhere, { secureContext });
  try {
    return socket.getX509Certificate();
  } finally {
    socket.destroy();
  }
}

function described(
  tls: ClientCertificate['tls'],
  leaf: X509Certificate | undefined,
  now: number,
): ClientCertificate | CertificateFault {
  if (leaf === undefined) return { tls };
  const expiresAt = Date.parse(leaf.validTo) / 1000;
  if (expiresAt <= now) return 'expired';
  // A day's grace: the clock of a computer may be behind that of a certificate authority which has just issued it.
  if (Date.parse(leaf.validFrom) / 1000 > now + 86_400) return 'notYetValid';
  return { tls, thumbprint: thumbprintOf(leaf), expiresAt };
}
