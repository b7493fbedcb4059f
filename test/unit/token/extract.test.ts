import assert from 'node:assert/strict';
import { extract } from '../../../src/token/extract.ts';
import { jwt } from './tokens.ts';

const token = jwt({ sub: 'a' });
const other = jwt({ sub: 'b' });

describe('extract', () => {
  it('finds each token once, in order, with its place and name', () => {
    const text = `{"access_token":"${token}","id_token":"${other}","refresh_token":"v1.Mabcdefghijk","token_type":"Bearer"}`;
    const found = extract(text);
    assert.deepEqual(
      found.map(({ name, token: value }) => [name, value]),
      [
        ['access_token', token],
        ['id_token', other],
        ['refresh_token', 'v1.Mabcdefghijk'],
      ],
    );
    for (const { start, end, token: value } of found) assert.equal(text.slice(start, end), value);
  });

  it('leaves the full stop of a sentence out', () => {
    assert.deepEqual(
      extract(`The token is ${token}.`).map((found) => found.token),
      [token],
    );
  });

  it('finds a JWT without any name, and none in ordinary text', () => {
    assert.deepEqual(extract(`x ${token} y`), [{ token, start: 2, end: 2 + token.length }]);
    assert.deepEqual(
      extract('eyJ is how they begin. The token_type is Bearer, the token endpoint https://example.com/token'),
      [],
    );
    assert.deepEqual(extract('key eyeJustEyes.andMore.andMoreStill'), []);
  });

  it('stops after a hundred', () => {
    assert.equal(extract(`${token}\n`.repeat(500)).length, 100);
  });
});
