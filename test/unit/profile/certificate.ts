import { createHash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A self-signed certificate (RFC 5280 §4.1) as PEM, and the SHA-256 of its DER form in base64url. */
export function certificateFor(keys: { privateKey: KeyObject; publicKey: KeyObject }): {
  certificate: string;
  thumbprint: string;
} {
  const sha256WithRsa = sequence(oid('2a864886f70d01010b'), der(0x05));
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('test')))));
  const time = (text: string) => der(0x17, Buffer.from(text));
  const body = sequence(
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    sequence(time('200101000000Z'), time('490101000000Z')),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, keys.privateKey)]));
  const certificate = sequence(body, sha256WithRsa, signature);
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
    thumbprint: createHash('sha256').update(certificate).digest('base64url'),
  };
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** Tag, length and value (X.690 §8.1). */
function der(tag: number, value: Buffer = Buffer.alloc(0)): Buffer {
  const { length } = value;
  const lengths =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([tag, ...lengths]), value]);
}
