import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { looksLikePrivateKey } from '../../../src/profile/looksLikePrivateKey.ts';
import { readPrivateKey } from '../../../src/profile/privateKey.ts';
import { itNamesTheKey, secretText } from './problemOf.ts';
import { certificateFor } from './certificate.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const p256 = ec('P-256');
const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8') =>
  key.export({ type, format: 'pem' }).toString();
const jwk = (key: KeyObject, more: object = {}) => JSON.stringify({ ...key.export({ format: 'jwk' }), ...more });

function algorithm(input: string): string {
  const key = readPrivateKey(input);
  assert.ok(typeof key !== 'string', JSON.stringify(key));
  return key.alg;
}

describe('a private key', () => {
  for (const [what, text] of [
    ['PKCS #8', pem(rsa.privateKey)],
    ['PKCS #1', pem(rsa.privateKey, 'pkcs1')],
    ['PEM that lost its line breaks in an input box', pem(rsa.privateKey).replaceAll('\n', '')],
    ['PEM with a mail program’s line breaks', `\r\n ${pem(rsa.privateKey).replaceAll('\n', '\r\n  ')}`],
    ['JWK', jwk(rsa.privateKey)],
    [
      'the file of a Google service account',
      JSON.stringify({ type: 'service_account', private_key: pem(rsa.privateKey) }),
    ],
    ['a set of one JWK', `{"keys":[${jwk(rsa.privateKey)}]}`],
  ] as const) {
    it(`is read from ${what}`, () => {
      const key = readPrivateKey(text);
      assert.ok(typeof key !== 'string', JSON.stringify(key));
      assert.equal(key.d, rsa.privateKey.export({ format: 'jwk' }).d);
      assert.equal(key.alg, 'RS256');
    });
  }

  it('signs with the algorithm of its kind, or the one that it names', () => {
    assert.equal(algorithm(pem(p256.privateKey, 'sec1')), 'ES256');
    assert.equal(algorithm(pem(ec('P-384').privateKey)), 'ES384');
    assert.equal(algorithm(pem(ec('P-521').privateKey)), 'ES512');
    assert.equal(algorithm(pem(generateKeyPairSync('ed25519').privateKey)), 'EdDSA');
    assert.equal(algorithm(jwk(rsa.privateKey, { alg: 'PS384' })), 'PS384');
  });

  it('is known to Google by the id in its file', () => {
    const file = JSON.stringify({
      private_key: pem(rsa.privateKey),
      private_key_id: 'k7',
      client_email: 'a@b.example',
    });
    const key = readPrivateKey(file);
    assert.equal(typeof key === 'string' ? key : key.kid, 'k7');
    assert.equal(readPrivateKey('{"private_key":"no key"}'), 'none');
  });

  it('keeps the names by which the server knows it, and nothing else', () => {
    const key = readPrivateKey(jwk(p256.privateKey, { kid: 'k1', 'x5t#S256': 'abc', use: 'sig', extra: { deep: 1 } }));
    assert.ok(typeof key !== 'string');
    assert.deepEqual(Object.keys(key).sort(), ['alg', 'crv', 'd', 'kid', 'kty', 'x', 'x5t#S256', 'y']);
  });

  it('takes the thumbprint of the certificate beside it, as Entra ID wants it', () => {
    const { certificate, thumbprint } = certificateFor(rsa);
    const other = certificateFor(generateKeyPairSync('rsa', { modulusLength: 2048 })).certificate;
    const key = readPrivateKey(other + pem(rsa.privateKey) + certificate);
    assert.ok(typeof key !== 'string', JSON.stringify(key));
    assert.deepEqual([key['x5t#S256'], key.alg], [thumbprint, 'PS256']);
  });

  for (const [fault, texts] of Object.entries({
    none: ['', 'hunter2', '{', '{}', '[]', '{"keys":[]}', '{"kty":7}'],
    public: [
      rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      jwk(rsa.publicKey),
      certificateFor(rsa).certificate,
    ],
    shared: [`{"kty":"oct","k":"${randomBytes(32).toString('base64url')}"}`],
    encrypted: [
      rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
      rsa.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
    ],
    several: [`{"keys":[${jwk(rsa.privateKey)},${jwk(p256.privateKey)}]}`],
    unsupported: [
      pem(ec('secp256k1').privateKey),
      pem(generateKeyPairSync('x25519').privateKey),
      pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey),
      jwk(rsa.privateKey, { alg: 'ES256' }),
      jwk(p256.privateKey, { alg: 'none' }),
      jwk(p256.privateKey, { x: 'AAAA' }),
      '-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----',
    ],
  })) {
    it(`is not read from what is ${fault}`, () => {
      for (const text of texts) assert.equal(readPrivateKey(text), fault, text.slice(0, 60));
    });
  }

  it('is recognised wherever it stands', () => {
    for (const text of [pem(rsa.privateKey), pem(p256.privateKey, 'sec1'), jwk(p256.privateKey)]) {
      assert.ok(looksLikePrivateKey(text));
    }
    assert.ok(looksLikePrivateKey(p256.privateKey.export({ format: 'jwk' })));
    assert.ok(!looksLikePrivateKey(p256.publicKey.export({ format: 'jwk' })));
    for (const value of ['openid', 7, null, ['d'], { d: 'x' }, { grant: 'deviceCode' }]) {
      assert.ok(!looksLikePrivateKey(value));
    }
  });
});

describe('a private key in the settings', () => {
  const key = pem(p256.privateKey);
  itNamesTheKey([
    [{ privateKey: key }, 'privateKey', `“privateKey” ${secretText}`],
    [{ key }, 'key', `“key” ${secretText}`],
    [{ jwk: p256.privateKey.export({ format: 'jwk' }) }, 'jwk', `“jwk” ${secretText}`],
    [{ tokenParameters: { signed_with: key } }, 'tokenParameters.signed_with', `“signed_with” ${secretText}`],
    [{ endpoints: { signing: key } }, 'endpoints.signing', `“signing” ${secretText}`],
  ]);
});
