import assert from 'node:assert/strict';
import { attack } from '../../attack/attack.ts';

describe('a sign-in under attack', () => {
  it('completes, and only its own answer is taken (the full length is `npm run test:attack`)', async () => {
    const { hostile, outcomes, subject, status, duplicate } = await attack(2000);
    assert.equal(subject, 'ada');
    assert.equal(status, 200);
    assert.notEqual(duplicate, 200);
    assert.ok(hostile >= 2000);
    assert.deepEqual(
      Object.keys(outcomes).filter((one) => !['400', '404', '405', '421', '431', '503', 'hung up'].includes(one)),
      [],
    );
  });
});
