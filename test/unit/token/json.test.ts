import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nestingLimit, parseJson } from '../../../src/token/json.ts';

describe('parseJson', () => {
  it('reads what JSON.parse reads, and refuses what it refuses', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((json) => json.slice(1)),
        ),
        (source) => {
          let expected: string | undefined;
          try {
            expected = JSON.stringify(JSON.parse(source));
          } catch {
            expected = undefined;
          }
          const { document } = parseJson(source);
          assert.equal(document === undefined ? undefined : JSON.stringify(document.value), expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('finds names that stand twice, at any level, and keeps the last value', () => {
    const { document } = parseJson('{"sub":"a","x":{"y":1,"y":2},"s\\u0075b":"b"}');
    assert.deepEqual(document?.duplicates, ['y', 'sub']);
    assert.equal(JSON.stringify(document.value), '{"sub":"b","x":{"y":2}}');
    assert.deepEqual(parseJson('[{"a":1},{"a":2}]').document?.duplicates, []);
  });

  it('takes __proto__ for a name like any other', () => {
    const { document } = parseJson('{"__proto__":{"admin":true},"constructor":1,"hasOwnProperty":2}');
    const value = document?.value as Record<string, unknown>;
    assert.equal(Object.getPrototypeOf(value), null);
    assert.deepEqual(Object.keys(value), ['__proto__', 'constructor', 'hasOwnProperty']);
    assert.equal(value['admin'], undefined);
    assert.equal(({} as Record<string, unknown>)['admin'], undefined);
    assert.deepEqual(document?.duplicates, []);
  });

  it('reads 100,000 levels and leaves out what is too deep', () => {
    const levels = 100_000;
    const { document } = parseJson(`{"a":1,"b":${'['.repeat(levels)}${']'.repeat(levels)}}`);
    assert.equal(document?.depth, levels + 1);
    assert.equal(document.cut, true);
    const written = JSON.stringify(document.value);
    assert.ok(written.startsWith('{"a":1,"b":[['));
    assert.ok(written.length < 4 * nestingLimit);
  });

  it('tells numbers that lose digits', () => {
    assert.equal(parseJson('{"id":9007199254740993}').document?.inexact, true);
    assert.equal(parseJson('{"id":1e999}').document?.inexact, true);
    assert.equal(parseJson('{"id":9007199254740991,"x":0.1}').document?.inexact, false);
  });

  it('says where and why it stops', () => {
    const stops = {
      '{"a":1': [6, 'end'],
      '{"a" 1}': [5, 'character'],
      '"\u0001"': [1, 'control'],
      '"\\x"': [1, 'escape'],
    };
    for (const [source, [at, reason]] of Object.entries({ ...stops, '01': [1, 'number'], '1 2': [2, 'trailing'] })) {
      const result = parseJson(source);
      assert.ok(result.document === undefined);
      assert.deepEqual(result.error, { at, reason });
    }
  });
});
