import assert from 'node:assert/strict';
import { findings } from '../../../../src/token/findings.ts';
import { audienceRules } from '../../../../src/token/rules/audience.ts';
import { auth0Claims, entraClaims, entraIssuer, idTokenClaims, keycloakClaims } from '../tokens.ts';
import { describeRules, inputOf } from './ruleCases.ts';

const one = { ...auth0Claims, aud: 'https://stock.example.com' };

describeRules('audience', audienceRules, {
  // Auth0 answers with the default audience's token when a refresh names an API that is not on its list.
  'audience.notRequested': {
    triggers: { claims: one, profile: { audience: 'https://integration.example.com/legacy' } },
    title: /^For https:\/\/stock\.example\.com, not for https:\/\/integration\.example\.com\/legacy$/,
    silent: { claims: auth0Claims, profile: {} },
  },
  'audience.slash': {
    triggers: { claims: one, profile: { audience: 'https://stock.example.com/' } },
    title: /differs from https:\/\/stock\.example\.com\/ by a slash/,
    silent: { claims: one, profile: {} },
  },
  'audience.two': {
    triggers: { claims: auth0Claims, profile: {} },
    title: /^Two audiences: the second is the userinfo endpoint$/,
    silent: { claims: { ...auth0Claims, aud: ['https://stock.example.com', 'https://other.example.com'] } },
  },
  'audience.onlyUserinfo': {
    triggers: {
      claims: { ...auth0Claims, aud: 'https://tenant.eu.auth0.com/userinfo' },
      profile: { audience: undefined },
    },
    title: /userinfo endpoint alone/,
    silent: { claims: auth0Claims },
  },
  'audience.several': {
    triggers: { claims: { ...keycloakClaims, aud: ['orders', 'stock', 'billing'] } },
    title: /3 audiences/,
    silent: { claims: auth0Claims },
  },
  'audience.none': {
    triggers: { claims: { ...auth0Claims, aud: undefined } },
    title: /^No audience$/,
    // An ID token is for the client, and Cognito and Keycloak have findings of their own.
    silent: { claims: { ...idTokenClaims, aud: undefined }, use: 'idToken' },
  },
});

describe('rules: audience, across vendors', () => {
  const codes = (input: Parameters<typeof inputOf>[0]): string[] => findings(inputOf(input)).map(({ code }) => code);

  it('knows that Entra ID answers api://<id> with <id>', () => {
    const profile = {
      issuer: entraIssuer,
      audience: undefined,
      resource: ['api://9f0c1d2e-aaaa-bbbb-cccc-0123456789ab'],
    };
    assert.deepEqual(
      codes({ claims: entraClaims, profile }).filter((code) => code.startsWith('audience.')),
      [],
    );
  });

  it('knows the published userinfo endpoint of a custom domain', () => {
    const issuer = 'https://login.example.com/';
    const claims = { ...auth0Claims, iss: issuer, aud: ['https://stock.example.com', 'https://login.example.com/me'] };
    assert.ok(
      codes({ claims, profile: { issuer, userinfoEndpoint: 'https://login.example.com/me' } }).includes('audience.two'),
    );
  });
});
