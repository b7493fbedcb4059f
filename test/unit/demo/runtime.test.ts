import { strict as assert } from 'node:assert';
import { hash } from 'node:crypto';
import { fillRuntimeGaps } from '../../../src/demo/runtime.ts';

interface Old {
  URL: { parse?: (url: string) => URL | null };
  crypto: { hash?: (algorithm: string, data: string, encoding?: string) => string | Buffer };
}

describe('demo on an old run time', () => {
  const old: Old = { URL: {}, crypto: {} };

  before(() => {
    fillRuntimeGaps(old);
  });

  it('parses URLs as URL.parse does', () => {
    assert.equal(old.URL.parse?.('https://a.example/b')?.href, URL.parse('https://a.example/b')?.href);
    assert.equal(old.URL.parse?.('not a URL'), null);
  });

  it('hashes as crypto.hash does', () => {
    for (const encoding of ['hex', 'base64', 'base64url', 'buffer'] as const) {
      assert.deepEqual(old.crypto.hash?.('sha256', 'text', encoding), hash('sha256', 'text', encoding));
    }
    assert.equal(old.crypto.hash?.('sha256', 'text'), hash('sha256', 'text'));
  });

  it('leaves what is there alone', () => {
    const { parse } = old.URL;
    fillRuntimeGaps(old);
    assert.equal(old.URL.parse, parse);
  });
});
