import assert from 'node:assert/strict';
import { removeMember, setMember } from '../../../src/profile/setMember.ts';

/** The file after the change. */
function set(source: string, path = ['p'], key = 'new', value: unknown = { issuer: 'i' }): string {
  const change = setMember(source, path, key, value);
  assert.ok(change !== undefined);
  return source.slice(0, change.start) + change.text + source.slice(change.end);
}

describe('a profile put into a settings file', () => {
  it('comes last, and every comment stays where it is', () => {
    assert.equal(
      set('{\n  // a\n  "p": {\n    // b\n    "one": { "x": "//" } // c\n    /* d */\n  }, // e\n  "z": 1\n}\n'),
      '{\n  // a\n  "p": {\n    // b\n    "one": { "x": "//" }, // c\n    /* d */\n    "new": {\n      "issuer": "i"\n    }\n  }, // e\n  "z": 1\n}\n',
    );
  });

  it('needs no second comma', () => {
    assert.equal(
      set('{\n\t"p": {\n\t\t"one": {}, // ,\n\t}\n}'),
      '{\n\t"p": {\n\t\t"one": {}, // ,\n\t\t"new": {\n\t\t\t"issuer": "i"\n\t\t}\n\t}\n}',
    );
    assert.equal(
      set('{"p": {"one": 1 /* , */}}'),
      '{"p": {"one": 1, /* , */\n\t\t"new": {\n\t\t\t"issuer": "i"\n\t\t}\n\t}}',
    );
  });

  it('goes into an object that is empty but for a comment', () => {
    assert.equal(
      set('{\n "p": {\n  // mine\n }\n}'),
      '{\n "p": {\n  // mine\n  "new": {\n   "issuer": "i"\n  }\n }\n}',
    );
    assert.equal(set('{"p":{}}'), '{"p":{\n\t\t"new": {\n\t\t\t"issuer": "i"\n\t\t}\n\t}}');
  });

  it('takes the place of the one of its name, and of no other', () => {
    assert.equal(
      set('{"q":{"new":1},"p":{"a":{"new":2},"new":[{"x":[]}] /* k */,"b":3}}', ['p'], 'new', 4),
      '{"q":{"new":1},"p":{"a":{"new":2},"new":4 /* k */,"b":3}}',
    );
  });

  it('keeps the line ends of the file', () => {
    assert.equal(
      set('{\r\n  "p": {\r\n  }\r\n}'),
      '{\r\n  "p": {\r\n    "new": {\r\n      "issuer": "i"\r\n    }\r\n  }\r\n}',
    );
  });

  it('finds the settings of a workspace file one level deeper', () => {
    assert.match(set('{"folders":[],"settings":{"p":{}}}', ['settings', 'p']), /"settings":\{"p":\{\s+"new"/);
  });

  it('reads a megabyte of blanks quickly', () => {
    const blanks = '\n'.repeat(1_000_000);
    assert.match(set(`{"p":{${blanks}"a":1}}`, ['p'], 'b', 2), /"a":1,\n\t\t"b": 2\n\t\}\}$/);
    assert.equal(removeMember(`{${blanks}"a":1,${blanks}"b":2}`, ['b'])?.text, '');
  });

  it('changes nothing where the object is not there', () => {
    for (const source of ['', '{}', '{"p": []}', '{"p": 1}', '{"x": {"p": {}}}', '{"p": {']) {
      assert.equal(setMember(source, ['p'], 'new', 1), undefined, source);
    }
  });
});

describe('a member taken out of a file', () => {
  const removed = (source: string, path: string[]): string => {
    const change = removeMember(source, path);
    assert.ok(change !== undefined);
    return source.slice(0, change.start) + change.text + source.slice(change.end);
  };

  it('takes its comma along, whether it is first, last or alone', () => {
    assert.equal(removed('{\n  "a": 1,\n  "b": [2]\n}', ['a']), '{\n  "b": [2]\n}');
    assert.equal(removed('{\n  "a": 1,\n  "b": [2]\n}', ['b']), '{\n  "a": 1\n}');
    assert.equal(removed('{ "p": { "a": 1 } }', ['p', 'a']), '{ "p": { } }');
  });

  it('is none where there is no such member', () => {
    assert.equal(removeMember('{"p": {"a": 1}}', ['p', 'b']), undefined);
  });
});
