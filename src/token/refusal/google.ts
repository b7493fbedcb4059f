import { text } from '../text.ts';
import type { Sentence } from './refusal.ts';

const native = 'Google: OAuth 2.0 for iOS & Desktop apps, errors (developers.google.com/identity/protocols)';
const expiry = 'Google: refresh token expiration (developers.google.com/identity/protocols/oauth2)';

/** Google's own sentences. */
export const google: readonly Sentence[] = [
  {
    pattern: /redirect_uri_mismatch/i,
    complaint: 'redirectUri',
    source: native,
    meaning: text('The redirect URI is not registered for this client.'),
    advice: text(
      'Register it at the provider. At Google: Google Auth Platform › Clients; a client of the type “Desktop app” takes any loopback address.',
    ),
    mendings: ['copyRedirectUri', 'editProfile', 'tryAgain'],
    key: 'redirectUri',
  },
  {
    pattern: /The OAuth client was (?:not found|deleted)|deleted_client/i,
    complaint: 'client',
    source: native,
    meaning: text('Google does not know this client ID, or it was deleted.'),
    advice: text('Check “clientId” of the profile: Google Auth Platform › Clients.'),
    mendings: ['editProfile', 'tryAgain'],
    key: 'clientId',
  },
  {
    pattern: /client_secret is missing/i,
    complaint: 'client',
    source: native,
    meaning: text('Google’s desktop clients have a client secret too, and want it sent.'),
    advice: text('Set “clientAuthentication” of the profile to “clientSecretPost”: the secret is asked for once.'),
    mendings: ['editProfile', 'tryAgain'],
    key: 'clientAuthentication',
  },
  {
    pattern: /Token has been expired or revoked/i,
    complaint: 'grantEnded',
    source: expiry,
    meaning: text(
      'The refresh token has expired or was revoked. While an app is in the status “Testing”, Google lets it live for 7 days.',
    ),
    advice: text('Sign in again. Google Auth Platform › Audience › Publish app ends the 7 days.'),
    mendings: ['signIn'],
  },
  {
    pattern: /invalid_rapt/i,
    complaint: 'grantEnded',
    source: expiry,
    meaning: text('The organization’s session length for Google Cloud has passed.'),
    advice: text('Sign in again.'),
    mendings: ['signIn'],
  },
  {
    pattern: /org_internal/i,
    complaint: 'policy',
    source: native,
    meaning: text('The app is for accounts of its own organization only.'),
    advice: text('Take such an account, or make the app external: Google Auth Platform › Audience.'),
    mendings: ['otherAccount', 'tryAgain'],
  },
  {
    pattern: /has not completed the Google verification process/i,
    complaint: 'policy',
    source: native,
    meaning: text('The app is being tested, and this account is not one of its test users.'),
    advice: text('Add it: Google Auth Platform › Audience › Test users.'),
    mendings: ['otherAccount', 'tryAgain'],
  },
  {
    pattern: /admin_policy_enforced/i,
    complaint: 'policy',
    source: native,
    meaning: text('The administrator of the Workspace does not let apps ask for one of these scopes.'),
    advice: text('Ask for less, or let the administrator trust the app: Admin console › Security › API controls.'),
    mendings: ['editProfile', 'otherAccount'],
    key: 'scopes',
  },
  {
    pattern: /disallowed_useragent/i,
    complaint: 'policy',
    source: native,
    meaning: text('Google takes no sign-in from a browser inside another program.'),
    advice: text('Try again, and finish the page in your own browser.'),
    mendings: ['tryAgain'],
  },
  {
    pattern: /Some requested scopes (?:were invalid|cannot be shown)/i,
    complaint: 'scopeUnknown',
    source: native,
    meaning: text('Google does not know one of the scopes. It has no “offline_access”.'),
    advice: text(
      'For a refresh token set “access_type”: “offline” and “prompt”: “consent” under “authorizationParameters” instead.',
    ),
    mendings: ['editProfile', 'tryAgain'],
    key: 'scopes',
  },
];
