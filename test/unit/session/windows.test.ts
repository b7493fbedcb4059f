import assert from 'node:assert/strict';
import { contend } from '../../sessions/contention.ts';
import { faults, inject } from '../../sessions/faults.ts';
import { useFirst } from '../../sessions/firstUse.ts';
import { killRefreshes, killStores } from '../../sessions/kills.ts';

/** A short form of `npm run test:sessions`, which does the same hundreds of times. */
describe('windows, as processes of their own', function () {
  this.timeout(60_000);

  it('refresh once for each expiry, though they open, close and never see each other in SecretStorage', async () => {
    const { refreshes, reuses, wrongRounds, errors } = await contend({
      windows: 4,
      expiries: 3,
      propagation: 'never',
      comeAndGo: true,
    });
    assert.deepEqual(
      { refreshes, reuses, wrongRounds, errors },
      { refreshes: 3, reuses: 0, wrongRounds: 0, errors: [] },
    );
  });

  for (const propagation of ['slowly', 'never'] as const) {
    it(`make one key when both need it first, and SecretStorage brings it ${propagation}`, async () => {
      assert.deepEqual((await useFirst(propagation, 1)).wrong, []);
    });
  }

  it('lose nothing silently when one of them is killed in a refresh', async () => {
    const { kills, wrong } = await killRefreshes({ every: 17 });
    assert.deepEqual(wrong, []);
    assert.ok(kills > 3);
  });

  it('lose nothing when one of them is killed in a store', async () => {
    const { kills, wrong } = await killStores({ every: 13, withKey: true });
    assert.deepEqual(wrong, []);
    assert.ok(kills > 2);
  });
});

describe('a refresh through the real protocol', () => {
  for (const name of Object.keys(faults)) {
    it(`that meets "${name}" ends no session`, async () => {
      assert.deepEqual(await inject(name, 3), { injected: 3, ended: 0, wrong: [] });
    });
  }
});
