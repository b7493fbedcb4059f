import assert from 'node:assert/strict';
import { countdown } from '../../../src/view/countdown.ts';

describe('the time that is left', () => {
  for (const [seconds, text] of [
    [600, '10:00'],
    [599.2, '10:00'],
    [65, '1:05'],
    [0.4, '0:01'],
    [0, '0:00'],
    [-7, '0:00'],
  ] as const) {
    it(`of ${seconds} seconds is ${text}`, () => {
      assert.equal(countdown(seconds), text);
    });
  }
});
