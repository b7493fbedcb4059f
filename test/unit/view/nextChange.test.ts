import assert from 'node:assert/strict';
import { accessTokenOf, isFresh } from '../../../src/session/accessTokens.ts';
import type { AccessToken } from '../../../src/session/session.ts';
import { untilNextChange } from '../../../src/view/nextChange.ts';
import { FakeServer, profile } from '../session/support.ts';

const now = 1_800_000_000;
const issued = accessTokenOf(new FakeServer().signIn(), profile, profile.apis[0], 'ada');

function token(lifetime: number): AccessToken {
  return { ...issued, receivedAt: now, expiresAt: now + lifetime };
}

describe('the next change of what is said of a lifetime', () => {
  it('comes no later than the second in which the token stops being fresh', () => {
    for (const [lifetime, minimum] of [
      [3600, 60],
      [3600, 1790],
      [90, 77],
      [40, 60],
    ] as const) {
      const used = token(lifetime);
      let at = now;
      while (isFresh(used, minimum, at)) {
        const wait = untilNextChange(used, minimum, at);
        assert.ok(wait !== undefined && wait > 0, 'a token that will go stale is drawn again');
        at += wait;
        assert.ok(isFresh(used, minimum, at - wait), 'and was fresh until then');
      }
      const stale = at;
      assert.ok(
        isFresh(used, minimum, stale - 1),
        `${String(lifetime)} s, at least ${String(minimum)}: not a second late`,
      );
    }
  });

  it('comes when the words change, and for the last time when the token has expired', () => {
    const used = token(150);
    let drawings = 0;
    let at = now;
    for (let wait: number | undefined = 0; wait !== undefined; wait = untilNextChange(used, 60, at)) {
      at += wait;
      drawings += 1;
    }
    assert.ok(at >= used.expiresAt! && at < used.expiresAt! + 1, 'the last drawing is the one that says expired');
    assert.ok(drawings < 30, 'not one a second');
  });

  it('never comes for a token that has expired, or whose expiry nobody knows', () => {
    assert.equal(untilNextChange(token(10), 60, now + 10), undefined);
    const unknown = { ...issued };
    delete unknown.expiresAt;
    assert.equal(untilNextChange(unknown, 60, now), undefined);
  });
});
