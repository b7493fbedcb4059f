import assert from 'node:assert/strict';
import { explainClaim } from '../../src/token/claims.ts';
import { decode } from '../../src/token/decode.ts';
import { safeValue, visibleJson } from '../../src/token/display.ts';
import { findings } from '../../src/token/findings.ts';
import { OperationCounter } from '../unit/token/operations.ts';
import { auth0Claims, jwt, now } from '../unit/token/tokens.ts';
import { reportFigure } from './score.ts';

const megabyte = 1_000_000;

/** Tokens of a size, each large in another way. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
  'one long claim': (size) => jwt({ ...auth0Claims, filler: 'x'.repeat(size * 0.7) }),
  'many claims': (size) =>
    jwt({ ...auth0Claims, ...Object.fromEntries(Array.from({ length: size / 25 }, (_, at) => [`claim${at}`, at])) }),
  'many scopes': (size) =>
    jwt({ ...auth0Claims, scope: Array.from({ length: size / 14 }, (_, at) => `read:${at}`).join(' ') }),
};

/** What the tree and the decoded document need of a token. */
function show(input: string): number {
  const token = decode(input);
  assert.equal(token.kind, 'jwt');
  const found = findings({ token, use: 'unknown', now });
  const rows = Object.entries(token.claims).map(([name, value]) => [
    explainClaim(name, value, { now }),
    safeValue(value),
  ]);
  return found.length + rows.length + visibleJson(token.claims).length;
}

describe('large tokens', () => {
  let counter: OperationCounter;
  before(() => {
    counter = new OperationCounter();
  });
  after(async () => counter.stop());

  for (const [name, make] of Object.entries(shapes)) {
    it(`${name}: a megabyte is shown, and four times as much takes four times the work`, async () => {
      const input = make(megabyte);
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        assert.ok(show(input) > 0);
        return performance.now() - start;
      });
      const few = await counter.count(make(megabyte / 16));
      const many = await counter.count(make(megabyte / 4));
      assert.ok(many <= few * 5 + 1000, `${few} operations became ${many}`);
      const median = [...times].sort((one, other) => one - other)[2] ?? 0;
      reportFigure(
        '1 MB token',
        `${name}: ${(input.length / megabyte).toFixed(1)} MB shown in ${median.toFixed(0)} ms; 4 times the size, ${(many / few).toFixed(1)} times the work`,
      );
    });
  }
});
