export interface PemBlock {
  /** `CERTIFICATE`, `ENCRYPTED PRIVATE KEY`. */
  readonly label: string;
  /** Whether a passphrase stands before what is inside: PKCS #8, or OpenSSL's own way (RFC 1421 §4.6). */
  readonly encrypted: boolean;
  /** With its line breaks. */
  readonly pem: string;
}

/** What stands in a text as PEM (RFC 7468), however its lines are broken: an input box takes line breaks away. */
export function pemBlocks(text: string): PemBlock[] {
  return [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/gs)].map(([, label = '', body = '']) => {
    const [header, cipher = ''] = /^\s*Proc-Type: ?4, ?ENCRYPTED\s+DEK-Info: ?(\S+)/.exec(body) ?? [''];
    const lines =
      body
        .slice(header.length)
        .replace(/\s+/g, '')
        .match(/.{1,64}/g) ?? [];
    const head = header === '' ? [] : ['Proc-Type: 4,ENCRYPTED', `DEK-Info: ${cipher}`, ''];
    return {
      label,
      encrypted: label === 'ENCRYPTED PRIVATE KEY' || header !== '',
      pem: [`-----BEGIN ${label}-----`, ...head, ...lines, `-----END ${label}-----`, ''].join('\n'),
    };
  });
}
