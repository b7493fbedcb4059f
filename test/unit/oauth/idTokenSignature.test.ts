import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mock } from 'node:test';
import { serverKeys } from '../../../src/oauth/keys.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import type { TokenSet } from '../../../src/oauth/tokenSet.ts';
import { failure } from './failures.ts';
import { jws, keyPair, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { profileFor } from './profiles.ts';

const minute = 60_000;

describe('the signature of an ID token', () => {
  let fake: FakeServer;
  beforeEach(async () => {
    fake = await startFake();
  });
  afterEach(async () => {
    mock.timers.reset();
    mock.restoreAll();
    await fake.stop();
  });

  function refreshAt({ issuer }: FakeServer): Promise<TokenSet> {
    const profile = profileFor(issuer);
    return refresh({ profile, api: profile.apis[0], refreshToken: 'a-refresh-token', expected: { subject: 'ada' } });
  }

  function signBy(server: FakeServer, { privateKey }: ReturnType<typeof keyPair>): void {
    server.seal = (header, claims) => jws(header, claims, privateKey);
  }

  it('is checked with a key that is imported once', async () => {
    const importKey = mock.method(crypto.subtle, 'importKey');
    await refreshAt(fake);
    assert.equal(importKey.mock.callCount(), 1);
    await refreshAt(fake);
    assert.equal(importKey.mock.callCount(), 1);
  });

  it('is not checked with the key of another server, though the two have the same name', async () => {
    const other = await startFake();
    try {
      await refreshAt(fake);
      signBy(other, fake.key);
      assert.equal((await failure(refreshAt(other), 'idTokenInvalid')).reason, 'signature');
      signBy(other, other.key);
      await refreshAt(other);
      signBy(fake, other.key);
      assert.equal((await failure(refreshAt(fake), 'idTokenInvalid')).reason, 'signature');
    } finally {
      await other.stop();
    }
  });

  it('is not checked with a key of the same name that the server has replaced', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    await refreshAt(fake);
    const next = keyPair();
    fake.keys = [{ ...next.jwk, kid: 'k1', alg: 'ES256' }];
    mock.timers.tick(11 * minute);
    await serverKeys(profileFor(fake.issuer));
    assert.equal((await failure(refreshAt(fake), 'idTokenInvalid')).reason, 'signature');
    signBy(fake, next);
    assert.equal((await refreshAt(fake)).subject, 'ada');
  });

  for (const [name, change] of [
    ['is for encryption', { use: 'enc' }],
    ['is for another algorithm', { alg: 'ES384' }],
    ['is for signing only', { key_ops: ['sign'] }],
    ['is a shared secret', { kty: 'oct', k: 'c2VjcmV0' }],
  ] as const) {
    it(`is not checked with a key that ${name}`, async () => {
      fake.keys = [{ ...fake.key.jwk, kid: 'k1', ...change }];
      assert.equal((await failure(refreshAt(fake), 'idTokenInvalid')).reason, 'key');
    });
  }

  it('needs the name of its key where the server has several', async () => {
    fake.keys.push({ ...keyPair().jwk, kid: 'k2', alg: 'ES256' });
    fake.header = { kid: undefined };
    assert.equal((await failure(refreshAt(fake), 'idTokenInvalid')).reason, 'key');
  });

  it('is not made with an RSA key below 2048 bits', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    fake.keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }];
    fake.header = { alg: 'RS256' };
    fake.seal = (header, claims) => {
      const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
    };
    assert.equal((await failure(refreshAt(fake), 'idTokenInvalid')).reason, 'alg');
  });
});
