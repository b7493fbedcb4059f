import assert from 'node:assert/strict';
import { findings, ruleCatalogue } from '../../../src/token/findings.ts';
import { english } from './english.ts';
import { inputOf } from './rules/ruleCases.ts';
import {
  auth0Claims,
  entraClaims,
  entraIssuer,
  idTokenClaims,
  keycloakClaims,
  keycloakIssuer,
  now,
  oktaClaims,
  oktaIssuer,
} from './tokens.ts';

describe('the catalogue of findings', () => {
  it('has stable codes, each once', () => {
    const codes = ruleCatalogue.map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
    for (const code of codes) assert.match(code, /^[a-z0-9]+\.[A-Za-z0-9]+$/);
  });

  it('has for each a title, a meaning, an advice and a source, in whole sentences', () => {
    for (const { code, title, meaning, advice, source } of ruleCatalogue) {
      assert.doesNotMatch(title.message, /\.$/, code);
      for (const sentence of [meaning, advice]) assert.match(sentence.message, /\.$/, code);
      assert.notEqual(source, '', code);
    }
  });
});

describe('findings', () => {
  it('come gravest first', () => {
    const found = findings(
      inputOf({
        claims: { ...auth0Claims, exp: now - 10, iat: now - 4000 },
        profile: { audience: 'https://x.example.com', requestedScopes: ['w'] },
        answer: { refreshToken: false, expiresAt: now - 10 },
      }),
    );
    const order = ['error', 'warning', 'info'];
    const ranks = found.map(({ severity }) => order.indexOf(severity));
    assert.deepEqual(ranks, ranks.toSorted());
    assert.ok(ranks.includes(0) && ranks.includes(1) && ranks.includes(2));
  });

  it('say nothing alarming about good tokens of the known servers', () => {
    const requestedScopes = ['openid', 'profile', 'email', 'offline_access'];
    const good = {
      Auth0: { claims: auth0Claims, profile: { requestedScopes: [...requestedScopes, 'read:orders'] } },
      'Auth0, ID token': { claims: idTokenClaims, use: 'idToken', profile: { requestedScopes } },
      'Entra ID': {
        claims: entraClaims,
        profile: {
          issuer: entraIssuer,
          audience: undefined,
          requestedScopes: [...requestedScopes, 'api://9f0c/Orders.Read'],
        },
      },
      Okta: {
        claims: oktaClaims,
        profile: { issuer: oktaIssuer, audience: undefined, requestedScopes: ['openid', 'orders'] },
      },
      Keycloak: {
        claims: { ...keycloakClaims, aud: ['orders', 'account'] },
        profile: { issuer: keycloakIssuer, audience: undefined, requestedScopes: ['openid', 'email'] },
      },
    } as const;
    for (const [name, input] of Object.entries(good)) {
      const found = findings(inputOf({ ...input, answer: { expiresAt: now + 3540 } }));
      assert.deepEqual(
        found
          .filter(({ severity, code }) => severity !== 'info' && code !== 'time.answerDiffers')
          .map(({ code }) => code),
        [],
        name,
      );
    }
  });

  it('write what comes from the token safely', () => {
    const found = findings(
      inputOf({ claims: { ...auth0Claims, iss: 'https://evil\u202E.example.com/' }, profile: {} }),
    );
    const different = found.find(({ code }) => code === 'issuer.different');
    assert.match(english(different!.title), /evil⟨U\+202E⟩\.example\.com/);
  });
});
