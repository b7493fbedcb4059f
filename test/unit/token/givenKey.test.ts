import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactEncrypt, CompactSign, exportJWK, type JWK } from 'jose';
import { decode } from '../../../src/token/decode.ts';
import { checkGivenKey } from '../../../src/token/givenKey.ts';
import { english } from './english.ts';
import { encode } from './tokens.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const secret = 'a secret of more than thirty-two bytes';
const pem = ({ publicKey }: { publicKey: KeyObject }): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();

const sign = (key: KeyObject | Uint8Array, alg: string, claims: object = { sub: 'ada' }): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader({ alg, kid: 'k1' }).sign(key);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function check(token: string, key: string): Promise<string> {
  const { fits, text } = await checkGivenKey(decode(token), key);
  return `${fits ? 'fits' : 'no'}: ${english(text)}`;
}

describe('a signature and a key that somebody has', () => {
  const fits = /^fits: The token was signed with this key \(\w+\)/;
  const notSigned = /^no: The token was not signed with this key/;
  const notForThat = /^no: The token says that it is signed with \w+, and this key is not for that/;

  it('fit where the key signed the token: PEM, also as an input box has it, JWK and JWK Set', async () => {
    const token = await sign(rsa.privateKey, 'RS256');
    const jwk: JWK = { ...(await exportJWK(rsa.publicKey)), kid: 'another name' };
    const other = await exportJWK(ec.publicKey);
    const set = JSON.stringify({ keys: [other, jwk] });
    for (const key of [pem(rsa), pem(rsa).replaceAll('\n', ' '), JSON.stringify(jwk), set]) {
      assert.match(await check(token, key), fits);
    }
    assert.match(await check(await sign(ec.privateKey, 'ES256'), pem(ec)), fits);
  });

  it('fit where the secret made the signature, written as text or as base64', async () => {
    const token = await sign(bytes(secret), 'HS256');
    const encoded = Buffer.from(secret);
    const jwk = JSON.stringify({ kty: 'oct', k: encoded.toString('base64url') });
    for (const key of [secret, `${secret} `, encoded.toString('base64'), encoded.toString('base64url'), jwk]) {
      assert.match(await check(token, key), fits);
    }
    assert.match(await check(token, `${secret}!`), notSigned);
  });

  it('do not fit where the token was changed, or another key signed it', async () => {
    const [header, , signature] = (await sign(rsa.privateKey, 'RS256')).split('.');
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    assert.match(await check(`${header!}.${encode({ sub: 'eve' })}.${signature!}`, pem(rsa)), notSigned);
    assert.match(await check(await sign(rsa.privateKey, 'RS256'), pem(other)), notSigned);
    assert.match(await check(await sign(rsa.privateKey, 'RS256'), pem(ec)), notForThat);
  });

  it('do not fit where a public key was used as the secret (algorithm confusion), however it is written', async () => {
    const jwk = JSON.stringify(await exportJWK(rsa.publicKey));
    for (const key of [pem(rsa), pem(rsa).trim(), jwk]) {
      assert.match(await check(await sign(bytes(key), 'HS256'), key), notForThat);
    }
  });

  it('say nothing of a token without a signature', async () => {
    const unsigned = `${encode({ alg: 'none' })}.${encode({ sub: 'ada' })}.`;
    assert.match(await check(unsigned, secret), /^no: The token is not signed/);
    const encrypted = await new CompactEncrypt(bytes('{}'))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A128GCM' })
      .encrypt(rsa.publicKey);
    for (const token of [encrypted, 'ya29.a0AfH6SMBxk3qT-9rToken77', '']) {
      assert.match(await check(token, pem(rsa)), /^no: Only a signed token/);
    }
  });

  it('want no private key', async () => {
    const token = await sign(rsa.privateKey, 'RS256');
    const own = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const jwk = JSON.stringify(await exportJWK(createPrivateKey(own)));
    for (const key of [own, jwk]) assert.match(await check(token, key), /^no: This is a private key/);
  });

  it('need a key', async () => {
    const token = await sign(rsa.privateKey, 'RS256');
    for (const key of ['', '{}', '{ "keys": [] }', '{"kty":7}', `{${'['.repeat(100_000)}`, 'x'.repeat(300_000)]) {
      assert.match(await check(token, key), /^no: .*this is no key/i, key.slice(0, 20));
    }
  });

  it('take no shared secret where the algorithm has none', async () => {
    const token = await sign(rsa.privateKey, 'RS256');
    assert.match(
      await check(token, 'password'),
      /^no: The token says that it is signed with RS256, for which this is no key/,
    );
  });

  it('prove nothing with an RSA key below 2048 bits', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const token = `${encode({ alg: 'RS256' })}.${encode({ sub: 'ada' })}.${'A'.repeat(171)}`;
    assert.match(await check(token, pem(short)), /^no: The key is too short/);
  });
});
