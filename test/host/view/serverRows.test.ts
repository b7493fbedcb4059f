import assert from 'node:assert/strict';
import { decode } from '../../../src/token/decode.ts';
import { text } from '../../../src/token/text.ts';
import type { Verification } from '../../../src/token/verification.ts';
import { IssuerFacts } from '../../../src/view/issuerFacts.ts';
import { serverRows } from '../../../src/view/serverRows.ts';
import { now } from '../../unit/token/tokens.ts';

const claims = { sub: 'ada', name: 'Ada' };

describe('what a server says about a token', () => {
  async function userinfoRow(signature?: Verification): Promise<readonly (string | undefined)[]> {
    const issuer = new IssuerFacts(() => undefined);
    const token = decode('ya29.a0AfH6SMBxk3qT-9rToken77');
    const userinfo = { claims, ...(signature !== undefined && { signature }) };
    await issuer.answers.fetch(token.raw, () =>
      Promise.resolve({ profile: 'p', introspection: { reason: 'none' }, userinfo }),
    );
    const [root] = serverRows({ id: 'x', title: '', token, use: 'unknown', issuer, now });
    const rows = (await root?.children?.()) ?? [];
    const row = rows.find(({ label }) => label === 'Userinfo');
    const inside = (await row?.children?.()) ?? [];
    return [row?.description, ...inside.map(({ label, description }) => `${label}: ${description ?? ''}`)];
  }

  it('has its claims, and nothing about a signature where there is none', async () => {
    assert.deepEqual(await userinfoRow(), ['2', 'sub: ada', 'name: Ada']);
  });

  it('is verified, not verifiable or invalid where it is signed', async () => {
    const states: readonly (readonly [Verification, string])[] = [
      [{ state: 'verified', kid: 'k1', alg: 'ES256', text: text('') }, 'verified with key k1'],
      [{ state: 'notVerifiable', reason: 'symmetric', text: text('A secret.') }, 'not verifiable: A secret.'],
      [{ state: 'invalid', reason: 'signature', text: text('Changed.') }, 'invalid: Changed.'],
    ];
    for (const [signature, words] of states) {
      assert.deepEqual(await userinfoRow(signature), [
        `2 · signed: ${words}`,
        `Signature: ${words}`,
        'sub: ada',
        'name: Ada',
      ]);
    }
  });
});
