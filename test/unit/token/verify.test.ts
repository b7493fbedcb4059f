import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { CompactSign, exportJWK, exportSPKI, FlattenedSign, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { decode } from '../../../src/token/decode.ts';
import type { Decoded } from '../../../src/token/decoded.ts';
import { findings } from '../../../src/token/findings.ts';
import { verify } from '../../../src/token/verify.ts';
import type { Verification } from '../../../src/token/verification.ts';
import { english } from './english.ts';
import { encode, entraTenant } from './tokens.ts';

const issuer = 'https://issuer.example.com';
const claims = { iss: issuer, sub: 'ada', aud: 'https://api.example.com' };

interface Pair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

async function pair(alg: string, kid: string, modulusLength?: number): Promise<Pair> {
  const keys = await generateKeyPair(alg, { extractable: true, ...(modulusLength !== undefined && { modulusLength }) });
  return { ...keys, jwk: { ...(await exportJWK(keys.publicKey)), kid } };
}

async function sign(
  key: CryptoKey | Uint8Array,
  header: { alg: string; [name: string]: unknown },
  payload: object | string = claims,
): Promise<string> {
  const bytes = new TextEncoder().encode(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return new CompactSign(bytes).setProtectedHeader(header).sign(key);
}

function outcome(verification: Verification): string {
  return verification.state === 'verified' ? 'verified' : `${verification.state}: ${verification.reason}`;
}

describe('verify', () => {
  let rsa: Pair;
  let other: Pair;
  let ec: Pair;
  let ed: Pair;

  before(async () => {
    [rsa, other, ec, ed] = await Promise.all([
      pair('RS256', 'k1'),
      pair('RS256', 'k2'),
      pair('ES256', 'e1'),
      pair('EdDSA', 'd1'),
    ]);
  });

  const check = async (
    token: string | Decoded,
    keys: readonly unknown[] = [rsa.jwk],
    expectedIssuer = issuer,
  ): Promise<Verification> =>
    verify(typeof token === 'string' ? decode(token) : token, { keys: { keys }, issuer: expectedIssuer });

  it('verifies with the key that the header names, and says which', async () => {
    const token = await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' });
    const verification = await check(token, [other.jwk, rsa.jwk]);
    assert.equal(verification.state, 'verified');
    assert.equal(verification.kid, 'k1');
    assert.equal(verification.alg, 'RS256');
    assert.equal(english(verification.text), 'Signed by the issuer’s key k1.');
  });

  it('verifies EC and Ed25519 signatures, and tokens that name no key', async () => {
    assert.equal(
      outcome(await check(await sign(ec.privateKey, { alg: 'ES256', kid: 'e1' }), [rsa.jwk, ec.jwk])),
      'verified',
    );
    assert.equal(outcome(await check(await sign(ed.privateKey, { alg: 'EdDSA', kid: 'd1' }), [ed.jwk])), 'verified');
    assert.equal(
      outcome(await check(await sign(rsa.privateKey, { alg: 'RS256' }), [other.jwk, ec.jwk, rsa.jwk])),
      'verified',
    );
  });

  describe('an SD-JWT', () => {
    const digest = (disclosure: string, hash = 'sha256'): string =>
      createHash(hash).update(disclosure).digest('base64url');
    const issue = (payload: object): Promise<string> =>
      sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' }, { ...claims, ...payload });
    // RFC 9901 §4.2.1, with the digest of §4.2.3.
    const family = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0';
    const familyDigest = 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0';

    it('is verified with what the issuer’s digests name, at any depth, and in other disclosures', async () => {
      const element = encode('["s","DE"]');
      const inner = encode('["s","street","Main"]');
      const outer = encode(JSON.stringify(['s', 'address', { _sd: [digest(inner)] }]));
      const issued = await issue({
        _sd_alg: 'sha-256',
        nested: { _sd: [familyDigest, digest(outer)], countries: [{ '...': digest(element) }] },
      });
      assert.equal(outcome(await check(`${issued}~`)), 'verified');
      assert.equal(outcome(await check(`${issued}~${family}~`)), 'verified');
      assert.equal(outcome(await check(`${issued}~${inner}~${element}~${outer}~`)), 'verified');
      // The street without the address that its digest stands in.
      assert.equal(outcome(await check(`${issued}~${inner}~`)), 'invalid: disclosure');
      const long = await issue({ _sd_alg: 'sha-512', _sd: [digest(family, 'sha512')] });
      assert.equal(outcome(await check(`${long}~${family}~`)), 'verified');
    });

    it('is invalid with a disclosure that the issuer did not sign, and the finding names it', async () => {
      const token = decode(`${await issue({ _sd: [familyDigest] })}~${family}~${encode('["s","role","admin"]')}~`);
      const unasked = await verify(token, { keys: undefined, keysProblem: 'issuerUnknown', issuer });
      for (const verification of [await check(token), unasked]) {
        assert.equal(outcome(verification), 'invalid: disclosure');
        assert.match(english(verification.text), /The disclosure role was not signed by the issuer/);
        const found = findings({ token, use: 'unknown', verification, now: 0 });
        const [finding] = found.filter(({ code }) => code === 'signature.disclosure');
        assert.equal(finding && english(finding.title), 'Disclosed and not signed: role');
      }
    });

    it('says so where the digests are of a kind that is not known here', async () => {
      for (const algorithm of ['md5', 'toString', 1, {}]) {
        const verdict = await check(`${await issue({ _sd_alg: algorithm, _sd: [familyDigest] })}~${family}~`);
        assert.equal(outcome(verdict), 'notVerifiable: hashUnsupported');
      }
    });

    it('names no disclosure where the signature itself is wrong', async () => {
      const issued = await issue({});
      assert.equal(outcome(await check(`${issued}~${family}~`, [{ ...other.jwk, kid: 'k1' }])), 'invalid: signature');
    });
  });

  it('says of a stranger’s token what its form tells, and that nobody was asked', async () => {
    const unasked = async (token: string): Promise<string> =>
      outcome(await verify(decode(token), { keys: undefined, keysProblem: 'issuerUnknown', issuer }));
    assert.equal(await unasked(await sign(rsa.privateKey, { alg: 'RS256' })), 'notVerifiable: issuerUnknown');
    assert.equal(await unasked(`${encode({ alg: 'none' })}.${encode(claims)}.`), 'invalid: algNone');
    assert.equal(await unasked('ya29.a0AfH6SMBxk3qT'), 'notVerifiable: opaque');
  });

  it('leaves times to the findings', async () => {
    assert.equal(
      outcome(await check(await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' }, { ...claims, exp: 1 }))),
      'verified',
    );
  });

  describe('is not verifiable', () => {
    it('for opaque, encrypted and damaged tokens', async () => {
      assert.equal(outcome(await check('ya29.a0AfH6')), 'notVerifiable: opaque');
      assert.equal(
        outcome(await check(`${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`)),
        'notVerifiable: encrypted',
      );
      assert.equal(outcome(await check('eyJhbGciOiJub25lIn0')), 'notVerifiable: damaged');
    });

    it('with a shared secret, even where the server publishes it', async () => {
      const secret = new Uint8Array(32).fill(1);
      const token = await sign(secret, { alg: 'HS256', kid: 's' });
      const published = { kty: 'oct', k: Buffer.from(secret).toString('base64url'), kid: 's', alg: 'HS256' };
      assert.equal(outcome(await check(token, [published])), 'notVerifiable: symmetric');
    });

    it('without keys, with the reason', async () => {
      const token = decode(await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' }));
      assert.equal(outcome(await check(token, [])), 'notVerifiable: noKeys');
      const unreachable = await verify(token, { keys: undefined, keysProblem: 'issuerUnreachable', issuer });
      assert.equal(outcome(unreachable), 'notVerifiable: issuerUnreachable');
      assert.equal(outcome(await verify(token, { keys: undefined, issuer })), 'notVerifiable: noKeys');
    });

    it('when the key is not published: they may have changed', async () => {
      const verification = await check(await sign(rsa.privateKey, { alg: 'RS256', kid: 'old\u202E' }));
      assert.equal(outcome(verification), 'notVerifiable: keyUnknown');
      assert.match(english(verification.text), /old⟨U\+202E⟩/);
    });

    it('when Microsoft Graph’s nonce changed the header', async () => {
      const entra = `https://login.microsoftonline.com/${entraTenant}/v2.0`;
      const graph = {
        ...claims,
        iss: `https://sts.windows.net/${entraTenant}/`,
        aud: '00000003-0000-0000-c000-000000000000',
      };
      const token = await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1', nonce: 'n' }, graph);
      assert.equal(outcome(await check(token, [rsa.jwk], entra)), 'notVerifiable: graph');
      // Elsewhere a nonce in the header means nothing, and a bad signature stays a bad signature.
      const elsewhere = await sign(other.privateKey, { alg: 'RS256', kid: 'k1', nonce: 'n' });
      assert.equal(outcome(await check(elsewhere)), 'invalid: signature');
    });

    it('for algorithms that cannot be checked here', async () => {
      const token = `${encode({ alg: 'ES256K', kid: 'k1' })}.${encode(claims)}.c2ln`;
      assert.equal(outcome(await check(token)), 'notVerifiable: algorithmUnsupported');
    });

    it('with an RSA key below 2048 bits', async () => {
      const { publicKey, privateKey } = await crypto.subtle.generateKey(
        { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
        true,
        ['sign', 'verify'],
      );
      const input = `${encode({ alg: 'RS256', kid: 'w' })}.${encode(claims)}`;
      const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, Buffer.from(input));
      const jwk = { ...(await exportJWK(publicKey)), kid: 'w' };
      const token = `${input}.${Buffer.from(signature).toString('base64url')}`;
      assert.equal(outcome(await check(token, [jwk])), 'notVerifiable: weakKey');
    });

    it('when the content is sent apart', async () => {
      const [head, , signature] = (await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' })).split('.');
      assert.equal(outcome(await check(`${head!}..${signature!}`)), 'notVerifiable: detached');
    });
  });

  describe('is invalid', () => {
    it('when anything was changed', async () => {
      const [head, , signature] = (await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' })).split('.');
      const changed = `${head!}.${encode({ ...claims, sub: 'eve' })}.${signature!}`;
      assert.equal(outcome(await check(changed)), 'invalid: signature');
    });

    it('when another key signed', async () => {
      assert.equal(
        outcome(await check(await sign(other.privateKey, { alg: 'RS256', kid: 'k1' }))),
        'invalid: signature',
      );
    });

    it('when the token names another issuer, a slash included', async () => {
      const token = await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' });
      const verification = await check(token, [rsa.jwk], 'https://elsewhere.example.com');
      assert.equal(outcome(verification), 'invalid: issuer');
      assert.match(english(verification.text), /https:\/\/issuer\.example\.com, not https:\/\/elsewhere/);
      assert.equal(outcome(await check(token, [rsa.jwk], `${issuer}/`)), 'invalid: issuer');
    });

    it('when the header demands what is not understood', async () => {
      const token = await new FlattenedSign(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'RS256', kid: 'k1', crit: ['x'], x: 1 })
        .sign(rsa.privateKey, { crit: { x: true } });
      assert.equal(outcome(await check(`${token.protected!}.${token.payload}.${token.signature}`)), 'invalid: crit');
    });

    it('when the header says one thing twice', async () => {
      const input = `${encode('{"alg":"none","alg":"RS256","kid":"k1"}')}.${encode(claims)}`;
      const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', rsa.privateKey, Buffer.from(input));
      assert.equal(
        outcome(await check(`${input}.${Buffer.from(signature).toString('base64url')}`)),
        'invalid: malformed',
      );
    });

    it('when it is written loosely', async () => {
      const token = await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' });
      assert.equal(outcome(await check(`${token}==`)), 'invalid: malformed');
    });
  });

  describe('is never verified (security checklist, row 7)', () => {
    it('with alg none, in any spelling, with or without a signature', async () => {
      for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
        for (const signature of ['', 'c2ln']) {
          const token = `${encode({ alg, kid: 'k1' })}.${encode(claims)}.${signature}`;
          assert.equal(outcome(await check(token)), 'invalid: algNone');
        }
      }
    });

    it('with a key that the token brings along or points to', async () => {
      const { jwk } = other;
      const headers = [
        { jwk },
        { jku: 'https://evil.example.com/jwks' },
        { x5u: 'https://evil.example.com/cert' },
        { x5c: ['MIIB'] },
      ];
      for (const header of headers) {
        const token = await sign(other.privateKey, { alg: 'RS256', ...header });
        assert.equal(outcome(await check(token)), 'invalid: signature');
        const named = await sign(other.privateKey, { alg: 'RS256', kid: 'k2', ...header });
        assert.equal(outcome(await check(named)), 'notVerifiable: keyUnknown');
        assert.equal(outcome(await check(named, [])), 'notVerifiable: noKeys');
      }
    });

    it('with a public key used as a shared secret (algorithm confusion)', async () => {
      const pem = new TextEncoder().encode(await exportSPKI(rsa.publicKey));
      const jwk = new TextEncoder().encode(JSON.stringify(rsa.jwk));
      for (const secret of [pem, jwk]) {
        const token = await sign(secret, { alg: 'HS256', kid: 'k1' });
        assert.equal(outcome(await check(token)), 'notVerifiable: symmetric');
      }
    });

    it('with a key of another type, use, operation or algorithm', async () => {
      const token = await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' });
      const unfit: Record<string, unknown>[] = [
        { ...ec.jwk, kid: 'k1' },
        { ...rsa.jwk, use: 'enc' },
        { ...rsa.jwk, key_ops: ['encrypt'] },
        { ...rsa.jwk, key_ops: 'verify' },
        { ...rsa.jwk, alg: 'PS256' },
        { ...rsa.jwk, alg: 'RS512' },
        { ...rsa.jwk, alg: 'RSA-OAEP' },
        { ...rsa.jwk, alg: 256 },
      ];
      for (const key of unfit)
        assert.equal(outcome(await check(token, [key])), 'invalid: keyMismatch', JSON.stringify(key));
    });

    it('with hostile keys, and never throws', async () => {
      const token = await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' });
      for (const key of [
        null,
        1,
        'x',
        [],
        {},
        { kty: 1, kid: 'k1' },
        { kty: 'RSA', kid: 'k1' },
        { kty: 'RSA', kid: 'k1', n: 1, e: {} },
        { kty: 'RSA', kid: 'k1', n: '', e: 'AQAB' },
      ]) {
        assert.notEqual((await check(token, [key])).state, 'verified');
      }
    });

    it('with an empty signature', async () => {
      const [head, payload] = (await sign(rsa.privateKey, { alg: 'RS256', kid: 'k1' })).split('.');
      assert.equal(outcome(await check(`${head!}.${payload!}.`)), 'invalid: signature');
    });

    it('with an ECDSA signature of zeros', async () => {
      const token = `${encode({ alg: 'ES256', kid: 'e1' })}.${encode(claims)}.${Buffer.alloc(64).toString('base64url')}`;
      assert.equal(outcome(await check(token, [ec.jwk])), 'invalid: signature');
    });
  });
});
