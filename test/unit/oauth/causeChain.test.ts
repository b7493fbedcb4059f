import assert from 'node:assert/strict';
import { causeChain } from '../../../src/oauth/causeChain.ts';
import { OAuthFailure } from '../../../src/oauth/failure.ts';
import { Http } from '../../../src/oauth/http.ts';
import { jws, keyPair } from './fakeServer.ts';

const jwt = jws({ alg: 'ES256' }, { sub: 'ada' }, keyPair().privateKey);
const opaque = 'v1.MjAyNS0wMy0wMVQxMDowMDowMFo_kPq83ab';
const hex = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b';

describe('what the log gets of an error', () => {
  it('name, code and message of each cause, and where it was thrown', () => {
    const inner = Object.assign(new RangeError('socket is gone'), { code: 'UND_ERR_SOCKET' });
    const chain = causeChain(new TypeError('fetch failed', { cause: inner }));
    assert.match(chain, /^TypeError: fetch failed\n {4}at .*causeChain\.test\.ts/);
    assert.match(chain, /\ncaused by RangeError \[UND_ERR_SOCKET\]: socket is gone\n {4}at /);
  });

  it('each of the addresses that were tried', () => {
    const tried = [new Error('connect ECONNREFUSED ::1:80'), new Error('connect ECONNREFUSED 127.0.0.1:80')];
    const chain = causeChain(new AggregateError(tried, 'all failed'));
    assert.match(chain, /all failed[^]*::1:80[^]*127\.0\.0\.1:80/);
  });

  for (const [name, secret] of Object.entries({ jwt, opaque, hex })) {
    it(`no token: ${name}`, () => {
      const messages = [
        secret,
        `refused ${secret}!`,
        `Authorization: Bearer ${secret}`,
        `https://login.example.com/token?refresh_token=${secret}`,
        `https://login.example.com/revoke/${secret}`,
        `lines\n    at ${secret} (/a/b.js:1:2)`,
      ];
      for (const message of messages) {
        const error = new Error(message, { cause: Object.assign(new Error(message), { code: secret, name: secret }) });
        assert.ok(!causeChain(error).includes(secret.slice(0, 20)), causeChain(error));
      }
    });
  }

  it('no query and no fragment of an address', () => {
    const chain = causeChain(new Error('no answer from https://login.example.com/cb?otp=4711#pin=0815, sorry'));
    assert.match(chain, /from https:\/\/login\.example\.com\/cb\?… sorry/);
  });

  it('no secret that was sent, however short', () => {
    assert.doesNotMatch(causeChain(new Error('bad value hunter2 for x'), ['hunter2']), /hunter2/);
  });

  it('nothing of what is no error: an answer with its tokens, for example', () => {
    const chain = causeChain(new Error('odd', { cause: { access_token: opaque } }));
    assert.match(chain, /caused by object$/);
    assert.ok(!chain.includes(opaque));
  });

  it('ends, whatever its causes are', () => {
    const loop = new Error('round');
    loop.cause = loop;
    assert.ok(causeChain(loop).length < 20_000);
    assert.ok(causeChain(new Error('x'.repeat(1_000_000))).length < 5_000);
  });

  it('a port that fetch refuses: said so, and with the cause', async () => {
    await assert.rejects(new Http({}).send('http://127.0.0.1:6000/token', { method: 'POST' }), (error: unknown) => {
      assert.ok(error instanceof OAuthFailure);
      assert.equal(error.code, 'portBlocked');
      assert.equal(error.details.host, '127.0.0.1:6000');
      assert.match(error.trail ?? '', /TypeError: fetch failed[^]*caused by Error: bad port/);
      return true;
    });
  });

  it('an error of the network that repeats what was sent', async () => {
    const http = new Http({
      fetch: (_, { body }) => Promise.reject(new TypeError(`could not send ${(body as URLSearchParams).toString()}`)),
    });
    const body = new URLSearchParams({ refresh_token: 'short-1' });
    await assert.rejects(http.send('https://login.example.com/token', { method: 'POST', body }), (error: unknown) => {
      assert.ok(error instanceof OAuthFailure);
      assert.equal(error.code, 'unexpected');
      assert.match(error.trail ?? '', /could not send/);
      assert.doesNotMatch(`${error.message}${error.trail ?? ''}`, /short-1/);
      return true;
    });
  });
});
