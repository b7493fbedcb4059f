import assert from 'node:assert/strict';
import { verifyByIssuer } from '../../../src/oauth/verifyByIssuer.ts';
import { decode } from '../../../src/token/decode.ts';
import { jws, keyPair } from './fakeServer.ts';
import { profileFor } from './profiles.ts';

describe('the verdict where the issuer’s keys were not fetched', () => {
  const issuer = 'https://login.example.com';
  const token = decode(jws({ alg: 'ES256', kid: 'k1' }, { iss: issuer }, keyPair().privateKey));
  const reasonAfter = async (error: Error): Promise<string> => {
    const verdict = await verifyByIssuer(token, profileFor(issuer), { fetch: () => Promise.reject(error) });
    assert.ok(verdict.state === 'notVerifiable');
    return verdict.reason;
  };

  for (const message of [
    'Failed to fetch',
    'NetworkError when attempting to fetch resource.',
    'Load failed (login.example.com)',
  ]) {
    it(`says to a page that a page may not read them: ${message}`, async () => {
      assert.equal(await reasonAfter(new TypeError(message)), 'crossOrigin');
    });
  }

  it('says nothing of pages in Node', async () => {
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    assert.equal(await reasonAfter(new TypeError('fetch failed', { cause })), 'issuerUnreachable');
  });
});
