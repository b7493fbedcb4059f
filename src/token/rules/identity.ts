import { safeText, safeValue } from '../display.ts';
import { compareIssuers } from '../issuer.ts';
import { when } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { text } from '../text.ts';

export const identityRules: readonly Rule[] = [
  {
    code: 'issuer.different',
    severity: 'error',
    title: text('Issued by {actual}, not by {expected}'),
    meaning: text('The token comes from another authorization server, tenant or realm than the profile names.'),
    advice: text('Check the issuer in the profile, and the one that the API trusts.'),
    action: 'editProfile',
    source: 'RFC 7519 §4.1.1, OIDC Core §3.1.3.7',
    check: ({ issuer, profile }) =>
      issuer !== undefined && profile !== undefined && compareIssuers(profile.issuer, issuer) === 'different'
        ? { actual: safeText(issuer), expected: safeText(profile.issuer) }
        : undefined,
  },
  {
    code: 'issuer.slash',
    severity: 'error',
    title: text('The issuer {actual} differs from {expected} by a slash at the end'),
    meaning: text(
      'Issuers are compared letter by letter, so this difference alone makes an API or a library refuse the token.',
    ),
    advice: text('Write the issuer exactly as the token has it, in the profile and in the API.'),
    action: 'editProfile',
    source: 'RFC 8414 §3.3, OIDC Core §3.1.3.7',
    check: ({ issuer, profile }) =>
      issuer !== undefined && profile !== undefined && compareIssuers(profile.issuer, issuer) === 'slash'
        ? { actual: safeText(issuer), expected: safeText(profile.issuer) }
        : undefined,
  },
  {
    code: 'issuer.none',
    severity: 'warning',
    title: text('No issuer'),
    meaning: text('The token does not say who made it, so an API cannot know whose key to use.'),
    advice: text('Let the authorization server write “iss”.'),
    source: 'RFC 9068 §2.2',
    check: ({ claims, issuer }) => when(claims !== undefined && issuer === undefined),
  },
  {
    code: 'client.different',
    severity: 'warning',
    title: text('Issued to the client {actual}, not to {expected}'),
    meaning: text('The token was made for another application than the profile’s.'),
    advice: text('Check the client id in the profile, or where the token was copied from.'),
    source: 'RFC 9068 §2.2, OIDC Core §2 (azp)',
    check: ({ client, profile }) =>
      client !== undefined && profile !== undefined && client !== profile.clientId
        ? { actual: safeText(client), expected: safeText(profile.clientId) }
        : undefined,
  },
  {
    code: 'client.notAudience',
    severity: 'error',
    title: text('The ID token is for {actual}, not for this client'),
    meaning: text(
      'An ID token must name the client among its audiences; otherwise it was meant for another application.',
    ),
    advice: text('Sign in again. If it stays so, check the client at the authorization server.'),
    action: 'signIn',
    source: 'OIDC Core §3.1.3.7 (3)',
    check: ({ use, claims, audience, profile, looksLikeIdToken }) => {
      const isIdToken = claims !== undefined && (use === 'idToken' || (use === 'unknown' && looksLikeIdToken));
      return isIdToken && profile !== undefined && !audience.includes(profile.clientId)
        ? { actual: safeValue(audience) }
        : undefined;
    },
  },
  {
    code: 'subject.different',
    severity: 'error',
    title: text('About {actual}, not about {expected}'),
    meaning: text('The token belongs to another account than the one that is signed in.'),
    advice: text('Sign out and sign in with the account that you want.'),
    action: 'signIn',
    source: 'OIDC Core §12.2',
    check: ({ claims, session, vendor, use }) => {
      const actual = claims?.['sub'];
      // Entra ID makes another subject for each application, so only ID tokens compare.
      if (typeof actual !== 'string' || (vendor === 'entra' && use !== 'idToken')) return undefined;
      // Nobody knows whom a session is about that came without an ID token, and a client's own is about nobody.
      if (session === undefined || session.subject === '') return undefined;
      return actual === session.subject ? undefined : { actual: safeText(actual), expected: safeText(session.subject) };
    },
  },
  {
    code: 'subject.none',
    severity: 'warning',
    title: text('No subject'),
    meaning: text('The token does not say whom it is about.'),
    advice: text('Let the authorization server write “sub”.'),
    source: 'RFC 9068 §2.2, OIDC Core §2',
    check: ({ claims }) =>
      when(
        claims !== undefined &&
          claims['sub'] === undefined &&
          claims['events'] === undefined &&
          claims['htm'] === undefined,
      ),
  },
];
