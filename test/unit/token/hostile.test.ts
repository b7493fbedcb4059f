import assert from 'node:assert/strict';
import fc from 'fast-check';
import { audiences } from '../../../src/token/audiences.ts';
import { explainClaim } from '../../../src/token/claims.ts';
import { decode } from '../../../src/token/decode.ts';
import type { Decoded } from '../../../src/token/decoded.ts';
import { safeJson, safeText } from '../../../src/token/display.ts';
import { extract } from '../../../src/token/extract.ts';
import { findings } from '../../../src/token/findings.ts';
import { explainHeader } from '../../../src/token/header.ts';
import { opaqueReason } from '../../../src/token/opaque.ts';
import { scopes } from '../../../src/token/scopes.ts';
import type { Text } from '../../../src/token/text.ts';
import { verify } from '../../../src/token/verify.ts';
import { english } from './english.ts';
import { OperationCounter } from './operations.ts';
import { auth0Claims, auth0Issuer, encode, jwt, now } from './tokens.ts';

/** What no sentence may hold: characters that are invisible, control something or turn the direction. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Everything that the view shows of a token, as plain texts. */
function shown(input: string): string[] {
  const token = decode(input);
  const texts: (Text | string)[] = token.problems.map(({ text }) => text);
  if ('text' in token) texts.push(token.text);
  if (token.kind === 'opaque') texts.push(opaqueReason(token.raw).text);
  if (token.kind !== 'opaque' && token.header !== undefined) texts.push(...explained(token.header, explainHeader));
  const claims = 'claims' in token ? token.claims : undefined;
  if (claims !== undefined) {
    texts.push(...explained(claims, (name, value) => explainClaim(name, value, { now, issuer: auth0Issuer })));
    for (const { value, reason } of audiences(claims, auth0Issuer)) texts.push(safeText(value), reason ?? '');
    for (const { name, reason } of scopes({ claims })) texts.push(safeText(name), reason ?? '');
  }
  for (const use of ['accessToken', 'idToken', 'unknown'] as const) texts.push(...noticed(token, use));
  return texts.map(english);
}

function explained(
  object: Readonly<Record<string, unknown>>,
  explain: (name: string, value: unknown) => { meaning: Text; display: Text | string; words?: readonly Text[] },
): (Text | string)[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const { meaning, display, words = [] } = explain(name, value);
    return [safeText(name), meaning, display, ...words, safeJson(value)];
  });
}

function noticed(token: Decoded, use: 'accessToken' | 'idToken' | 'unknown'): Text[] {
  const found = findings({
    token,
    use,
    profile: {
      issuer: auth0Issuer,
      clientId: 'abc123',
      audience: 'https://stock.example.com',
      requestedScopes: ['openid', 'x'],
    },
    answer: { refreshToken: false, grantedScopes: ['openid'], expiresAt: now + 60, receivedAt: now },
    session: { subject: 'auth0|65f1c0ffee' },
    now,
    clockSkew: 100,
  });
  return found.flatMap(({ title, meaning, advice }) => [title, meaning, advice]);
}

/** Texts with what attackers and accidents put into them. */
const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '.',
      '~',
      '=',
      '+',
      '/',
      '%',
      '"',
      '{',
      '[',
      '\n',
      '\r',
      '\\',
      ' ',
      'eyJ',
      'Bearer ',
      'token',
      ':',
      '\u202E',
    ),
    fc.string({ unit: 'binary', maxLength: 2 }),
  ),
  maxLength: 200,
});

const claimName = fc.oneof(
  fc.constantFrom(
    'iss',
    'sub',
    'aud',
    'exp',
    'nbf',
    'iat',
    'scope',
    'scp',
    'cnf',
    'azp',
    'typ',
    'events',
    'amr',
    'permissions',
    '_claim_names',
    '__proto__',
  ),
  nasty,
);
const claims = fc.dictionary(
  claimName,
  fc.oneof(fc.jsonValue(), nasty, fc.double(), fc.array(nasty, { maxLength: 5 })),
);
const headerOf = fc.record(
  {
    alg: fc.oneof(fc.constantFrom('RS256', 'none', 'HS256', 'ES256'), fc.jsonValue()),
    typ: fc.jsonValue(),
    kid: fc.oneof(nasty, fc.jsonValue()),
    crit: fc.jsonValue(),
    jwk: fc.jsonValue(),
  },
  { requiredKeys: ['alg'] },
);

describe('hostile content (security checklist, row 14)', () => {
  it('no text makes anything throw, or shows a hidden character', () => {
    fc.assert(
      fc.property(nasty, (input) => {
        extract(input);
        for (const text of shown(input)) assert.doesNotMatch(text, hidden);
      }),
      { numRuns: 1000 },
    );
  });

  it('no token does', () => {
    fc.assert(
      fc.property(claims, headerOf, (payload, header) => {
        for (const text of shown(jwt(payload, header))) assert.doesNotMatch(text, hidden);
      }),
      { numRuns: 1000 },
    );
  });

  it('no damage to a real token does', () => {
    const token = jwt(auth0Claims);
    fc.assert(
      fc.property(fc.nat(token.length), fc.nat(40), nasty, (at, removed, inserted) => {
        const damaged = token.slice(0, at) + inserted + token.slice(at + removed);
        for (const text of shown(damaged)) assert.doesNotMatch(text, hidden);
      }),
      { numRuns: 1000 },
    );
  });

  it('no token and no key set makes verification throw or succeed', async () => {
    await fc.assert(
      fc.asyncProperty(claims, headerOf, fc.array(fc.jsonValue(), { maxLength: 3 }), async (payload, header, keys) => {
        const { state } = await verify(decode(jwt(payload, header)), { keys: { keys }, issuer: auth0Issuer });
        assert.notEqual(state, 'verified');
      }),
      { numRuns: 300 },
    );
  });

  it('what is decoded is what was encoded', () => {
    fc.assert(
      fc.property(claims, (payload) => {
        const source = JSON.stringify(payload);
        const decoded = decode(`${encode({ alg: 'RS256' })}.${encode(source)}.c2ln`);
        assert.equal(decoded.kind, 'jwt');
        assert.equal(JSON.stringify(decoded.claims), JSON.stringify(JSON.parse(source)));
      }),
    );
  });

  describe('takes time in proportion to its size', () => {
    let counter: OperationCounter;
    before(() => {
      counter = new OperationCounter();
    });
    after(async () => counter.stop());

    const head = encode({ alg: 'RS256', typ: 'JWT', kid: 'k' });
    const payload = (json: string): string => `${head}.${encode(json)}.c2ln`;
    /** Each makes a text of about `n` units that would invite to look at the same thing again and again. */
    const inputs: Record<string, (n: number) => string> = {
      letters: (n) => 'a'.repeat(n),
      'beginnings of tokens': (n) => 'eyJ'.repeat(n),
      'beginnings of tokens with dots': (n) => '.eyJ'.repeat(n),
      dots: (n) => `eyJ${'.'.repeat(n)}`,
      tildes: (n) => `${jwt({ a: 1 })}${'~WyJzIiwxXQ'.repeat(Math.ceil(n / 10))}~`,
      spaces: (n) => `x${' '.repeat(n)}x`,
      quotes: (n) => `x${'"'.repeat(n)}x`,
      'plus signs': (n) => `eyJ\n${'+'.repeat(n)}x`,
      backslashes: (n) => `eyJ\n${'\\'.repeat(n)}n x`,
      'percent signs': (n) => '%25'.repeat(n),
      'the word token': (n) => 'token-'.repeat(n),
      'the word Bearer': (n) => 'Bearer '.repeat(n),
      'names without values': (n) => 'access_token="'.repeat(n),
      'an unclosed JSON text': (n) => `{"access_token":"${'a'.repeat(n)}`,
      'nested arrays': (n) => payload(`{"x":${'['.repeat(n)}${']'.repeat(n)}}`),
      'nested objects': (n) => payload(`{"x":${'{"a":'.repeat(n)}1${'}'.repeat(n)}}`),
      'many claims': (n) => payload(`{${Array.from({ length: n }, (_, index) => `"c${index}":1`).join(',')}}`),
      'one claim many times': (n) => payload(`{${Array.from({ length: n }, () => '"sub":1').join(',')}}`),
      'many scopes': (n) =>
        jwt({ ...auth0Claims, scope: Array.from({ length: n }, (_, index) => `s${index}`).join(' ') }),
      'many audiences': (n) =>
        jwt({ ...auth0Claims, aud: Array.from({ length: n }, (_, index) => `https://a${index}`) }),
      'an audience of slashes': (n) => jwt({ ...auth0Claims, aud: `https://stock.example.com${'/'.repeat(n)}x` }),
      escapes: (n) => payload(`{"x":"${'\\u0041'.repeat(n)}"}`),
      'a wrapped token': (n) => jwt({ x: 'y'.repeat(n) }).replace(/(.{60})/g, '$1\n'),
    };
    for (const [name, make] of Object.entries(inputs)) {
      it(name, async () => {
        const few = await counter.count(make(4000));
        const many = await counter.count(make(16_000));
        // Four times the input: linear work grows at most fourfold, quadratic work sixteenfold.
        assert.ok(many <= few * 5 + 1000, `${few} operations became ${many}`);
      });
    }
  });
});
