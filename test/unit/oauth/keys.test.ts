import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { serverKeys } from '../../../src/oauth/keys.ts';
import { refresh } from '../../../src/oauth/refreshToken.ts';
import { failure } from './failures.ts';
import { html, json, jws, keyPair, startFake } from './fakeServer.ts';
import type { FakeServer } from './fakeServer.ts';
import { profileFor } from './profiles.ts';

const minute = 60_000;

describe("the server's keys", () => {
  let fake: FakeServer;
  beforeEach(async () => {
    fake = await startFake();
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
  });
  afterEach(async () => {
    mock.timers.reset();
    await fake.stop();
  });
  const keys = (fresh = false) => serverKeys(profileFor(fake.issuer), { fresh });

  it('come from the address in the metadata', async () => {
    assert.deepEqual((await keys()).keys, fake.keys);
  });

  it('are asked for once by many, and kept for ten minutes', async () => {
    await Promise.all([keys(), keys()]);
    mock.timers.tick(9 * minute);
    await keys();
    assert.equal(fake.asked('/jwks'), 1);
    mock.timers.tick(minute);
    await keys();
    assert.equal(fake.asked('/jwks'), 2);
  });

  it('are asked for again when one is missing, but only once a minute', async () => {
    await keys();
    await keys(true);
    assert.equal(fake.asked('/jwks'), 1);
    mock.timers.tick(minute);
    await keys(true);
    await keys(true);
    assert.equal(fake.asked('/jwks'), 2);
  });

  it('are asked for again when an ID token names a new one', async () => {
    const profile = profileFor(fake.issuer);
    const once = () => refresh({ profile, api: profile.apis[0], refreshToken: 'a-refresh-token', expected: {} });
    await once();
    mock.timers.tick(11 * minute);
    await once();
    assert.equal(fake.asked('/jwks'), 1, 'a refresh stays one request');
    const next = keyPair();
    fake.keys = [{ ...next.jwk, kid: 'k2', alg: 'ES256' }];
    fake.header = { kid: 'k2' };
    fake.seal = (header, claims) => jws(header, claims, next.privateKey);
    assert.equal((await once()).subject, 'ada');
    assert.equal(fake.asked('/jwks'), 2);
  });

  it('are not kept when they could not be had', async () => {
    fake.answers['/jwks'] = (_, response) => html(response, 503);
    await failure(keys(), 'serverError');
    fake.answers['/jwks'] = undefined;
    assert.equal((await keys()).keys.length, 1);
  });

  it('must be a set of keys', async () => {
    fake.answers['/jwks'] = (_, response) => {
      json(response, 200, { keys: 'none' });
    };
    await failure(keys(), 'malformedAnswer');
    fake.answers['/jwks'] = (_, response) => {
      json(response, 404, {});
    };
    await failure(keys(), 'malformedAnswer');
    fake.answers['/jwks'] = (_, response) => {
      json(response, 200, { keys: [null, 'x', { kid: 'k1' }] });
    };
    assert.deepEqual((await keys()).keys, [{ kid: 'k1' }]);
  });

  it('are missing where the server publishes none', async () => {
    fake.metadata = { jwks_uri: undefined };
    assert.equal((await failure(keys(), 'endpointMissing')).endpoint, 'jwks');
  });

  it('cancel for the one who no longer waits', async () => {
    const signal = AbortSignal.abort();
    await failure(serverKeys(profileFor(fake.issuer), { signal }), 'cancelled');
    assert.equal((await keys()).keys.length, 1);
  });
});
