import assert from 'node:assert/strict';
import { decode } from '../../../../src/token/decode.ts';
import { mayBeTestToken, startOfTestToken } from '../../../../src/token/testToken/mayBe.ts';
import { readTestToken, sampleDocument, testTokenDocument } from '../../../../src/token/testToken/document.ts';
import { english } from '../english.ts';
import { auth0Claims, encode, jwt } from '../tokens.ts';

const notes = ['A note.', 'Another one.'];

function read(source: string): Exclude<ReturnType<typeof readTestToken>, { at: number }> {
  const token = readTestToken(source);
  assert.ok(!('at' in token), 'text' in token ? english(token.text) : '');
  return token;
}

/** `line:column: sentence`, counted as editors do. */
function fault(source: string): string {
  const found = readTestToken(source);
  assert.ok('at' in found);
  const lines = source.slice(0, found.at).split('\n');
  return `${String(lines.length)}:${String(lines.at(-1)!.length + 1)}: ${english(found.text)}`;
}

describe('the document of a test token', () => {
  it('has the header and the claims of the token that it is made of, and neither token nor signature', () => {
    const raw = jwt({ ...auth0Claims, note: 'a \u202e trick' });
    const source = testTokenDocument(decode(raw), notes) ?? '';
    assert.match(source, /^\/\/ A note\.\n\/\/ Another one\.\n\{\n {2}"header": \{\n {4}"alg": "RS256"/);
    assert.doesNotMatch(source, /eyJ|\u202e/);
    const { alg, header, payload } = read(source);
    assert.equal(alg, 'RS256');
    assert.deepEqual({ ...header }, { alg: 'RS256', typ: 'JWT', kid: 'k1' });
    assert.equal(JSON.stringify(payload), JSON.stringify({ ...auth0Claims, note: 'a \u202e trick' }));
    assert.ok(mayBeTestToken(source));
  });

  it('is a sample with what is known where the token cannot be read', () => {
    assert.equal(testTokenDocument(decode('opaque-token-value'), notes), undefined);
    const { payload } = read(sampleDocument({ iss: 'https://login.test', aud: 'orders' }, 1000, notes));
    assert.deepEqual(
      [payload['iss'], payload['aud'], payload['iat'], payload['exp']],
      ['https://login.test', 'orders', 1000, 4600],
    );
  });

  it('may have comments and trailing commas, and none of it changes what is signed', () => {
    const { payload, payloadText } = read(`// payload: {
      { /* "header" */ "header": { "alg": "none", },
        "payload": { "sub": "a // b, }", // who
          "aud": [ "x", /* no more */ ], "nested": { "payload": 1 } , }, }`);
    assert.equal(payload['sub'], 'a // b, }');
    assert.equal(payloadText, '{"sub":"a // b, }","aud":["x"],"nested":{"payload":1}}');
  });

  it('signs digits and names that occur twice as they are written', () => {
    const { payloadText } = read(
      '{"header":{"alg":"none"},"payload":{"id": 12345678901234567890, "a": 1.0, "a": "\\u0061", "__proto__": {}}}',
    );
    assert.equal(payloadText, '{"id":12345678901234567890,"a":1.0,"a":"\\u0061","__proto__":{}}');
  });

  it('says where the JSON breaks, comments counted', () => {
    assert.match(
      fault('// one\n{\n  "header": { "alg": "ES256" }\n  "payload": {} }'),
      /^4:3: This is not what JSON has here/,
    );
    assert.match(fault('{ "header": { "alg": "ES256" }, "payload": { '), /^1:46: The JSON ends too early/);
    assert.match(fault('{ "header": {}, "payload": { "a": 01 } }'), /^1:36: This is no number/);
    assert.match(fault(''), /^1:1: The JSON ends too early/);
    assert.match(fault('{ "header": {"alg":"none"}, "payload": {} } x'), /^1:45: Something follows/);
  });

  it('says what is missing, and where', () => {
    assert.match(fault('[]'), /^1:1: A test token is an object with two objects/);
    assert.match(fault('{ "header": { "alg": "none" },\n  "payload": "text" }'), /^2:3: A test token is/);
    assert.match(fault('{\n "payload": {}, "header": { "typ": "JWT" } }'), /^2:17: The header must say how/);
    assert.match(fault('x'.repeat(500_001)), /too long/);
  });

  it('is read at once, however its comments could be read in other ways', () => {
    for (const between of ['/'.repeat(5000), '/**/'.repeat(5000), '// /* */ '.repeat(5000), '\n'.repeat(200_000)]) {
      const { payloadText } = read(`{"header":{"alg":"none"},"payload":{"a":1,${between}\n"b":2}}`);
      assert.equal(payloadText, '{"a":1,"b":2}');
    }
  });

  it('begins where its brace stands, and that is found at once in a file of empty lines', () => {
    assert.equal(startOfTestToken('// {\n\n  {"header"'), 6);
    assert.equal(startOfTestToken(`["header": {"alg": 1, "payload": {${'\n'.repeat(500_000)}`), 0);
  });

  it('is told from other JSON by its first lines, and quickly', () => {
    for (const other of [
      '{}',
      '{"header":[{"alg":1}],"payload":{}}',
      '{"header":{},"payload":{}}',
      '{"dependencies":{"alg":"1"}}',
    ]) {
      assert.equal(mayBeTestToken(other), false, other);
    }
    assert.equal(mayBeTestToken('"header":{'.repeat(200_000)), false);
    assert.equal(
      mayBeTestToken(`{"header": ${JSON.stringify({ alg: 'none' })}, "payload": {"a": "${encode('x')}"}}`),
      true,
    );
  });
});
