import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../src/token/decode.ts';
import { verifySignature } from '../../src/token/signature.ts';
import type { Jwk } from '../../src/token/signature.ts';
import { verify } from '../../src/token/verify.ts';
import { reportAbsent, reportScore } from './score.ts';

interface Vectors {
  readonly testGroups: readonly {
    readonly comment: string;
    readonly public?: Jwk;
    readonly private: Jwk;
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly jws: string | object;
      readonly result: 'valid' | 'invalid';
    }[];
  }[];
}

/**
 * Verdicts of the file that no verifier can give, or that RFC 7515 forbids:
 * - 367 and 370 are called invalid and are, letter by letter, the token and key of 357, which is called valid
 *   (https://github.com/C2SP/wycheproof/issues/236).
 * - 372 and 373 are called valid and hold a `?` inside the base64url, which RFC 7515 §2 excludes.
 */
const ourVerdict: Readonly<Record<number, 'valid' | 'invalid'>> = {
  367: 'valid',
  370: 'valid',
  372: 'invalid',
  373: 'invalid',
};

const root = join(import.meta.dirname, '..', '..');
const folder = process.env['TEST_VECTORS'] ?? join(root, '..', 'shared', 'vectors');
const file = join(folder, 'wycheproof', 'json_web_signature_test.json');

if (existsSync(file)) {
  describe('Wycheproof: JSON Web Signature', () => {
    const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
    const total = testGroups.reduce((sum, { tests }) => sum + tests.length, 0);
    let agreed = 0;
    after(() => {
      const differing = Object.keys(ourVerdict);
      reportScore('Wycheproof JWS', agreed, total, `${differing.join(', ')}: the file contradicts itself or RFC 7515`);
    });

    for (const { comment, public: publicKey, private: privateKey, tests } of testGroups) {
      const key = publicKey ?? privateKey;
      for (const vector of tests) {
        it(`${vector.tcId} ${comment}: ${vector.comment} is ${vector.result}`, async () => {
          const jws = typeof vector.jws === 'string' ? vector.jws : JSON.stringify(vector.jws);
          const expected = ourVerdict[vector.tcId] ?? vector.result;

          const verdict = (await verifySignature(jws, key)) === 'valid' ? 'valid' : 'invalid';
          assert.equal(verdict, expected);
          if (verdict === vector.result) agreed++;

          const { state } = await verify(decode(jws), { keys: { keys: [key] }, issuer: 'https://issuer.example.com' });
          // What is signed with a secret is never verified: nobody but the server and the API may have that key.
          assert.equal(state === 'verified', expected === 'valid' && key.kty !== 'oct');
        });
      }
    }

    it('contradicts itself where it is not followed', () => {
      const all = testGroups.flatMap(({ tests }) => tests);
      const token = (id: number): unknown => all.find(({ tcId }) => tcId === id)?.jws;
      assert.equal(token(367), token(357));
      assert.equal(token(370), token(357));
    });
  });
} else {
  describe('Wycheproof: JSON Web Signature', () => {
    after(() => {
      reportAbsent('Wycheproof JWS', 'the vectors are not here');
    });

    it('did not run: the vectors are not here (set TEST_VECTORS to the folder that has wycheproof/)', () => {
      assert.ok(!existsSync(file));
    });
  });
}
