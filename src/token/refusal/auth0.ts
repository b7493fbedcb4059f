import { text } from '../text.ts';
import type { Mend, Sentence } from './refusal.ts';

const errors = 'Auth0: Authentication API errors (auth0.com/docs/api/authentication)';
const rotation = 'Auth0: refresh token rotation (auth0.com/docs/secure/tokens/refresh-tokens)';
const logs = 'Auth0: log event type codes (auth0.com/docs/deploy-monitor/logs)';

const signIn: Mend = { advice: text('Sign in again.'), mendings: ['signIn'] };

/** Auth0's own sentences, as `error: error_description`. */
export const auth0: readonly Sentence[] = [
  {
    pattern: /Service not found: (?<wanted>[^\s"&]{1,500})/i,
    complaint: 'target',
    source: errors,
    meaning: text('Auth0 has no API with this identifier.'),
    advice: text(
      '“audience” must be the Identifier of an API, letter by letter: Auth0 dashboard › Applications › APIs.',
    ),
    mendings: ['editProfile', 'tryAgain'],
    key: 'audience',
  },
  {
    pattern: /Client is not authorized to access ["']?(?<wanted>[^\s"'&]{1,500})/i,
    complaint: 'target',
    source: 'Auth0: application access to APIs (auth0.com/docs/get-started/applications)',
    meaning: text('This application may not ask for tokens of this API.'),
    advice: text('Authorize it: Auth0 dashboard › Applications › APIs › the API › Application Access.'),
    mendings: ['tryAgain', 'editProfile'],
    key: 'audience',
  },
  {
    pattern: /Grant type ['"]?[\w:.-]{1,100}['"]? not allowed for the client/i,
    complaint: 'clientNotAllowed',
    source: 'Auth0: application grant types (auth0.com/docs/get-started/applications)',
    meaning: text('This grant is off for the application.'),
    advice: text(
      'Turn on “Authorization Code” and “Refresh Token”: Auth0 dashboard › Applications › the application › Advanced Settings › Grant Types.',
    ),
    mendings: ['tryAgain', 'editProfile'],
    key: 'grant',
  },
  {
    pattern: /Callback URL mismatch|not in the list of allowed callback URLs/i,
    complaint: 'redirectUri',
    source: 'Auth0: Callback URL mismatch (support.auth0.com)',
    meaning: text(
      'The redirect URI is not registered for this application; Auth0 compares it to the letter, port included.',
    ),
    advice: text(
      'Add it under Allowed Callback URLs: Auth0 dashboard › Applications › the application › Settings. “redirectUri” of the profile needs a fixed port.',
    ),
    mendings: ['copyRedirectUri', 'editProfile', 'tryAgain'],
    key: 'redirectUri',
  },
  {
    pattern: /\bUnknown client: /i,
    complaint: 'client',
    source: errors,
    meaning: text('Auth0 does not know this client ID in this tenant.'),
    advice: text(
      'Check “clientId” and “issuer” of the profile: Auth0 dashboard › Applications › the application › Settings.',
    ),
    mendings: ['editProfile', 'tryAgain'],
    key: 'clientId',
  },
  {
    pattern: /mfa_required|Multifactor authentication required/i,
    complaint: 'interaction',
    source: errors,
    meaning: text('Auth0 wants a second factor, which only a sign-in in the browser can ask for.'),
    ...signIn,
  },
  {
    pattern: /reused rotating refresh token/i,
    complaint: 'grantEnded',
    source: rotation,
    meaning: text('A refresh token was used a second time, so Auth0 ended the session for all who hold one of it.'),
    advice: text('Sign in again. A longer Rotation Overlap Period of the application forgives lost answers.'),
    mendings: ['signIn'],
  },
  {
    pattern: /Unknown or invalid refresh token/i,
    complaint: 'grantEnded',
    source: rotation,
    meaning: text('Auth0 no longer knows the refresh token: expired, revoked, or replaced by a newer one.'),
    advice: text(
      'Sign in again. How long it lives: Auth0 dashboard › Applications › the application › Refresh Token Expiration.',
    ),
    mendings: ['signIn'],
  },
  {
    pattern: /Invalid authorization code|Failed to verify code verifier/i,
    complaint: 'grantEnded',
    source: errors,
    meaning: text('The code has expired, was used already, or belongs to another sign-in.'),
    ...signIn,
  },
  {
    pattern: /too_many_(?:attempts|logins)|account has been blocked after multiple/i,
    complaint: 'rateLimited',
    source: 'Auth0: brute-force protection (auth0.com/docs/secure/attack-protection)',
    meaning: text('Auth0 blocks the account or this address after too many attempts.'),
    advice: text('Wait, follow the e-mail that Auth0 sent, or let an administrator unblock the user.'),
    mendings: ['tryAgain', 'otherAccount'],
  },
  {
    pattern: /no connections enabled for the client|the connection was disabled/i,
    complaint: 'clientNotAllowed',
    source: logs,
    meaning: text('No way to sign in is enabled for this application.'),
    advice: text('Enable one: Auth0 dashboard › Applications › the application › Connections.'),
    mendings: ['tryAgain', 'editProfile'],
    key: 'authorizationParameters',
  },
  {
    pattern: /access_denied: [^\n]{0,100}verify your e-?mail/i,
    complaint: 'policy',
    source: logs,
    meaning: text('The tenant wants a verified e-mail address first.'),
    advice: text('Follow the link in the e-mail, then try again.'),
    mendings: ['tryAgain', 'otherAccount'],
  },
  {
    pattern: /(?:unauthorized|access_denied): user is blocked/i,
    complaint: 'policy',
    source: logs,
    meaning: text('The user is blocked.'),
    advice: text('Unblock it, or take another account: Auth0 dashboard › User Management › Users.'),
    mendings: ['otherAccount', 'tryAgain'],
  },
];

/** Sentences that count only where the issuer is known to be Auth0's. */
export const auth0Alone: readonly Sentence[] = [
  {
    pattern: /access_denied: Unauthorized/i,
    at: 'token',
    complaint: 'client',
    source: errors,
    meaning: text('Auth0 does not accept the client secret, or the way in which it is sent.'),
    advice: text(
      'Compare “clientAuthentication” with the application’s Credentials › Authentication Method in the Auth0 dashboard. A native application has “none”.',
    ),
    mendings: ['enterSecret', 'editProfile', 'tryAgain'],
    key: 'clientAuthentication',
  },
  {
    pattern: /access_denied: |unauthorized: /i,
    at: 'authorization',
    complaint: 'policy',
    source: logs,
    meaning: text('The user declined, or an Action of the tenant did not let the user in.'),
    advice: text('Auth0 dashboard › Monitoring › Logs says which Action, and why.'),
    mendings: ['tryAgain', 'otherAccount', 'showLog'],
  },
];
