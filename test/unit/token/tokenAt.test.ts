import assert from 'node:assert/strict';
import { mayHoldToken, reach } from '../../../src/token/mayHoldToken.ts';
import { tokenAt } from '../../../src/token/tokenAt.ts';
import { auth0Claims, encode, jwt } from './tokens.ts';

const token = jwt(auth0Claims);
const opaque = 'ya29.a0AfH6SMBxk3qT-9rTokenOfGoogle_77';

function under(line: string, part: string): string | undefined {
  return tokenAt(line, line.indexOf(part) + 10)?.token.raw;
}

describe('tokenAt', () => {
  it('finds the token in a line of any kind of file', () => {
    for (const line of [
      `Authorization: Bearer ${token}`,
      `ACCESS_TOKEN=${token}`,
      `  "id_token": "${token}",`,
      `2026-03-01T12:00:00Z DEBUG sending "${token}" to https://api.example.com`,
      `curl -H 'Authorization: Bearer ${token}' https://api.example.com`,
      `https://app.example.com/#access_token=${token}&token_type=Bearer`,
      token,
    ]) {
      assert.equal(under(line, 'eyJ'), token, line);
    }
    assert.equal(under(`TOKEN=${opaque}`, 'ya29'), opaque);
    assert.equal(under(`Authorization: Bearer ${opaque}`, 'ya29'), opaque);
  });

  it('says where it begins and ends', () => {
    const line = `token: "${token}" # mine`;
    const found = tokenAt(line, 50);
    assert.equal(line.slice(found?.start, found?.end), token);
    assert.equal(found?.cut, false);
  });

  it('finds the one that is pointed at, and none beside it', () => {
    const other = jwt({ sub: 'other' });
    const line = `${token} ${other} and some words after them`;
    assert.equal(tokenAt(line, 5)?.token.raw, token);
    assert.equal(tokenAt(line, token.length + 10)?.token.raw, other);
    assert.equal(tokenAt(line, line.length - 3), undefined);
  });

  it('keeps still about what only looks like a token', () => {
    for (const line of [
      'const token = await getAccessToken(request.headers.authorization);',
      'const accessToken = process.env.ACCESS_TOKEN_2;',
      'token: ${{ secrets.GITHUB_TOKEN }}',
      'Authorization: Bearer <your-access-token-here>',
      'the bearer of-this-long-letter-is-a-friend',
      'refresh_token: refreshTokenOfTheSession',
      `session=${encode({ user: 1, cart: [1, 2, 3, 4] })}.ZfX3Qg.c2lnbmF0dXJlIG9mIGZsYXNr`,
      `//# sourceMappingURL=data:application/json;base64,${encode({ version: 3, sources: ['a.js', 'b.js'] })}`,
    ]) {
      for (let column = 0; column <= line.length; column += 3) assert.equal(tokenAt(line, column), undefined, line);
    }
  });

  it('reads no more of an endless line than it has to', () => {
    const padding = 'x '.repeat(2_000_000);
    const line = `${padding}${token} ${padding}`;
    const seen: number[] = [];
    // A line that tells how much of it is taken.
    const watched = new Proxy(Object(line) as object, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (name === 'length') return line.length;
        if (typeof value !== 'function') return value;
        return (...args: number[]) => {
          const result = (value as (...args: number[]) => unknown).apply(line, args);
          if (typeof result === 'string') seen.push(result.length);
          return result;
        };
      },
    });
    assert.equal(tokenAt(watched as unknown as string, padding.length + 30)?.token.raw, token);
    assert.ok(seen.length > 0 && seen.every((length) => length <= 2 * reach), seen.join());
  });

  it('says that a token of a megabyte goes on', () => {
    const huge = jwt({ ...auth0Claims, filler: 'x'.repeat(1_000_000) });
    assert.equal(tokenAt(`TOKEN=${huge}`, 20)?.cut, true);
    assert.equal(tokenAt(huge, 600_000), undefined, 'its beginning is too far away');
  });
});

describe('mayHoldToken', () => {
  it('spares most lines any work', () => {
    for (const line of [
      '',
      'import assert from "node:assert/strict";',
      '  "name": "token-inspector",',
      '}'.repeat(100),
    ]) {
      assert.equal(mayHoldToken(line, 5), false, line);
    }
  });

  it('lets every line pass that has a token near the place', () => {
    for (const line of [token, `Bearer ${opaque}`, `my_token=${opaque}`, opaque])
      assert.equal(mayHoldToken(line, 3), true);
    assert.equal(mayHoldToken(`${token} ${' '.repeat(3 * reach)}`, 3 * reach), false);
  });
});
