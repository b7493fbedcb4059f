import assert from 'node:assert/strict';
import { decodeBase64url, decodeUtf8 } from '../../../src/token/base64url.ts';

describe('decodeBase64url', () => {
  it('reads what Buffer writes, of every length', () => {
    for (let length = 0; length < 20; length++) {
      const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 89 + length) % 256));
      const read = decodeBase64url(bytes.toString('base64url'));
      assert.deepEqual(Buffer.from(read.bytes!), bytes);
      assert.equal(read.stray, undefined);
    }
  });

  it('reads what strays and says how', () => {
    assert.equal(decodeBase64url('YQ==').stray, 'padding');
    assert.equal(decodeBase64url('+/8').stray, 'standardAlphabet');
    assert.equal(decodeBase64url('YR').stray, 'trailingBits');
    assert.deepEqual([...decodeBase64url('+/8').bytes!], [0xfb, 0xff]);
  });

  it('refuses anything else with its position', () => {
    assert.equal(decodeBase64url('ab!d').at, 2);
    assert.equal(decodeBase64url('ab cd').at, 2);
    assert.equal(decodeBase64url('abcdé').at, 4);
    assert.equal(decodeBase64url('abcde').at, 5);
    assert.equal(decodeBase64url('a===').at, 1);
  });
});

describe('decodeUtf8', () => {
  it('is strict', () => {
    assert.equal(decodeUtf8(Buffer.from('æ')), 'æ');
    assert.equal(decodeUtf8(new Uint8Array([0xc3])), undefined);
    assert.equal(decodeUtf8(new Uint8Array([0xed, 0xa0, 0x80])), undefined);
  });
});
