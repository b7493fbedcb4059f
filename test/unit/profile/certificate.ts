import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

interface Keys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

interface Options {
  readonly name?: string;
  /** Who vouches for it; itself where nobody is named. */
  readonly issuer?: { readonly name: string; readonly privateKey: KeyObject };
  /** `YYMMDD`, UTC. */
  readonly from?: string;
  readonly to?: string;
  /** Of a server. */
  readonly ip?: readonly number[];
}

/** A certificate (RFC 5280 §4.1) of an RSA key as PEM, and the SHA-256 of its DER form in base64url. */
export function certificateFor(
  keys: Keys,
  { name = 'test', issuer, from = '200101', to = '490101', ip }: Options = {},
): { certificate: string; thumbprint: string } {
  const sha256WithRsa = sequence(oid('2a864886f70d01010b'), der(0x05));
  const named = (text: string) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))));
  const time = (day: string) => der(0x17, Buffer.from(`${day}000000Z`));
  const body = sequence(
    ...(ip === undefined ? [] : [der(0xa0, der(0x02, Buffer.from([2])))]),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    named(issuer?.name ?? name),
    sequence(time(from), time(to)),
    named(name),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    ...(ip === undefined ? [] : [der(0xa3, sequence(alternativeName(ip)))]),
  );
  const signature = der(
    0x03,
    Buffer.concat([Buffer.from([0]), sign('sha256', body, issuer?.privateKey ?? keys.privateKey)]),
  );
  const certificate = sequence(body, sha256WithRsa, signature);
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
    thumbprint: createHash('sha256').update(certificate).digest('base64url'),
  };
}

export function rsaKeys(): Keys {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

export function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** RFC 5280 §4.2.1.6. */
function alternativeName(ip: readonly number[]): Buffer {
  return sequence(oid('551d11'), der(0x04, sequence(der(0x87, Buffer.from(ip)))));
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
