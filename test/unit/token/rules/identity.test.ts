import assert from 'node:assert/strict';
import { findings } from '../../../../src/token/findings.ts';
import { identityRules } from '../../../../src/token/rules/identity.ts';
import { auth0Claims, entraClaims, entraIssuer, entraTenant, idTokenClaims } from '../tokens.ts';
import { describeRules, inputOf } from './ruleCases.ts';

const good = { claims: auth0Claims, profile: {} };

describeRules('identity', identityRules, {
  'issuer.different': {
    triggers: { claims: { ...auth0Claims, iss: 'https://other.eu.auth0.com/' }, profile: {} },
    title: /^Issued by https:\/\/other\.eu\.auth0\.com\/, not by https:\/\/tenant/,
    // Entra ID's version 1 tokens have another issuer of the same tenant.
    silent: {
      claims: { ...entraClaims, iss: `https://sts.windows.net/${entraTenant}/` },
      profile: { issuer: entraIssuer },
    },
  },
  'issuer.slash': {
    triggers: { claims: auth0Claims, profile: { issuer: 'https://tenant.eu.auth0.com' } },
    title: /by a slash at the end$/,
    silent: good,
  },
  'issuer.none': {
    triggers: { claims: { ...auth0Claims, iss: undefined } },
    title: /^No issuer$/,
    silent: good,
  },
  'client.different': {
    triggers: { claims: auth0Claims, profile: { clientId: 'xyz789' } },
    title: /^Issued to the client abc123, not to xyz789$/,
    silent: good,
  },
  'client.notAudience': {
    triggers: { claims: { ...idTokenClaims, aud: 'xyz789' }, use: 'idToken', profile: {} },
    title: /^The ID token is for xyz789/,
    silent: { claims: idTokenClaims, use: 'idToken', profile: {} },
  },
  'subject.different': {
    triggers: { claims: auth0Claims, session: { subject: 'auth0|somebody-else' } },
    title: /^About auth0\|65f1c0ffee, not about auth0\|somebody-else$/,
    // Entra ID makes another subject for each application.
    silent: { claims: entraClaims, session: { subject: 'subject-of-the-id-token' } },
  },
  'subject.none': {
    triggers: { claims: { ...auth0Claims, sub: undefined } },
    title: /^No subject$/,
    silent: good,
  },
});

describe('rules: identity, for an ID token that was pasted', () => {
  it('compares its audience with the profile’s client', () => {
    const codes = (clientId: string): string[] =>
      findings(inputOf({ claims: idTokenClaims, use: 'unknown', profile: { clientId } })).map(({ code }) => code);
    assert.ok(codes('kubernetes').includes('client.notAudience'));
    assert.ok(!codes('abc123').includes('client.notAudience'));
  });
});
