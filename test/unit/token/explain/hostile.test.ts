import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainError } from '../../../../src/token/explain/explainError.ts';
import { OperationCounter } from '../operations.ts';
import { jwt } from '../tokens.ts';
import { both, context, explained, held, shown } from './held.ts';

/** What no sentence may hold: characters that are invisible, control something or turn the direction. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const pieces = fc.constantFrom(
  'HTTP/1.1 401 Unauthorized\r\n',
  'WWW-Authenticate: ',
  'Bearer ',
  'DPoP ',
  'Basic ',
  'error="invalid_token"',
  'error="insufficient_scope"',
  'error="insufficient_user_authentication"',
  'error_description="',
  'scope="',
  'acr_values=',
  'max_age=99999999999999999999',
  'claims="eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJ2YWx1ZSI6ImMxIn19fQ=="',
  'Authorization: ',
  'Retry-After: Sun, 01 Mar 2026 12:01:30 GMT\r\n',
  'resource_metadata="https://orders.example.com/.well-known/oauth-protected-resource"',
  "The audience '",
  "' is invalid",
  'jwt audience invalid. expected: ',
  'IDX10214: Audiences: ',
  'AADSTS65001',
  '{"error":',
  '{"error":"insufficient_scope","scope":',
  '"message":"',
  'callback?error=x&error_description=%',
  '\\"',
  '"',
  ', ',
  '\r\n\r\n',
  '[x](command:y)',
  '\u202E',
  '__proto__',
);
const nasty = fc
  .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 20 })
  .map((all) => all.join(''));

describe('hostile answers of an API (security checklist, rows 9 and 14)', () => {
  it('no text makes it throw, or shows a hidden character', () => {
    fc.assert(
      fc.property(nasty, (input) => {
        for (const sentence of shown(explainError(input, both))) {
          assert.doesNotMatch(sentence, hidden);
          assert.doesNotMatch(sentence, /\{\w+\}/, 'no place is left empty');
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('what a sign-in would send has the form that the specifications give it', () => {
    fc.assert(
      fc.property(nasty, (input) => {
        for (const action of explainError(input, both).actions) {
          const values =
            action.kind === 'signInWithScopes' ? action.scopes : action.kind === 'stepUp' ? action.acrValues : [];
          for (const value of values) assert.match(value, /^[\x21\x23-\x5B\x5D-\x7E]{1,200}$/);
          if (action.kind === 'stepUp' && action.maxAge !== undefined) assert.ok(Number.isSafeInteger(action.maxAge));
        }
      }),
      { numRuns: 2000 },
    );
  });

  describe('shows no token', () => {
    const opaque = 'v4pzLAyI0u7m3K2bQw9xT5dN8rHcE1fG';
    const secrets: Readonly<Record<string, string>> = {
      'a JWT': jwt({ sub: 'ada', secret: 'x' }),
      'an opaque token': opaque,
      'a short one of a session': 'abcd-efgh-12',
    };
    const known = context([held('orders', { token: 'abcd-efgh-12' }), held('stock')]);
    const places: Readonly<Record<string, (token: string) => string>> = {
      'an Authorization header': (token) =>
        `GET / HTTP/1.1\nAuthorization: Bearer ${token}\n\nHTTP/1.1 401 Unauthorized\n\n`,
      'an error_description': (token) =>
        `Bearer error="invalid_token", error_description="Invalid access token: ${token}"`,
      'a JSON body': (token) =>
        JSON.stringify({ error: 'invalid_token', error_description: `access_token=${token}`, access_token: token }),
      'a redirect address': (token) =>
        `http://localhost/callback?error=invalid_grant&error_description=refresh_token=${token}`,
      'an audience': (token) => `The audience 'Bearer ${token}' is invalid`,
      'a scope': (token) => `Bearer error="insufficient_scope", scope="access_token=${token}"`,
      'a realm and a resource': (token) =>
        `Bearer realm="Bearer ${token}", resource_metadata="https://x.example/.well-known/oauth-protected-resource?access_token=${token}"`,
    };
    for (const [place, write] of Object.entries(places)) {
      for (const [kind, secret] of Object.entries(secrets)) {
        // Twelve letters that nobody holds may be anything; of a session they are a token.
        it(`${kind} in ${place}`, () => {
          const json = JSON.stringify(explainError(write(secret), known));
          for (const part of secret.split('.')) assert.ok(!json.includes(part), json);
        });
      }
    }
  });

  it('shows no token without capital letters either, where a scheme or a name stands before it', () => {
    const token = 'abcdef0123456789abcdef';
    for (const before of [
      'Bearer ',
      'DPoP ',
      'access_token=',
      'refresh_token: ',
      '"id_token": "',
      'client_secret=',
      '?code=',
    ]) {
      const input = `Error: jwt expired at ${before}${token}`;
      assert.ok(!JSON.stringify(explainError(input, both)).includes(token), before);
    }
  });

  it('says whose words they are', () => {
    const whose = (input: string): string => explained(input, both).all;
    assert.match(
      whose('Bearer error="invalid_token", error_description="no"'),
      /The API’s own words: invalid_token: no/,
    );
    assert.match(whose('{"error":"invalid_grant"}'), /The authorization server’s own words: invalid_grant/);
    assert.match(
      whose('HTTP/1.1 503 Service Unavailable\n\n{"error":"server_error"}'),
      /The answer’s own words: server/,
    );
  });

  it('shows the other side’s words without what hides or turns', () => {
    const { all } = explained('Bearer error="invalid_token\u0007", error_description="no\u202Etoken\u200B"', both);
    assert.match(all, /invalid_token⟨U\+0007⟩: no⟨U\+202E⟩token⟨U\+200B⟩/);
  });

  describe('takes time in proportion to its size', () => {
    let counter: OperationCounter;
    before(() => {
      counter = new OperationCounter('explain');
    });
    after(async () => counter.stop());

    const inputs: Readonly<Record<string, (n: number) => string>> = {
      challenges: (n) => `WWW-Authenticate: ${'Bearer error="x", '.repeat(n)}`,
      headers: (n) => 'WWW-Authenticate: Bearer error="x"\n'.repeat(n),
      'parameters of one challenge': (n) =>
        `Bearer ${Array.from({ length: n }, (_, index) => `p${index}=1`).join(', ')}`,
      'a quoted string that never ends': (n) => `Bearer error="${'\\"'.repeat(n)}`,
      quotes: (n) => `Bearer error=${'"'.repeat(n)}`,
      'quotes within quotes': (n) => `Bearer error_description="${'\\\\\\"'.repeat(n)}"`,
      braces: (n) => '{'.repeat(n),
      'objects in objects': (n) => `${'{"error":'.repeat(n)}1${'}'.repeat(n)}`,
      'bodies in bodies': (n) => JSON.stringify({ body: '{"body":"{'.repeat(n) }),
      spaces: (n) => `HTTP/1.1${' '.repeat(n)}401`,
      'line ends': (n) => '\r\n'.repeat(n),
      'beginnings of phrases': (n) => "The audience '".repeat(n),
      'beginnings of IDX phrases': (n) => "IDX10214: Audiences: '".repeat(n),
      'missing scopes': (n) => 'missing scope '.repeat(n),
      'beginnings of tokens': (n) => 'eyJ'.repeat(n),
      'the word Bearer': (n) => 'Bearer '.repeat(n),
      'an address of errors': (n) => '?error=a&'.repeat(n),
      'Authorization headers': (n) => 'Authorization: Bearer "\n'.repeat(n),
      'beginnings of claims': (n) => '"claims":"{'.repeat(n),
      'claims of a challenge': (n) => `claims="${'e'.repeat(n)}" `.repeat(3),
      'many scopes': (n) =>
        `Bearer error="insufficient_scope", scope="${Array.from({ length: n }, (_, index) => `s${index}`).join(' ')}"`,
      'many codes': (n) => JSON.stringify({ errors: Array.from({ length: n }, () => ({ code: 'x', message: 'y' })) }),
    };
    for (const [name, make] of Object.entries(inputs)) {
      it(name, async () => {
        const few = await counter.count(make(1500));
        const many = await counter.count(make(6000));
        // Four times the input: linear work grows at most fourfold, quadratic work sixteenfold.
        assert.ok(many <= few * 5 + 1000, `${few} operations became ${many}`);
      });
    }
  });

  it('reads a megabyte of anything', () => {
    for (const unit of ['Bearer a="', '{"a":', '\u202E', "The audience '", 'ey.', ' ', '"\\']) {
      const explanation = explainError(unit.repeat(1_000_000 / unit.length), both);
      for (const sentence of shown(explanation)) assert.ok(sentence.length < 2000);
    }
  });
});
