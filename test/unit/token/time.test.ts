import assert from 'node:assert/strict';
import { claimTime, duration, expiresIn, nextChange, relativeTime, untilRedraw } from '../../../src/token/time.ts';
import { english } from './english.ts';
import { now } from './tokens.ts';

describe('time in words', () => {
  it('says how long a token lives, in one unit, to the nearest whole', () => {
    const said = (seconds: number): string => english(expiresIn(now + seconds, now));
    assert.equal(said(59), 'expires in 59 s');
    assert.equal(said(59.6), 'expires in 60 s');
    assert.equal(said(89), 'expires in 90 s');
    assert.equal(said(116), 'expires in 120 s');
    assert.equal(said(179), 'expires in 180 s');
    assert.equal(said(181), 'expires in 3 min');
    assert.equal(said(58 * 60 + 29), 'expires in 58 min');
    assert.equal(said(119.6 * 60), 'expires in 2 h');
    assert.equal(said(47.6 * 3600), 'expires in 2 days');
    assert.equal(said(3600), 'expires in 60 min');
    assert.equal(said(3 * 3600), 'expires in 3 h');
    assert.equal(said(10 * 86_400), 'expires in 10 days');
    assert.equal(said(0), 'expired 0 s ago');
    assert.equal(said(-180), 'expired 3 min ago');
    assert.equal(said(-3 * 86_400), 'expired 3 days ago');
  });

  it('says the same of a token for an hour, by whichever clock and a moment later', () => {
    for (const passed of [-1, 0, 0.4, 1, 2, 10])
      assert.equal(english(expiresIn(now + 3600, now + passed)), 'expires in 60 min');
  });

  it('says when other things were or will be', () => {
    assert.equal(english(relativeTime(now - 7200, now)), '2 h ago');
    assert.equal(english(relativeTime(now + 80, now)), 'in 80 s');
    assert.equal(english(duration(80)), '80 s');
    assert.equal(english(relativeTime(now - 80, now)), '1 min ago');
    assert.equal(english(relativeTime(now - 700 * 86_400, now)), '700 days ago');
    assert.equal(english(relativeTime(now - 3233 * 86_400, now)), '8 years ago');
    assert.equal(english(expiresIn(now + 3653 * 86_400, now)), 'expires in 10 years');
  });

  it('knows when the sentence changes next', () => {
    for (const start of [
      -100_000, -4000, -130, -61, -5, 1, 30, 59, 60, 61, 64, 65, 89, 130, 179.4, 180, 3600, 7169, 7171, 7199, 7201,
      9001, 10_799, 10_801, 100_000, 171_001, 172_801, 63_115_199, 63_115_201, -94_672_799,
    ]) {
      const wait = nextChange(now + start, now);
      assert.ok(wait >= 1);
      for (let step = 0; step < wait; step += Math.max(1, Math.floor(wait / 50))) {
        const [before, after] = [english(expiresIn(now + start, now)), english(expiresIn(now + start, now + step))];
        if (before !== after) assert.fail(`${start}: "${before}" becomes "${after}" after ${step} s, before ${wait} s`);
      }
    }
  });

  it('is drawn again at the expiry itself, and in the last minute every five seconds, everywhere at the same', () => {
    for (const left of [0.2, 0.5, 2, 7, 9.9, 33.3, 59.9]) {
      const drawn = [left];
      while (drawn.at(-1)! > 0) drawn.push(drawn.at(-1)! - untilRedraw(now + drawn.at(-1)!, now));
      const last = drawn.at(-1)!;
      assert.ok(last <= 0 && last > -0.2, `${left} s: ${drawn.join()}`);
      for (const then of drawn.slice(1, -1)) assert.equal(Math.round(then) % 5, 0, `${left} s: ${drawn.join()}`);
    }
    for (const left of [-30, 60, 90, 3600, 100_000]) assert.ok(untilRedraw(now + left, now) >= 5, String(left));
  });
});

describe('claimTime', () => {
  it('reads seconds, and what servers write in their place', () => {
    assert.equal(claimTime(now), now);
    assert.equal(claimTime(now + 0.5), now + 0.5);
    assert.equal(claimTime(String(now)), now);
    assert.equal(claimTime(now * 1000), now);
    assert.equal(claimTime('2026-03-01T12:00:00Z'), now);
  });

  it('leaves alone what is no time', () => {
    for (const value of [undefined, null, true, {}, [], '', 'soon', -1, NaN, Infinity, '9'.repeat(50)]) {
      assert.equal(claimTime(value), undefined);
    }
  });
});
