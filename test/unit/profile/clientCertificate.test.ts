import assert from 'node:assert/strict';
import { readClientCertificate } from '../../../src/profile/clientCertificate.ts';
import { keptCertificate, type ClientCertificate } from '../../../src/profile/keptCertificate.ts';
import { certificateFor, pemOf, rsaKeys } from './certificate.ts';
import { itNamesTheKey, secretText } from './problemOf.ts';
import { legacyPkcs12, pkcs12, pkcs12Thumbprint, pkcs12WithoutKey } from './pkcs12.ts';

const ca = { name: 'authority', ...rsaKeys() };
const keys = rsaKeys();
const key = pemOf(keys.privateKey);
const { certificate, thumbprint } = certificateFor(keys, { issuer: ca });
const authority = certificateFor(ca, { name: ca.name }).certificate;
const encrypted = (type: 'pkcs8' | 'pkcs1') =>
  keys.privateKey.export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'a-passphrase' }).toString();
const der = (pem: string) => Buffer.from(pem.replace(/-----.*?-----/g, ''), 'base64');

function read(files: readonly (string | Buffer)[], passphrase?: string): ReturnType<typeof readClientCertificate> {
  return readClientCertificate(
    files.map((file) => Buffer.from(file)),
    passphrase,
  );
}

function good(files: readonly (string | Buffer)[], passphrase?: string): ClientCertificate {
  const found = read(files, passphrase);
  assert.ok(typeof found !== 'string', JSON.stringify(found));
  return found;
}

describe('a client certificate', () => {
  for (const [what, files] of [
    ['one file', [certificate + key]],
    ['one file, the key first and the chain in any order', [key + authority + certificate]],
    ['two files', [certificate, key]],
    ['a certificate in DER and a key in PEM', [der(certificate), key]],
    ['a paste that lost its line breaks', [(certificate + key).replaceAll('\n', ' ')]],
  ] as const) {
    it(`is read with its key from ${what}`, () => {
      const { tls, thumbprint: found, expiresAt } = good(files);
      assert.ok('cert' in tls);
      assert.ok(
        tls.cert.replaceAll('\n', '').startsWith(certificate.trim().replaceAll('\n', '')),
        'its own comes first',
      );
      assert.equal(tls.key, key);
      assert.equal(found, thumbprint);
      assert.equal(expiresAt, Date.UTC(2049, 0, 1) / 1000);
    });
  }

  it('brings its chain along', () => {
    const { tls } = good([authority + key + certificate]);
    assert.equal('cert' in tls && tls.cert.match(/BEGIN CERTIFICATE/g)?.length, 2);
  });

  for (const type of ['pkcs8', 'pkcs1'] as const) {
    it(`is read with a key that has a passphrase (${type}), with and without line breaks`, () => {
      for (const pem of [encrypted(type), encrypted(type).replaceAll('\n', ' ')]) {
        assert.equal(read([certificate, pem]), 'passphrase');
        assert.equal(read([certificate, pem], 'another'), 'passphrase');
        const { tls } = good([certificate, pem], 'a-passphrase');
        assert.equal('key' in tls && tls.key, key, 'kept without it');
      }
    });
  }

  it('is read from PKCS #12 with its passphrase', () => {
    const file = Buffer.from(pkcs12, 'base64');
    assert.equal(read([file]), 'passphrase');
    assert.equal(read([file], 'another'), 'passphrase');
    assert.equal(good([file], 'a-passphrase').thumbprint, pkcs12Thumbprint);
  });

  for (const [fault, files, passphrase] of [
    ['none', ['']],
    ['none', ['hello']],
    ['none', [Buffer.from([0x30, 0x82, 1, 0, ...Array.from({ length: 300 }, (_, index) => index % 256)])]],
    ['noKey', [certificate]],
    ['noCertificate', [key]],
    ['severalKeys', [certificate, key, pemOf(ca.privateKey)]],
    ['mismatch', [authority, key]],
    ['expired', [certificateFor(keys, { to: '240101' }).certificate, key]],
    ['notYetValid', [certificateFor(keys, { from: '480101' }).certificate, key]],
    ['unsupported', [certificate, '-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----']],
    ['unsupported', ['-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----', key]],
    ['noKeyInside', [Buffer.from(pkcs12WithoutKey, 'base64')], 'a-passphrase'],
    ['oldEncryption', [Buffer.from(legacyPkcs12, 'base64')], 'a-passphrase'],
  ] as const satisfies readonly (readonly [string, readonly (string | Buffer)[], string?])[]) {
    it(`is refused at once: ${fault}`, () => {
      assert.equal(read(files, passphrase), fault);
    });
  }

  it('is kept as text, and nothing else is taken for one', () => {
    const found = good([certificate + key]);
    assert.deepEqual(keptCertificate(JSON.stringify(found)), found);
    for (const other of [undefined, '', 'a secret', 'null', '{}', '"{}"'])
      assert.equal(keptCertificate(other), undefined);
  });
});

describe('a client certificate in the settings', () => {
  const text = (name: string) =>
    `Settings have no place for a client certificate. Delete “${name}”, and set “clientAuthentication” to “tlsClientAuth”: the certificate and its private key are then asked for once and kept in the secret storage.`;
  itNamesTheKey([
    [{ certificate }, 'certificate', text('certificate')],
    [{ tlsCert: './client.pem' }, 'tlsCert', text('tlsCert')],
    [{ pfx: 'AAAA' }, 'pfx', text('pfx')],
    [{ chain: certificate }, 'chain', text('chain')],
    [{ certificate: certificate + key }, 'certificate', `“certificate” ${secretText}`],
    [{ passphrase: 'hunter2' }, 'passphrase', `“passphrase” ${secretText}`],
  ]);
});
