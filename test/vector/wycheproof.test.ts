import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
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

/** Verdicts of the file that no verifier can give; the test of each says why. */
const contradictions: Readonly<Record<number, { ours: 'valid' | 'invalid'; why: string }>> = {
  367: { ours: 'valid', why: 'same bytes as 357' },
  370: { ours: 'valid', why: 'same bytes as 357' },
  372: { ours: 'invalid', why: '“?” in base64url, and the MAC is not over it' },
  373: { ours: 'invalid', why: '“?” in base64url, and the MAC is not over it' },
};

const root = join(import.meta.dirname, '..', '..');
const folder = process.env['TEST_VECTORS'] ?? join(root, '..', 'shared', 'vectors');
const file = join(folder, 'wycheproof', 'json_web_signature_test.json');

if (existsSync(file)) {
  describe('Wycheproof: JSON Web Signature', () => {
    const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
    const total = testGroups.reduce((sum, { tests }) => sum + tests.length, 0);
    let agreed = 0;
    let contradicted = 0;
    after(() => {
      const why = Object.entries(contradictions).map(([id, { why: reason }]) => `${id}: ${reason}`);
      reportScore(
        'Wycheproof JWS',
        agreed + contradicted,
        total,
        `${agreed} as the file says, ${contradicted} contradict: ${why.join('; ')}`,
      );
    });

    for (const { comment, public: publicKey, private: privateKey, tests } of testGroups) {
      const key = publicKey ?? privateKey;
      for (const vector of tests) {
        it(`${vector.tcId} ${comment}: ${vector.comment} is ${vector.result}`, async () => {
          const jws = typeof vector.jws === 'string' ? vector.jws : JSON.stringify(vector.jws);
          const expected = contradictions[vector.tcId]?.ours ?? vector.result;

          const verdict = (await verifySignature(jws, key)) === 'valid' ? 'valid' : 'invalid';
          assert.equal(verdict, expected);
          if (verdict === vector.result) agreed++;
          else contradicted++;

          const { state } = await verify(decode(jws), { keys: { keys: [key] }, issuer: 'https://issuer.example.com' });
          // What is signed with a secret is never verified: nobody but the server and the API may have that key.
          assert.equal(state === 'verified', expected === 'valid' && key.kty !== 'oct');
        });
      }
    }

    const find = (id: number): { jws: string; k: string } => {
      const group = testGroups.find(({ tests }) => tests.some(({ tcId }) => tcId === id));
      const jws = group?.tests.find(({ tcId }) => tcId === id)?.jws;
      assert.ok(typeof jws === 'string');
      return { jws, k: group?.private.k ?? '' };
    };
    const mac = (input: string, k: string): string =>
      createHmac('sha256', Buffer.from(k, 'base64url')).update(input).digest('base64url');

    // https://github.com/C2SP/wycheproof/issues/236
    it('calls 357 valid, and 367 and 370 invalid, which are the same bytes under the same key', () => {
      for (const id of [367, 370]) assert.deepEqual(find(id), find(357));
    });

    it('calls 372 and 373 valid, whose MAC is not over what they say, and which RFC 7515 §2 does not admit', () => {
      for (const id of [372, 373]) {
        const { jws, k } = find(id);
        const [header = '', payload = '', signature] = jws.split('.');
        assert.match(`${header}${payload}`, /[^A-Za-z0-9_-]/);
        // RFC 7515 §5.2 (8): the signing input is what was received, so even a reader who skips the “?” must refuse.
        assert.notEqual(mac(`${header}.${payload}`, k), signature);
        assert.equal(mac(`${header}.${payload}`.replaceAll('?', ''), k), signature);
      }
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
