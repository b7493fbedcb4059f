import { text } from '../text.ts';
import type { Sentence } from './refusal.ts';

const api = 'Okta: OpenID Connect & OAuth 2.0 API errors (developer.okta.com/docs/api)';
const policies = 'Okta: authorization server access policies (help.okta.com)';

/** Okta's own sentences. */
export const okta: readonly Sentence[] = [
  {
    pattern: /Policy evaluation failed/i,
    complaint: 'policy',
    source: policies,
    meaning: text('No access policy of the authorization server lets this client, this user and these scopes in.'),
    advice: text(
      'A rule must name them all: Okta Admin Console › Security › API › the server › Access Policies. Okta’s System Log says which one failed.',
    ),
    mendings: ['tryAgain', 'editProfile', 'otherAccount'],
    key: 'scopes',
  },
  {
    pattern: /scopes are not configured for the authorization server/i,
    complaint: 'scopeUnknown',
    source: 'Okta: One or more scopes are not configured (support.okta.com)',
    meaning: text('The authorization server does not define one of the scopes.'),
    advice: text(
      'Define it: Okta Admin Console › Security › API › the server › Scopes. The org server, whose issuer has no “/oauth2/…”, has no scopes of your own.',
    ),
    mendings: ['editProfile', 'tryAgain'],
    key: 'scopes',
  },
  {
    pattern: /The refresh token is invalid or expired/i,
    complaint: 'grantEnded',
    source: api,
    meaning: text('Okta no longer accepts the refresh token: expired, revoked, or a newer one of it was used.'),
    advice: text('Sign in again. How long it lives is in the rule of the access policy.'),
    mendings: ['signIn'],
  },
  {
    pattern: /authorization code is invalid or has expired|PKCE verification failed/i,
    complaint: 'grantEnded',
    source: api,
    meaning: text('The code has expired, was used already, or belongs to another sign-in.'),
    advice: text('Sign in again.'),
    mendings: ['signIn'],
  },
  {
    pattern:
      /Invalid value for 'client_id' parameter|client_id['"]?[^\n]{0,40}(?:is )?(?:missing|invalid)|client authentication failed\. Either the client/i,
    complaint: 'client',
    source: api,
    meaning: text('Okta does not know this client ID, or how the client proves itself.'),
    advice: text(
      'Check “clientId”, “clientAuthentication” and “issuer” of the profile: Okta Admin Console › Applications › the application › General.',
    ),
    mendings: ['editProfile', 'tryAgain'],
    key: 'clientId',
  },
  {
    pattern: /client secret supplied for a confidential client is invalid/i,
    complaint: 'client',
    source: api,
    meaning: text('The client secret is wrong.'),
    advice: text('Copy it anew: Okta Admin Console › Applications › the application › General › Client Credentials.'),
    mendings: ['enterSecret', 'editProfile'],
    key: 'clientAuthentication',
  },
  {
    pattern: /redirect_uri['"]? parameter must be a Login redirect URI/i,
    complaint: 'redirectUri',
    source: api,
    meaning: text('The redirect URI is not registered for this application, letter by letter.'),
    advice: text(
      'Add it under Sign-in redirect URIs: Okta Admin Console › Applications › the application › General. “redirectUri” of the profile needs a fixed port.',
    ),
    mendings: ['copyRedirectUri', 'editProfile', 'tryAgain'],
    key: 'redirectUri',
  },
  {
    pattern: /User is not assigned to the client application/i,
    complaint: 'policy',
    source: api,
    meaning: text('The user is not assigned to the application.'),
    advice: text('Assign the user or a group: Okta Admin Console › Applications › the application › Assignments.'),
    mendings: ['otherAccount', 'tryAgain'],
  },
  {
    pattern: /client is not authorized to use the provided grant type/i,
    complaint: 'clientNotAllowed',
    source: api,
    meaning: text('This grant is off for the application.'),
    advice: text(
      'Turn on “Authorization Code” and “Refresh Token”: Okta Admin Console › Applications › the application › General › Grant type.',
    ),
    mendings: ['tryAgain', 'editProfile'],
    key: 'grant',
  },
];
