import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import { decode } from '../../../../src/token/decode.ts';
import { checkGivenKey } from '../../../../src/token/givenKey.ts';
import { readTestToken, type TestToken } from '../../../../src/token/testToken/document.ts';
import {
  makeTestKey,
  namedJwk,
  readSigningKey,
  signingAlgorithms,
  signTestToken,
  type SigningKey,
} from '../../../../src/token/testToken/sign.ts';
import { verify } from '../../../../src/token/verify.ts';
import { english } from '../english.ts';

function token(header: object, payload: object = { sub: 'ada' }): TestToken {
  const read = readTestToken(JSON.stringify({ header, payload }));
  assert.ok(!('at' in read));
  return read;
}

async function signed(...[test, key]: Parameters<typeof signTestToken>): Promise<string> {
  const result = await signTestToken(test, key);
  assert.ok(typeof result === 'string', typeof result === 'string' ? '' : english(result));
  return result;
}

describe('a signed test token', () => {
  for (const alg of signingAlgorithms) {
    it(`${alg}: is accepted by whom its key was given, as JWK, JWK Set and PEM, and by nobody else`, async () => {
      const [key, other] = [await makeTestKey(alg), await makeTestKey(alg)];
      const test = token({ alg, typ: 'at+jwt', kid: 'k1' });
      const raw = await signed(test, key.signing);
      const jwk = await namedJwk(key, test);
      assert.deepEqual([jwk.kid, jwk.alg, jwk.d], ['k1', alg, undefined]);
      if (alg.startsWith('HS')) {
        assert.equal((await checkGivenKey(decode(raw), JSON.stringify(jwk))).fits, true);
      } else {
        const { payload, protectedHeader } = await jwtVerify(raw, createLocalJWKSet({ keys: [jwk] }));
        assert.equal(payload.sub, 'ada');
        assert.equal(protectedHeader.typ, 'at+jwt');
        await jwtVerify(raw, await importSPKI(key.pem!, alg));
      }
      const foreign = await checkGivenKey(decode(raw), JSON.stringify(await namedJwk(other, test)));
      assert.equal(foreign.fits, false);
    });
  }

  it('is not verified by the keys of the server that it names, whatever it says of its key', async () => {
    const issuer = 'https://login.example.com';
    const servers = await Promise.all(['ES256', 'RS256', 'EdDSA'].map(makeTestKey));
    const keys = servers.map(({ checking }) => ({ ...checking, kid: 'k1' }));
    const own = await makeTestKey('ES256');
    const pem = new TextEncoder().encode(servers[1]!.pem);
    const made: readonly (readonly [string, SigningKey | undefined])[] = [
      ...(await Promise.all(signingAlgorithms.map(async (alg) => [alg, (await makeTestKey(alg)).signing] as const))),
      ...['HS256', 'HS384', 'HS512'].map((alg) => [alg, pem] as const),
      ...['none', 'NonE'].map((alg) => [alg, undefined] as const),
    ];
    for (const [alg, key] of made) {
      for (const more of [{}, { kid: 'k1' }, { jwk: own.checking }, { jku: `${issuer}/x`, x5u: `${issuer}/x` }]) {
        const raw = await signed(token({ alg, ...more }, { iss: issuer, exp: 9_999_999_999 }), key);
        const { state } = await verify(decode(raw), { keys: { keys }, issuer });
        assert.notEqual(state, 'verified', JSON.stringify({ alg, ...more }));
        if (key === undefined) assert.equal(state, 'invalid');
      }
    }
    const real = await signed(token({ alg: 'RS256', kid: 'k1' }, { iss: issuer }), servers[1]!.signing);
    assert.equal((await verify(decode(real), { keys: { keys }, issuer })).state, 'verified');
  });

  it('names its key by thumbprint where the token does not name it, and says no more in the token', async () => {
    const key = await makeTestKey('ES256');
    const test = token({ alg: 'ES256' });
    assert.match(String((await namedJwk(key, test)).kid), /^[\w-]{43}$/);
    assert.deepEqual(decodeProtectedHeader(await signed(test, key.signing)), { alg: 'ES256' });
  });

  it('has two dots and nothing after them where there is no signature, however “none” is spelt', async () => {
    for (const alg of ['none', 'nOnE']) {
      const raw = await signed(token({ alg }), undefined);
      assert.match(raw, /^[\w-]+\.[\w-]+\.$/);
      assert.equal(decodeProtectedHeader(raw).alg, alg);
    }
  });

  it('is signed to the letter, and with header names that only the API has to understand', async () => {
    const key = await makeTestKey('ES256');
    const read = readTestToken('{"header":{"alg":"ES256","crit":["x"],"x":1},"payload":{"n":10000000000000001,"n":2}}');
    assert.ok(!('at' in read));
    const { payload } = await compactVerify(await signed(read, key.signing), await importSPKI(key.pem!, 'ES256'), {
      crit: { x: true },
    });
    assert.equal(new TextDecoder().decode(payload), '{"n":10000000000000001,"n":2}');
  });

  it('is not made with a key that is for something else, nor with a header that breaks the rules', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), alg: 'RS256' });
    const wrong = await readSigningKey(jwk, 'ES256');
    assert.match('message' in wrong ? english(wrong) : '', /signed with ES256, and this key is not for that/);
    // The token decides which of an RSA key's algorithms is meant.
    const key = await readSigningKey(jwk, 'PS256');
    assert.ok(!('message' in key));
    assert.equal(decodeProtectedHeader(await signed(token({ alg: 'PS256' }), key)).alg, 'PS256');
    const bad = await signTestToken(token({ alg: 'ES256', crit: [] }), (await makeTestKey('ES256')).signing);
    assert.match(typeof bad === 'string' ? '' : english(bad), /^The token cannot be signed like this: "crit"/);
  });
});
