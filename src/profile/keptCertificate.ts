/** A certificate with its private key, as it is kept. */
export interface ClientCertificate {
  /** What `node:tls` takes, with `pfx` in base64. A key in PEM has no passphrase any more; PKCS #12 keeps its own. */
  readonly tls: { readonly cert: string; readonly key: string } | { readonly pfx: string; readonly passphrase: string };
  /** `x5t#S256` (RFC 8705 §3.1). */
  readonly thumbprint?: string;
  /** Seconds since the epoch. */
  readonly expiresAt?: number;
}

/** One that was kept by `JSON.stringify`. */
export function keptCertificate(kept: string | undefined): ClientCertificate | undefined {
  try {
    const value = JSON.parse(kept ?? '') as ClientCertificate | null;
    return typeof value?.tls === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
