import assert from 'node:assert/strict';
import { auth0Issuer, idTokenClaims, jwt, now } from '../tokens.ts';
import { api, both, context, explained, held } from './held.ts';

const insufficient = 'Bearer realm="x", error="insufficient_scope", scope="write:orders"';
const opaque = 'v4pzLAyI0u7m3K2bQw9xT5dN8rHcE1fG';

describe('an insufficient scope (RFC 6750 §3.1)', () => {
  it('that was asked for and not granted', () => {
    const known = context([held('orders', { requested: ['openid', 'read:orders', 'write:orders'] }), held('stock')]);
    const { verdict, all, explanation } = explained(insufficient, known);
    assert.equal(
      verdict,
      'The API wants write:orders; the token for orders has read:orders. Asked for and not granted by the server: write:orders.',
    );
    const target = { profile: 'integration', api: 'orders', account: 'ada' };
    assert.deepEqual(
      explanation.actions,
      [
        { kind: 'otherUser', target, scopes: ['write:orders'] },
        { kind: 'signInWithScopes', target, scopes: ['write:orders'], consent: true },
        { kind: 'chooseToken' },
      ],
      'asking for the same again does not come first',
    );
    assert.match(
      all,
      /Asking again seldom helps\.[^]*At Auth0: add the permission to the API[^]*sign in as a user who/,
    );
    assert.equal(explanation.token, 'orders');
    assert.deepEqual(explanation.candidates, [], 'the scope says which token is meant');
  });

  it('that nobody asked for', () => {
    const { verdict, explanation } = explained(insufficient, both);
    assert.match(verdict, /the token for orders has read:orders\. Not asked for: write:orders\.$/);
    assert.deepEqual(
      explanation.actions.map(({ kind }) => kind),
      ['signInWithScopes', 'editProfile', 'chooseToken'],
    );
    assert.equal(explanation.actions[0]?.kind === 'signInWithScopes' && explanation.actions[0].consent, false);
  });

  it('that the token has: another token was sent', () => {
    const { verdict, explanation } = explained('Bearer error="insufficient_scope", scope="read:stock"', both);
    assert.match(verdict, /wants read:stock, and the token for stock has it\. So another token was sent/);
    assert.equal(explanation.actions[0]?.kind, 'tokenForAudience');
  });

  it('that is among the permissions alone', () => {
    const known = context([held('orders', { claims: { permissions: ['write:orders'] } })]);
    assert.match(explained(insufficient, known).verdict, /among its permissions or roles, but not among its scopes/);
  });

  it('that differs in capital letters', () => {
    const known = context([held('orders', { claims: { scope: 'Write:Orders' } })]);
    assert.match(explained(insufficient, known).all, /compared letter by letter: write:orders is not Write:Orders/);
  });

  it('without its name: what was asked for and not granted is the likely one', () => {
    const known = context([held('orders', { requested: ['read:orders', 'write:orders'] })]);
    const { all, explanation } = explained(
      'HTTP/1.1 403\nWWW-Authenticate: Bearer error="insufficient_scope"\n\n',
      known,
    );
    assert.match(
      all,
      /does not say which\. The token for orders has read:orders\.\nAsked for and not granted by the server, so probably this: write:orders/,
    );
    assert.deepEqual(
      explanation.actions.map(({ kind }) => kind),
      ['otherUser', 'signInWithScopes'],
    );
  });

  it('one of several that will do: one is enough', () => {
    const { explanation } = explained(
      `Missing scope permissions on the request. API requires one of 'Mail.Read, Mail.ReadWrite'.`,
      context([held('orders')]),
    );
    assert.deepEqual(explanation.wants.scopes, ['Mail.Read', 'Mail.ReadWrite']);
    assert.deepEqual(explanation.actions[0]?.kind === 'signInWithScopes' && explanation.actions[0].scopes, [
      'Mail.Read',
    ]);
    const has = context([held('orders', { claims: { scope: 'Mail.ReadWrite' } })]);
    assert.match(explained(`API requires one of 'Mail.Read, Mail.ReadWrite'`, has).verdict, /has it/);
  });

  it('of an opaque token, by what the token answer said', () => {
    const known = context([held('orders', { token: opaque, granted: ['read:orders'] })]);
    assert.match(
      explained(insufficient, known).all,
      /the token for orders has read:orders[^]*opaque, so this is what the token answer said/,
    );
  });

  it('without anybody signed in', () => {
    const { verdict, explanation } = explained(insufficient, context([]));
    assert.match(verdict, /wants write:orders, and the token that was sent does not have it/);
    assert.deepEqual(explanation.actions, [{ kind: 'signIn' }]);
  });

  it('is asked for only in the form of a scope (RFC 6749 §3.3)', () => {
    const { explanation } = explained('Bearer error="insufficient_scope", scope="a\u202E b\\\\c é write:orders"', both);
    assert.deepEqual(explanation.wants.scopes, ['write:orders']);
  });
});

describe('a wrong audience', () => {
  it('where the API says what it wants: the token that came, and the API that gives the right one', () => {
    const input = 'jwt audience invalid. expected: https://orders.example.com';
    const { verdict, all, explanation } = explained(input, both);
    assert.equal(
      verdict,
      'The API wants a token for https://orders.example.com, and another one was sent. The API “orders” of the profile gives the right one.',
    );
    assert.match(all, /The token for stock, if you sent that, is for https:\/\/stock\.example\.com\./);
    assert.equal(
      explained(input, { ...both, chosen: 'stock' }).verdict,
      'The API wants a token for https://orders.example.com; the token for stock is for https://stock.example.com. The API “orders” of the profile gives the right one.',
      'the token that the user named is no guess',
    );
    assert.deepEqual(explanation.actions, [
      { kind: 'tokenForAudience', target: { profile: 'integration', api: 'orders', account: 'ada' }, label: 'orders' },
    ]);
    assert.deepEqual(explanation.candidates, [], 'the answer is the same for each token');
  });

  it('where it says what it refuses: the token that has it', () => {
    const { verdict, explanation } = explained(
      `error="invalid_token", error_description="The audience 'https://stock.example.com' is invalid"`,
      both,
    );
    assert.match(verdict, /the token for stock is for https:\/\/stock\.example\.com/);
    assert.equal(explanation.token, 'stock');
    assert.deepEqual(
      explanation.actions.map((action) => ('label' in action ? action.label : action.kind)),
      ['orders', 'editProfile', 'chooseToken'],
    );
  });

  it('that no token here has', () => {
    const { verdict, explanation } = explained(`The audience 'https://elsewhere.example.com' is invalid`, both);
    assert.match(
      verdict,
      /does not accept the audience of the token, which is https:\/\/elsewhere\.example\.com\. None of the tokens here has it/,
    );
    assert.equal(explanation.token, undefined);
  });

  it('that differs by a slash', () => {
    const { verdict, explanation } = explained('jwt audience invalid. expected: https://orders.example.com/', both);
    assert.match(
      verdict,
      /wants https:\/\/orders\.example\.com\/, the profile asks for https:\/\/orders\.example\.com: only a slash/,
    );
    assert.equal(explanation.actions[0]?.kind, 'editProfile');
  });

  it('that no profile knows', () => {
    assert.match(
      explained('jwt audience invalid. expected: urn:other', both).verdict,
      /No profile has an API with the audience that is wanted/,
    );
  });

  it('of the right token: another one was sent', () => {
    const { verdict } = explained('jwt audience invalid. expected: https://orders.example.com', {
      ...both,
      chosen: 'orders',
    });
    assert.match(verdict, /the token for orders is one\. So another token was sent/);
  });

  it('of Microsoft Graph', () => {
    const known = context([held('orders', { claims: { aud: '00000003-0000-0000-c000-000000000000' } })]);
    assert.match(
      explained(`The audience '00000003-0000-0000-c000-000000000000' is invalid`, known).all,
      /The token is for Microsoft Graph/,
    );
  });

  it('that Entra ID names with and without api://', () => {
    const apis = [api('mine', { audience: undefined, scopes: ['api://0f0f/Orders.Read'] })];
    const { explanation } = explained('jwt audience invalid. expected: 0f0f', context([held('stock')], { apis }));
    assert.deepEqual(
      explanation.actions.map((action) => ('label' in action ? action.label : action.kind)),
      ['mine'],
    );
  });

  it('by RFC 9728: the resource of the metadata is an API of the profile', () => {
    const { explanation, all } = explained(
      'Bearer error="invalid_token", error_description="invalid audience", resource_metadata="https://orders.example.com/.well-known/oauth-protected-resource"',
      both,
    );
    assert.deepEqual(explanation.wants.audiences, ['https://orders.example.com']);
    assert.equal(explanation.actions[0]?.kind === 'tokenForAudience' && explanation.actions[0].label, 'orders');
    assert.match(all, /describes itself at https:\/\/orders\.example\.com\/\.well-known/);
  });
});

describe('times', () => {
  it('expired, and so it is: the one that has expired is meant', () => {
    const known = context([held('orders'), held('stock', { expiresAt: now - 600, refreshToken: false })]);
    const { verdict, all, explanation } = explained('jwt expired', known);
    assert.match(
      verdict,
      /^The token for stock has expired, as the API says: it was good until 2026-03-01T11:50:00Z \(10 min ago\)\.$/,
    );
    assert.match(all, /no refresh token for it, so that a new token needs a sign-in/);
    assert.deepEqual(
      explanation.actions.map(({ kind }) => kind),
      ['tokenForAudience', 'signIn', 'chooseToken'],
    );
  });

  it('expired, says the API, but it is not', () => {
    const { verdict, all, explanation } = explained('jwt expired', context([held('orders', { clockSkew: 120 })]));
    assert.match(verdict, /good until .* an older copy was sent, or the clock of the API is ahead/);
    assert.match(all, /clock of the authorization server differs from this computer’s by 120 s/);
    assert.deepEqual(
      explanation.actions.map(({ kind }) => kind),
      ['tokenForAudience', 'refresh'],
    );
  });

  it('expired, says the API, and none of several has', () => {
    const { verdict, explanation } = explained('jwt expired', both);
    assert.match(verdict, /none of the tokens here has: an older copy was sent, or the clock of the API is ahead/);
    assert.deepEqual(explanation.candidates, [], 'whichever was sent, the answer is the same');
  });

  it('not valid yet', () => {
    const ahead = context([held('orders', { claims: { nbf: now + 90 } })]);
    const { verdict, explanation } = explained('jwt not active', ahead);
    assert.match(verdict, /valid from 2026-03-01T12:01:30Z \(in 90 s\) on, which has not come yet/);
    assert.deepEqual(explanation.actions, [{ kind: 'wait', seconds: 90 }]);
    assert.match(explained('jwt not active', context([held('orders')])).verdict, /The clock of the API is behind/);
  });
});

describe('a refusal without a reason', () => {
  const refusal = 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token"\n\n';

  it('of an expired token', () => {
    assert.match(
      explained(refusal, context([held('orders', { expiresAt: now - 1 })])).verdict,
      /has expired, which is reason enough/,
    );
  });
  it('of an opaque token, where a JWT is expected', () => {
    const { verdict, all, explanation } = explained(refusal, context([held('orders', { token: opaque })]));
    assert.match(verdict, /is opaque, and the API expects a JWT/);
    assert.match(all, /when no audience is asked for/);
    assert.equal(explanation.actions[0]?.kind, 'editProfile');
  });
  it('of an ID token', () => {
    assert.match(
      explained(`${refusal}Authorization: Bearer ${jwt(idTokenClaims)}`, both).verdict,
      /is an ID token, and the API wants an access token/,
    );
  });
  it('of a token that looks good: what the API must be set to', () => {
    const { all, explanation } = explained(refusal, context([held('orders')]));
    assert.match(
      all,
      /has not expired\.\nIts audience: https:\/\/orders\.example\.com, [^]*Its issuer: https:\/\/tenant\.eu\.auth0\.com\//,
    );
    assert.deepEqual(
      explanation.actions.map(({ kind }) => kind),
      ['tokenForAudience', 'refresh', 'chooseToken'],
    );
  });
  it('without a token at hand', () => {
    assert.deepEqual(explained(refusal, context([])).explanation.actions, [
      { kind: 'signIn' },
      { kind: 'chooseToken' },
    ]);
  });
});

describe('a token in the text itself', () => {
  const request = (token: string): string =>
    `GET /orders HTTP/1.1\nHost: orders.example.com\nAuthorization: Bearer ${token}\n\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer\n\n`;

  it('is the one that the message is about, and stands for the session that it belongs to', () => {
    const { explanation, verdict } = explained(request(both.tokens[1]?.token.raw ?? ''), both);
    assert.equal(explanation.token, 'stock');
    assert.match(verdict, /The API refused the token/, 'a token was sent, whatever the challenge says');
  });
  it('may be one that no session knows', () => {
    const token = jwt({ iss: auth0Issuer, aud: 'https://stock.example.com', exp: now - 60, scope: 'read:stock' });
    const { verdict, all, explanation } = explained(request(token), both);
    assert.match(verdict, /The token for stock has expired/);
    assert.match(all, /held against the token in the text/);
    assert.equal(explanation.token, undefined);
    assert.equal(explanation.actions[0]?.kind === 'tokenForAudience' && explanation.actions[0].target.api, 'stock');
  });
});

describe('a step-up challenge (RFC 9470 §3)', () => {
  const challenge = 'Bearer error="insufficient_user_authentication", acr_values="gold silver", max_age=5';
  it('says what is wanted and what the token has', () => {
    const known = context([held('orders', { claims: { acr: 'bronze', auth_time: now - 600 } })]);
    const { verdict, all, explanation } = explained(challenge, known);
    assert.equal(verdict, 'The API wants the user authenticated as gold, silver, and no longer ago than 5 s.');
    assert.match(all, /The token for orders says bronze\.\nThe user of the token for orders authenticated 600 s ago\./);
    assert.deepEqual(explanation.actions, [
      {
        kind: 'stepUp',
        target: { profile: 'integration', api: 'orders', account: 'ada' },
        acrValues: ['gold', 'silver'],
        maxAge: 5,
      },
    ]);
  });
  it('takes no age that is no number', () => {
    const { explanation } = explained('Bearer error="insufficient_user_authentication", max_age="-1; drop"', both);
    assert.equal(explanation.wants.maxAge, undefined);
  });
});

describe('an issuer that the API does not trust', () => {
  it('for a slash', () => {
    assert.match(
      explained('jwt issuer invalid. expected: https://tenant.eu.auth0.com', context([held('orders')])).verdict,
      /only a slash at the end differs/,
    );
  });
  it('for the version of the token (Entra ID)', () => {
    const issuer = 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/';
    const { all } = explained(`The issuer '${issuer}' is invalid`, context([held('orders', { issuer })]));
    assert.match(all, /requestedAccessTokenVersion/);
  });
});

describe('refusals that no token mends', () => {
  it('wait as long as the server says', () => {
    const { explanation } = explained('HTTP/1.1 429 Too Many Requests\nRetry-After: 30\n\n', both);
    assert.deepEqual(explanation.actions, [{ kind: 'wait', seconds: 30 }]);
  });
  describe('until a date (RFC 9110 §10.2.3)', () => {
    const dates: Readonly<Record<string, string>> = {
      'as it is written today': 'Sun, 01 Mar 2026 12:01:30 GMT',
      'in the form of RFC 850': 'Sunday, 01-Mar-26 12:01:30 GMT',
      'in the form of asctime': 'Sun Mar  1 12:01:30 2026',
    };
    for (const [form, date] of Object.entries(dates)) {
      it(form, () => {
        const answer = `HTTP/1.1 429 Too Many Requests\nRetry-After: ${date}\n\n`;
        assert.deepEqual(explained(answer, both).explanation.actions, [{ kind: 'wait', seconds: 90 }]);
      });
    }
    it('by the clock of the server, where it tells', () => {
      const answer =
        'HTTP/1.1 429 Too Many Requests\nDate: Sun, 01 Mar 2026 12:01:00 GMT\nRetry-After: Sun, 01 Mar 2026 12:01:30 GMT\n\n';
      assert.deepEqual(explained(answer, both).explanation.actions, [{ kind: 'wait', seconds: 30 }]);
    });
    it('that is over', () => {
      const answer = 'HTTP/1.1 429 Too Many Requests\nRetry-After: Sun, 01 Mar 2026 11:00:00 GMT\n\n';
      assert.match(explained(answer, both).verdict, /the time to wait is over/);
    });
    it('that is none', () => {
      const answer = 'HTTP/1.1 429 Too Many Requests\nRetry-After: tomorrow 12:00\n\n';
      assert.deepEqual(explained(answer, both).explanation.actions, [{ kind: 'wait' }]);
    });
  });
  it('say what an error of Entra ID means, known or not', () => {
    assert.match(
      explained('AADSTS50105: The signed in user is not assigned', both).all,
      /not assigned to the application/,
    );
    const { all, explanation } = explained('AADSTS1234567: Something new', both);
    assert.match(all, /not in the inspector’s list[^]*AADSTS1234567/);
    assert.notEqual(explanation.recognised, 'unknown');
  });
});
