import assert from 'node:assert/strict';
import { safeJson, safeText, safeValue, visibleJson } from '../../../src/token/display.ts';

describe('safeText', () => {
  it('leaves ordinary text of any language as it is', () => {
    for (const value of ['read:orders', 'Åse Ødegård', '山田', 'سلام', '🙂']) assert.equal(safeText(value), value);
  });

  it('shows what is invisible or turns the direction', () => {
    assert.equal(safeText('admin\u202Egnp.exe'), 'admin⟨U+202E⟩gnp.exe');
    assert.equal(safeText('a\u200Bb\u2066c\uFEFFd'), 'a⟨U+200B⟩b⟨U+2066⟩c⟨U+FEFF⟩d');
    assert.equal(safeText('a\u0000b\nc\u001B[31m\u0085'), 'a⟨U+0000⟩b⟨U+000A⟩c⟨U+001B⟩[31m⟨U+0085⟩');
    assert.equal(safeText('\u{E0041}\u3164\u2800\u00AD\u2028'), '⟨U+E0041⟩⟨U+3164⟩⟨U+2800⟩⟨U+00AD⟩⟨U+2028⟩');
  });

  it('shows spaces that look like the plain one, and halves of characters', () => {
    assert.equal(safeText('read\u00A0orders'), 'read⟨U+00A0⟩orders');
    assert.equal(safeText('x\uD800y'), 'x⟨U+D800⟩y');
  });

  it('keeps marks from climbing over their neighbours', () => {
    assert.equal(safeText('e\u0301'), 'e\u0301');
    assert.match(safeText(`a${'\u0301'.repeat(8)}`), /⟨U\+0301⟩$/);
  });

  it('cuts with an ellipsis and never inside a character', () => {
    assert.equal(safeText('abcdef', 3), 'abc…');
    assert.equal(safeText('ab🙂cd', 3), 'ab…');
    assert.ok(safeText('x'.repeat(1_000_000)).length <= 201);
  });
});

describe('safeJson', () => {
  it('writes JSON', () => {
    assert.equal(safeJson({ a: [1, 'x', null, true], b: {} }), '{"a":[1,"x",null,true],"b":{}}');
  });

  it('is safe with deep, endless and hostile values', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    assert.equal(safeJson(deep), `${'['.repeat(20)}…${']'.repeat(20)}`);
    assert.ok(safeJson(Array.from({ length: 1_000_000 }, () => 'x')).length <= 201);
    assert.equal(safeJson(['\u202E']), '["⟨U+202E⟩"]');
  });
});

describe('safeValue', () => {
  it('writes strings plainly and lists of strings with commas', () => {
    assert.equal(safeValue('x'), 'x');
    assert.equal(safeValue(['a', 'b']), 'a, b');
    assert.equal(safeValue([1, 'b']), '[1,"b"]');
    assert.equal(safeValue([]), '[]');
    assert.equal(safeValue(undefined), 'undefined');
  });
});

describe('visibleJson', () => {
  it('means what the value means, on several lines', () => {
    const value = { name: 'Åse', list: [1, 'two\n'], none: null };
    assert.deepEqual(JSON.parse(visibleJson(value)), value);
    assert.equal(visibleJson({ a: 1 }), '{\n  "a": 1\n}');
  });

  it('escapes what does not show or turns the direction', () => {
    const value = 'admin\u202Egnp.exe\u200B\u{E0041}\u00A0x';
    assert.equal(visibleJson(value), '"admin\\u202egnp.exe\\u200b\\udb40\\udc41\\u00a0x"');
    assert.equal(JSON.parse(visibleJson(value)), value);
  });
});
