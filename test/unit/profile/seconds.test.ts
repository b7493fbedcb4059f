import assert from 'node:assert/strict';
import { readSeconds } from '../../../src/profile/seconds.ts';
import { english } from '../token/english.ts';

describe('readSeconds', () => {
  it('takes numbers inside the limits, and the default where there is none', () => {
    assert.deepEqual(readSeconds('minimumLifetime', 0), { seconds: 0 });
    assert.deepEqual(readSeconds('signInTimeout', 12.5), { seconds: 12.5 });
    assert.deepEqual(readSeconds('minimumLifetime', undefined), { seconds: 60 });
    assert.deepEqual(readSeconds('signInTimeout', null), { seconds: 300 });
    assert.deepEqual(readSeconds('clearClipboardAfter', undefined), { seconds: 0 });
  });

  for (const bad of ['60', -1, NaN, Infinity, 1e12, true, {}, []]) {
    it(`falls back for ${JSON.stringify(bad)} and names the key`, () => {
      const { seconds, problem } = readSeconds('minimumLifetime', bad);
      assert.equal(seconds, 60);
      assert.deepEqual(problem?.path, ['tokenInspector.minimumLifetime']);
      assert.equal(problem.severity, 'warning');
      assert.equal(
        english(problem.text),
        '“tokenInspector.minimumLifetime” must be a number of seconds from 0 to 86400. 60 is used.',
      );
    });
  }
});
