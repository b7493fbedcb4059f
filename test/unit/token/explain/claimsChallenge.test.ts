import assert from 'node:assert/strict';
import fc from 'fast-check';
import { claimsIn } from '../../../../src/token/explain/claimsChallenge.ts';
import { jwt } from '../tokens.ts';
import { both, context, explained, held } from './held.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const challenge = (claims: string): string =>
  `HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"\n\n`;

describe('a claims challenge of Entra ID (learn.microsoft.com/entra/identity-platform/claims-challenge)', () => {
  it('for an authentication context: said, and sent along decoded', () => {
    const claims = { access_token: { acrs: { essential: true, value: 'c1' } } };
    const { verdict, all, explanation } = explained(challenge(encode(claims)), context([held('orders')]));
    assert.match(verdict, /a policy of conditional access: the authentication context c1/);
    assert.match(all, /sends the decoded claims along \(OIDC Core §5\.5\): \{"access_token": \{"acrs"/);
    assert.deepEqual(explanation.actions, [
      {
        kind: 'claimsChallenge',
        target: { profile: 'integration', api: 'orders', account: 'ada' },
        claims: JSON.stringify(claims),
      },
    ]);
  });

  it('for an event that ended the token, as Microsoft Graph words it', () => {
    const { verdict, all } = explained(
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error_description="Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTcyNjI1ODEyMiJ9fX0="',
      both,
    );
    assert.match(verdict, /does not take tokens from before an event of the account/);
    assert.match(all, /Tokens count from 2024-09-13T20:08:42Z \(534 days ago\) on/);
  });

  it('in the body of Microsoft Graph, without the header: says what to copy', () => {
    const { verdict, all, explanation } = explained(
      '{"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp"}}',
      both,
    );
    assert.match(verdict, /before an event of the account/);
    assert.match(all, /copy the whole “WWW-Authenticate” header/);
    assert.deepEqual(
      explanation.actions.map(({ kind }) => kind),
      ['signIn'],
    );
  });

  it('of the token endpoint', () => {
    const claims = {
      access_token: { capolids: { essential: true, values: ['b7dbf5ec-bb2a-4a4d-9e4a-2e8e4a1f0000'] } },
    };
    const { explanation } = explained(
      JSON.stringify({
        error: 'interaction_required',
        error_description: 'AADSTS50079: x',
        claims: JSON.stringify(claims),
      }),
      context([held('orders')]),
    );
    assert.equal(explanation.wants.claims, JSON.stringify(claims));
    assert.equal(explanation.actions[0]?.kind, 'claimsChallenge');
  });

  describe('has the form of a request for claims, or counts for nothing', () => {
    for (const [what, value] of Object.entries({
      'no JSON': 'not base64 JSON at all',
      'a list': encode([1, 2]),
      'other members': encode({ prompt: 'none', redirect_uri: 'https://evil.example' }),
      'a token within': encode({ access_token: { acrs: { value: jwt({ sub: 'a' }).slice(0, 120) } } }),
      nothing: '',
    })) {
      it(what, () => {
        const { explanation } = explained(challenge(value), both);
        assert.equal(explanation.complaint, 'claimsChallenge');
        assert.equal(explanation.wants.claims, undefined);
      });
    }

    it('what does not belong to it is left out', () => {
      const claims = {
        access_token: {
          acrs: { essential: 'yes', value: 'c\u202E1', values: ['c1', 7, {}], other: 1 },
          plain: null,
          odd: 5,
        },
        redirect_uri: { value: 'https://evil.example' },
      };
      assert.equal(
        claimsIn(challenge(encode(claims))),
        JSON.stringify({ access_token: { acrs: { values: ['c1', 7] }, plain: null } }),
      );
    });

    it('whatever is in it', () => {
      const allowed = new Set(['access_token', 'id_token', 'userinfo']);
      fc.assert(
        fc.property(
          fc.dictionary(fc.constantFrom('access_token', 'id_token', '__proto__', 'state'), fc.jsonValue()),
          (claims) => {
            const kept = claimsIn(challenge(encode(claims)));
            if (kept === undefined) return;
            assert.ok(
              Object.keys(JSON.parse(kept) as object).every((name) => allowed.has(name)),
              kept,
            );
            assert.doesNotMatch(kept, /[^\x20-\x7e]/);
          },
        ),
      );
    });
  });
});
