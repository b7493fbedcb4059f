import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { Http } from '../../../src/oauth/http.ts';
import type { HttpOptions } from '../../../src/oauth/http.ts';
import type { FailureCode } from '../../../src/oauth/failure.ts';
import { failure } from './failures.ts';
import { html, json, startFake } from './fakeServer.ts';
import type { Answer, FakeServer } from './fakeServer.ts';

describe('requests to the authorization server', () => {
  let fake: FakeServer;
  before(async () => {
    fake = await startFake();
  });
  after(() => fake.stop());

  function post(answer: Answer, body: Record<string, string> = {}, options: HttpOptions = {}): Promise<Response> {
    fake.answers['/x'] = answer;
    return new Http(options).send(`${fake.issuer}/x`, { method: 'POST', body: new URLSearchParams(body) });
  }

  const told: [string, Answer, FailureCode, Record<string, unknown>][] = [
    ['a page with status 200', (_, r) => html(r, 200), 'notJson', { status: 200 }],
    ['a page with status 403', (_, r) => html(r, 403), 'notJson', { status: 403 }],
    ['an empty 404', (_, r) => r.writeHead(404).end(), 'notJson', { status: 404 }],
    ['a page with status 502', (_, r) => html(r, 502), 'serverError', { status: 502 }],
    [
      'a 503 that says when',
      (_, r) => {
        json(r, 503, { error: 'temporarily_unavailable' }, { 'retry-after': '7' });
      },
      'serverError',
      { status: 503, retryAfter: 7, error: 'temporarily_unavailable' },
    ],
    [
      '429',
      (_, r) => {
        json(r, 429, {});
      },
      'rateLimited',
      { retryAfter: undefined },
    ],
    ['429 with seconds', (_, r) => html(r.setHeader('retry-after', '30'), 429), 'rateLimited', { retryAfter: 30 }],
    [
      '429 with a date that has passed',
      (_, r) => {
        json(r, 429, {}, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' });
      },
      'rateLimited',
      { retryAfter: 0 },
    ],
    [
      '429 with nonsense',
      (_, r) => {
        json(r, 429, {}, { 'retry-after': 'soon' });
      },
      'rateLimited',
      { retryAfter: undefined },
    ],
    ['a dropped connection', (_, r) => r.destroy(), 'answerLost', {}],
    [
      'a connection dropped in the middle of the answer',
      (_, r) => {
        r.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        r.write('{"access_', () => r.destroy());
      },
      'answerLost',
      {},
    ],
    [
      'an answer without an end',
      (_, r) => {
        const more = () => {
          while (!r.destroyed && r.write(' '.repeat(65_536)));
          if (!r.destroyed) r.once('drain', more);
        };
        r.writeHead(200, { 'content-type': 'application/json' });
        more();
      },
      'malformedAnswer',
      { reason: 'tooLarge' },
    ],
    [
      'a small answer that unpacks to a giant one',
      (_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000, 32))),
      'malformedAnswer',
      { reason: 'tooLarge' },
    ],
  ];
  for (const [name, answer, code, details] of told) {
    it(`tells apart: ${name}`, async () => {
      const actual = await failure(post(answer), code);
      for (const [key, value] of Object.entries(details)) {
        assert.equal(actual[key as keyof typeof actual], value, key);
      }
    });
  }

  it('repeats nothing of what was sent, where a redirect has it in its path', async () => {
    const location = `https://other.test/${encodeURIComponent('the code/secret')}/the-assertion`;
    const details = await failure(
      post((_, r) => r.writeHead(302, { location }).end(), { code: 'the code/secret', assertion: 'the-assertion' }),
      'malformedAnswer',
    );
    assert.equal(details.actual, 'https://other.test/…/…');
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`follows no redirect ${status}, and shows the target without its query`, async () => {
      const before = fake.asked('/token');
      const details = await failure(
        post((_, r) => r.writeHead(status, { location: '/token?code=secret' }).end(), { code: 'the-code' }),
        'malformedAnswer',
      );
      assert.equal(details.reason, 'redirect');
      assert.equal(details.actual, `${fake.issuer}/token`);
      assert.equal(fake.asked('/token'), before);
    });
  }

  it('reads 100,000 levels of JSON as what they are: no error answer', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const response = await post((_, r) => r.writeHead(400, { 'content-type': 'application/json' }).end(deep));
    assert.equal(response.status, 400);
  });

  it('ends a request that takes too long', async () => {
    await failure(
      post(() => undefined, {}, { requestTimeout: 40 }),
      'requestTimedOut',
    );
  });

  it('ends a request whose answer takes too long', async () => {
    const answer: Answer = (_, r) => r.writeHead(200, { 'content-type': 'application/json' }).write('{');
    await failure(post(answer, {}, { requestTimeout: 40 }), 'requestTimedOut');
  });

  it('cancels', async () => {
    const controller = new AbortController();
    const answer: Answer = () => {
      controller.abort();
    };
    await failure(post(answer, {}, { signal: controller.signal }), 'cancelled');
    await failure(post(answer, {}, { signal: controller.signal }), 'cancelled');
  });

  it('says that nobody listens', async () => {
    const other = await startFake();
    await other.stop();
    const details = await failure(new Http({}).send(other.issuer, {}), 'connectionRefused');
    assert.equal(details.host, new URL(other.issuer).host);
  });

  it('says that there is no TLS where it was expected', async () => {
    await failure(new Http({}).send(fake.issuer.replace('http:', 'https:'), {}), 'tls');
  });

  it('sends nothing over plain HTTP to another machine', async () => {
    let sent = 0;
    const http = new Http({ fetch: () => Promise.resolve(Response.json({ sent: ++sent })) });
    const details = await failure(http.send('http://login.example.com/token?code=x', {}), 'insecure');
    assert.equal(details.endpoint, 'http://login.example.com/token');
    assert.equal(sent, 0);
  });

  const causes: [FailureCode, object][] = [
    ['offline', { code: 'ENETUNREACH', syscall: 'connect' }],
    ['offline', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }],
    ['answerLost', { code: 'EHOSTUNREACH', syscall: 'read' }],
    ['dns', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
    ['connectionRefused', new AggregateError([Object.assign(new Error('no'), { code: 'ECONNREFUSED' })])],
    ['connectionRefused', new Error('Proxy response (407) !== 200 when HTTP Tunneling')],
    ['tls', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }],
    ['tls', { code: 'CERT_HAS_EXPIRED' }],
    ['tls', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
    ['tls', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
    [
      'tls',
      Object.assign(new Error('Client network socket disconnected before secure TLS connection was established'), {
        code: 'ECONNRESET',
      }),
    ],
    ['requestTimedOut', { code: 'UND_ERR_CONNECT_TIMEOUT' }],
    ['answerLost', { code: 'UND_ERR_SOCKET' }],
    ['answerLost', { code: 'ECONNRESET', syscall: 'read' }],
    ['malformedAnswer', { code: 'HPE_INVALID_CONSTANT' }],
    ['dns', new Error('net::ERR_NAME_NOT_RESOLVED')],
    ['tls', new Error('net::ERR_CERT_AUTHORITY_INVALID')],
    ['unexpected', new Error('refresh_token=secret')],
  ];
  for (const [code, cause] of causes) {
    it(`knows ${code} by ${'code' in cause ? String(cause.code) : (cause as Error).message || 'the address tried'}`, async () => {
      const http = new Http({ fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) });
      const details = await failure(http.send('https://login.example.com/token', {}), code);
      assert.equal(details.host, 'login.example.com');
      assert.doesNotMatch(JSON.stringify(details), /secret/);
    });
  }

  it('measures how far the clocks are apart', async () => {
    const http = new Http({});
    fake.answers['/x'] = (_, r) => {
      json(r, 200, {}, { date: new Date(Date.now() + 3_600_000).toUTCString() });
    };
    await http.send(`${fake.issuer}/x`, {});
    assert(Math.abs((http.clockSkew ?? 0) - 3600) <= 1, String(http.clockSkew));
  });

  it('counts the age of an answer out of a cache', async () => {
    const http = new Http({});
    fake.answers['/x'] = (_, r) => {
      json(r, 200, {}, { date: new Date(Date.now() - 600_000).toUTCString(), age: '600' });
    };
    await http.send(`${fake.issuer}/x`, {});
    assert(Math.abs(http.clockSkew ?? 99) <= 1, String(http.clockSkew));
  });

  it('has no clock to compare where the server shows none', async () => {
    const http = new Http({ fetch: () => Promise.resolve(Response.json({})) });
    await http.send('https://login.example.com/', {});
    assert.equal(http.clockSkew, undefined);
  });
});
