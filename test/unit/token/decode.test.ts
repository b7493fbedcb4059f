import assert from 'node:assert/strict';
import { decode } from '../../../src/token/decode.ts';
import type { Decoded } from '../../../src/token/decoded.ts';
import { english } from './english.ts';
import { auth0Claims, encode, jwt } from './tokens.ts';

function damage(decoded: Decoded): string {
  assert.equal(decoded.kind, 'damaged');
  return english(decoded.text);
}

const token = jwt(auth0Claims);
const [header = '', payload = '', signature = ''] = token.split('.');

describe('decode: a JWT', () => {
  it('gives header, claims and signature', () => {
    const decoded = decode(token);
    assert.equal(decoded.kind, 'jwt');
    assert.equal(decoded.raw, token);
    assert.equal(decoded.header['kid'], 'k1');
    assert.equal(decoded.claims['sub'], 'auth0|65f1c0ffee');
    assert.equal(decoded.signature.length, 256);
    assert.deepEqual(decoded.problems, []);
  });

  const wrapped = token.replace(/(.{76})/g, '$1\n');
  const copies: Record<string, string> = {
    'with spaces around': `\n  ${token}\t\r\n`,
    'in quotes': `"${token}",`,
    'with Bearer': `Bearer ${token}`,
    'as a header': `Authorization: Bearer ${token}`,
    'as a DPoP header': `authorization:   DPoP ${token}`,
    'line-wrapped': wrapped,
    'wrapped in a mail': wrapped.replaceAll('\n', '\n> '),
    'wrapped in a shell': wrapped.replaceAll('\n', ' \\\n    '),
    'wrapped in source code': `"${wrapped.replaceAll('\n', '" +\n  "')}";`,
    'with escaped line breaks': wrapped.replaceAll('\n', '\\n'),
    'with Windows line breaks': wrapped.replaceAll('\n', '\r\n'),
    'percent-encoded': encodeURIComponent(`Bearer ${token}`),
    'in a token answer': JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 }, undefined, 2),
    'in a token answer after the ID token': JSON.stringify({ id_token: jwt({ sub: 'x' }), access_token: token }),
    'in a request': `GET /orders HTTP/1.1\r\nHost: api.example.com\r\nAuthorization: Bearer ${token}\r\nAccept: */*\r\n\r\n`,
    'in a response': `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"access_token":"${token}"}`,
    'in a curl command': `curl -s 'https://api.example.com/orders' \\\n  -H 'Accept: application/json' -H "Authorization: Bearer ${token}"`,
    'in a .env line': `ORDERS_ACCESS_TOKEN="${token}"`,
    'in a redirect address': `http://localhost:3000/cb#access_token=${token}&token_type=Bearer&state=1`,
    'in a log line': `2026-03-01T12:00:00Z WARN rejected token=${token}. status=401`,
  };
  for (const [name, copy] of Object.entries(copies)) {
    it(`is found ${name}`, () => {
      const decoded = decode(copy);
      assert.equal(decoded.kind, 'jwt', damageOf(decoded));
      assert.equal(decoded.raw, token);
    });
  }
});

function damageOf(decoded: Decoded): string {
  return decoded.kind === 'damaged' ? english(decoded.text) : decoded.kind;
}

describe('decode: what else there is', () => {
  it('shows the header of an encrypted token and says that it is encrypted', () => {
    const decoded = decode(`${encode({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: 'api-1' })}.a2V5.aXY.Y2lwaGVy.dGFn`);
    assert.equal(decoded.kind, 'jwe');
    assert.equal(decoded.header['enc'], 'A256GCM');
    assert.equal(english(decoded.text), 'Encrypted for the holder of key api-1: it cannot be read here.');
  });

  it('says that Auth0’s opaque token is encrypted for Auth0', () => {
    const decoded = decode(
      `${encode({ alg: 'dir', enc: 'A256GCM', iss: 'https://tenant.eu.auth0.com/' })}..aXY.Y2lwaGVy.dGFn`,
    );
    assert.equal(decoded.kind, 'jwe');
    assert.match(english(decoded.text), /only the server that made it/);
  });

  for (const opaque of [
    'ya29.a0AfH6SMBxyz',
    'gho_16C7e42F292c6912E7',
    'v1.MRrtuv',
    '2YotnFZFEjr1zCsicMWpAA',
    'a|b',
    'DPoPish',
  ]) {
    it(`takes ${opaque} for opaque`, () => {
      assert.deepEqual(decode(opaque), { kind: 'opaque', raw: opaque, problems: [] });
    });
  }

  it('finds an opaque token by its name or scheme', () => {
    for (const text of [
      '{"access_token": "opaque-12345", "expires_in": 1}',
      'API_TOKEN=opaque-12345',
      'curl -H "Authorization: Bearer opaque-12345"',
    ]) {
      const decoded = decode(text);
      assert.equal(decoded.kind, 'opaque', text);
      assert.equal(decoded.raw, 'opaque-12345');
    }
  });

  it('shows signed content that is no JWT', () => {
    const decoded = decode(`${encode({ alg: 'ES256' })}.${encode('plain words')}.c2ln`);
    assert.equal(decoded.kind, 'jws');
    assert.equal(decoded.payloadText, 'plain words');
    assert.deepEqual(
      decoded.problems.map(({ code }) => code),
      ['payload.json'],
    );
    const detached = decode(`${encode({ alg: 'ES256' })}..c2ln`);
    assert.ok(detached.kind === 'jws' && detached.problems[0]?.code === 'payload.detached');
    const list = decode(`${encode({ alg: 'ES256' })}.${encode('[1]')}.c2ln`);
    assert.ok(list.kind === 'jws' && list.problems[0]?.code === 'payload.notObject');
  });

  it('reads an SD-JWT with its disclosures and key binding', () => {
    const issued = jwt({ iss: 'https://issuer.example.com', _sd: ['x'], _sd_alg: 'sha-256' }, { typ: 'dc+sd-jwt' });
    const named = encode('["salt1","given_name","Ada"]');
    const element = encode('["salt2","NO"]');
    const proof = jwt({ nonce: '1', aud: 'https://verifier.example.com', sd_hash: 'h' }, { typ: 'kb+jwt' });
    const decoded = decode(`${issued}~${named}~${element}~bad!~${proof}`);
    assert.equal(decoded.kind, 'sdJwt');
    assert.equal(decoded.jwt, issued);
    assert.deepEqual(
      decoded.disclosures.map(({ salt, name, value }) => [salt, name, value]),
      [
        ['salt1', 'given_name', 'Ada'],
        ['salt2', undefined, 'NO'],
      ],
    );
    assert.equal(decoded.keyBinding?.claims['sd_hash'], 'h');
    assert.deepEqual(
      decoded.problems.map(({ code, text }) => [code, english(text)]),
      [['sdJwt.disclosure', 'Disclosure 3 cannot be read.']],
    );
    assert.equal(decode(`${issued}~`).kind, 'sdJwt');
  });
});

describe('decode: a damaged token', () => {
  it('says which part is not base64url, and where', () => {
    const at = header.length + 1 + 20;
    assert.equal(
      damage(decode(`${header}.${payload.slice(0, 20)}!${payload.slice(21)}.${signature}`)),
      `The payload is not base64url at character ${at + 1}.`,
    );
    assert.match(
      damage(decode(`${header.slice(0, 10)}*${header.slice(11)}.${payload}.${signature}`)),
      /^The header is not base64url at character 11\.$/,
    );
    const cut = decode(`${header}.${payload}.${signature.slice(0, -1)}*`);
    assert.match(damage(cut), /^The signature is not base64url/);
    assert.ok(cut.kind === 'damaged' && cut.claims?.['sub'] === 'auth0|65f1c0ffee' && cut.at === token.length - 1);
  });

  it('says what was cut off', () => {
    assert.match(damage(decode(header)), /one part only/);
    assert.match(damage(decode(`${header}.${payload}`)), /The signature is missing/);
    assert.match(
      damage(decode(`${header}.${payload.slice(0, -3)}.${signature}`)),
      /payload.*(?:cut off|ends too early)/,
    );
    assert.match(damage(decode(`${token}.x.y.z`)), /this has 6/);
    assert.match(damage(decode(`${header}..${signature}`)), /payload is empty/);
    assert.match(damage(decode(`${header}${'.a'.repeat(1000)}`)), /more than seven/);
    assert.match(damage(decode(`${header}.${payload}x.${signature}`)), /cut off|not JSON/);
  });

  it('says what is not JSON, and where', () => {
    assert.match(
      damage(decode(`${header}.${encode('{"sub":}')}.${signature}`)),
      /payload is not JSON: character 8 does not belong/,
    );
    assert.match(
      damage(decode(`${encode('{"alg"')}.${payload}.${signature}`)),
      /header is not JSON: it ends too early/,
    );
    assert.match(
      damage(decode(`${header}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.${signature}`)),
      /payload is not UTF-8/,
    );
  });

  it('says that there is nothing', () => {
    assert.match(damage(decode('  ')), /empty/);
    assert.match(damage(decode('please see the attached log, thanks')), /No token was found/);
    assert.match(damage(decode('x'.repeat(8_000_001))), /too long/);
  });
});

describe('decode: hostile content (never fatal)', () => {
  it('reports names that stand twice', () => {
    const decoded = decode(`${header}.${encode('{"sub":"a","sub":"b"}')}.${signature}`);
    assert.equal(decoded.kind, 'jwt');
    assert.deepEqual(
      decoded.problems.map(({ code }) => code),
      ['payload.duplicate'],
    );
    assert.equal(decoded.claims['sub'], 'b');
    const hidden = decode(`${encode('{"alg":"none","alg":"RS256"}')}.${payload}.${signature}`);
    assert.ok(hidden.problems.some(({ code }) => code === 'header.duplicate'));
  });

  it('reports 100,000 levels and shows the rest', () => {
    const deep = `{"sub":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const decoded = decode(`${header}.${encode(deep)}.${signature}`);
    assert.equal(decoded.kind, 'jwt');
    assert.equal(decoded.claims['sub'], 'a');
    assert.deepEqual(
      decoded.problems.map(({ code }) => code),
      ['payload.nesting'],
    );
  });

  it('keeps __proto__ a claim', () => {
    const decoded = decode(`${header}.${encode('{"__proto__":{"polluted":1},"toString":2}')}.${signature}`);
    assert.equal(decoded.kind, 'jwt');
    assert.deepEqual(Object.keys(decoded.claims), ['__proto__', 'toString']);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('reports stray base64url and long numbers', () => {
    const codes = (input: string): string[] => decode(input).problems.map(({ code }) => code);
    assert.deepEqual(codes(`${header}.${payload}.${signature}==`), ['base64.padding']);
    assert.deepEqual(codes(`${header}.${encode('{"id":12345678901234567890}')}.${signature}`), ['payload.number']);
  });

  it('shows a token of 1 MB', () => {
    const decoded = decode(
      jwt({ sub: 'a', groups: Array.from({ length: 20_000 }, (_, index) => `group-${index}-${'x'.repeat(20)}`) }),
    );
    assert.equal(decoded.kind, 'jwt');
    assert.ok(decoded.raw.length > 800_000);
  });

  it('writes names from the token safely into sentences', () => {
    const decoded = decode(`${header}.${encode('{"a\\u202Eb":1,"a\\u202Eb":2}')}.${signature}`);
    assert.match(english(decoded.problems[0]!.text), /“a⟨U\+202E⟩b” stands twice/);
  });
});
