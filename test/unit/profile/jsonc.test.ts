import assert from 'node:assert/strict';
import { offsetOfKey, startOfObject } from '../../../src/profile/jsonc.ts';

const file = `// "tokenInspector.profiles": a comment
{
  /* "tokenInspector.profiles": { "a": 1 } */
  "b": { "tokenInspector.profiles": { "b": "wrong" } },
  "a\\"b": ["b", { "b": 1 }, "tokenInspector.profiles"],
  "tokenInspector.profiles" /* here */ : {
    "a": { "issuer": "b", "apis": { "b": {} }, },
    // "b": {},
    "b": { "issuer": "https://x.example//", "scopes": [{ "clientId": 1 }], "clientId": "x" },
  },
}`;

describe('offsetOfKey', () => {
  const rest = (path: string[]) => {
    const offset = offsetOfKey(file, path);
    return offset === undefined ? undefined : file.slice(offset, offset + 24);
  };

  it('finds a key at its own level only', () => {
    assert.equal(rest(['tokenInspector.profiles']), '"tokenInspector.profiles');
    assert.ok(offsetOfKey(file, ['tokenInspector.profiles'])! > file.indexOf('a\\"b'));
    assert.equal(rest(['tokenInspector.profiles', 'b']), '"b": { "issuer": "https:');
    assert.equal(rest(['tokenInspector.profiles', 'b', 'clientId']), '"clientId": "x" },\n  },\n');
    assert.equal(rest(['tokenInspector.profiles', 'a', 'apis', 'b']), '"b": {} }, },\n    // "b"');
    assert.equal(rest(['a"b']), '"a\\"b": ["b", { "b": 1 }');
  });

  it('finds nothing where there is nothing', () => {
    assert.equal(rest(['tokenInspector.profiles', 'c']), undefined);
    assert.equal(rest(['tokenInspector.profiles', 'a', 'clientId']), undefined);
    assert.equal(offsetOfKey('{"a": 5, "c": {"b": 1}, "d": [{"b": 1}]}', ['a', 'b']), undefined);
    for (const broken of ['', '{', '"', '}}}', '{"a', '/*', '{"tokenInspector.profiles":', '\\']) {
      assert.equal(offsetOfKey(broken, ['a']), undefined);
    }
  });

  it('reads a megabyte quickly', () => {
    assert.equal(offsetOfKey('{'.repeat(500_000) + '"'.repeat(500_001), ['a']), undefined);
    assert.equal(offsetOfKey('/*'.repeat(500_000), ['a']), undefined);
    assert.equal(offsetOfKey('"a" /*'.repeat(200_000), ['a']), undefined);
    assert.equal(offsetOfKey(`["a" ${'/**/'.repeat(200)}]`, ['a']), undefined);
  });
});

describe('startOfObject', () => {
  it('is behind the first brace', () => {
    assert.deepEqual(startOfObject('// {\n{ }'), { offset: 6, empty: true });
    assert.deepEqual(startOfObject('{ // x\n "a": 1 }'), { offset: 1, empty: false });
    for (const none of ['', ' // x', '[]', '"a"', '5']) assert.equal(startOfObject(none), undefined);
  });
});
