import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decode } from '../../src/token/decode.ts';
import type { Jwe, Jws, Jwt } from '../../src/token/decoded.ts';
import { explainHeader } from '../../src/token/header.ts';
import { verifySignature } from '../../src/token/signature.ts';
import type { Jwk } from '../../src/token/signature.ts';
import { verify } from '../../src/token/verify.ts';
import { reportScore } from './score.ts';

interface Example {
  readonly rfc: string;
  readonly section: string;
  readonly kind: 'jwt' | 'jws' | 'jwe';
  /** In JSON serialization where it is an object. */
  readonly token: string | object;
  /** The key that the RFC checks the signature with: the public part, or the shared secret. */
  readonly key?: Jwk;
}

const examples = JSON.parse(readFileSync(new URL('rfcExamples.json', import.meta.url), 'utf8')) as readonly Example[];

describe('the examples of RFC 7515, 7516, 7519 and 7520', () => {
  let passed = 0;
  after(() => {
    reportScore('RFC examples', passed, examples.length);
  });

  for (const { rfc, section, kind, token, key } of examples) {
    it(`RFC ${rfc} ${section} is shown as what it is`, async () => {
      const decoded = decode(typeof token === 'string' ? token : JSON.stringify(token));

      assert.equal(decoded.kind, kind);
      for (const [name, value] of Object.entries(decoded.header)) {
        if (name !== 'http://example.com/is_root') assert.notEqual(explainHeader(name, value).source, '', name);
      }
      await checkSignature(decoded, key);
      passed++;
    });
  }
});

async function checkSignature(decoded: Jwt | Jws | Jwe, key: Jwk | undefined): Promise<void> {
  // Some keys of RFC 7515 have no name; the one that the token names is the issuer's only key here.
  const { kid } = decoded.header;
  const published = key && { keys: [typeof kid === 'string' ? { ...key, kid } : key] };
  const verdict = await verify(decoded, { keys: published, issuer: 'joe' });
  if (decoded.kind === 'jwe') {
    assert.equal(verdict.state, 'notVerifiable');
    return;
  }
  if (key === undefined || decoded.raw.startsWith('.')) {
    assert.notEqual(verdict.state, 'verified');
    return;
  }
  assert.equal(await verifySignature(decoded.raw, key), 'valid');
  // A shared secret is never published, so what it signs is not "verified".
  assert.equal(verdict.state, key.kty === 'oct' ? 'notVerifiable' : 'verified');
}
