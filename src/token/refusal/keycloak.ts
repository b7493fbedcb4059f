import { text } from '../text.ts';
import type { Mend, Sentence } from './refusal.ts';

const admin = 'Keycloak: Server Administration Guide (keycloak.org/docs)';
const source = 'Keycloak: token endpoint';
const sessions = 'Keycloak: Server Administration Guide, session and token timeouts (keycloak.org/docs)';

const signIn: Mend = { advice: text('Sign in again.'), mendings: ['signIn'] };

/** Keycloak's own sentences. */
export const keycloak: readonly Sentence[] = [
  {
    pattern: /Invalid parameter: redirect[ _]uri|Incorrect redirect[ _]uri/i,
    complaint: 'redirectUri',
    source: admin,
    meaning: text('The redirect URI is not registered for this client.'),
    advice: text(
      'Add it under Valid redirect URIs: Keycloak admin console › Clients › the client › Settings. “http://127.0.0.1/*” allows any path and port.',
    ),
    mendings: ['copyRedirectUri', 'editProfile', 'tryAgain'],
    key: 'redirectUri',
  },
  {
    pattern: /Client secret not provided in request/i,
    complaint: 'client',
    source: admin,
    meaning: text('The client is confidential, and no secret was sent.'),
    advice: text(
      'Turn off “Client authentication” of the client in Keycloak, or set “clientAuthentication” of the profile to “clientSecretBasic”.',
    ),
    mendings: ['editProfile', 'tryAgain'],
    key: 'clientAuthentication',
  },
  {
    pattern: /Invalid client or Invalid client credentials|Invalid client(?:_| )(?:secret|credentials)/i,
    complaint: 'client',
    source: admin,
    meaning: text('Keycloak does not know this client in this realm, or its secret is wrong.'),
    advice: text(
      'Check “clientId” and “issuer” of the profile, and the secret: Keycloak admin console › Clients › the client › Credentials.',
    ),
    mendings: ['enterSecret', 'editProfile', 'tryAgain'],
    key: 'clientId',
  },
  {
    pattern: /Client not found|Client disabled/i,
    ambiguous: true,
    complaint: 'client',
    source: admin,
    meaning: text('Keycloak has no such client in this realm, or it is switched off.'),
    advice: text('Check “clientId” and “issuer” of the profile: Keycloak admin console › Clients.'),
    mendings: ['editProfile', 'tryAgain'],
    key: 'clientId',
  },
  {
    pattern: /Account is not fully set up/i,
    complaint: 'interaction',
    source: admin,
    meaning: text('The user has something to do first: a new password, an e-mail to verify, terms to accept.'),
    advice: text(
      'Sign in, and the pages ask for it. Which: Keycloak admin console › Users › the user › Required user actions.',
    ),
    mendings: ['signIn', 'otherAccount'],
  },
  {
    pattern: /Account disabled|User disabled|Account is temporarily disabled/i,
    ambiguous: true,
    complaint: 'policy',
    source: admin,
    meaning: text('The user is disabled, or locked after too many attempts.'),
    advice: text('Keycloak admin console › Users › the user.'),
    mendings: ['otherAccount', 'tryAgain'],
  },
  {
    pattern: /Offline (?:user )?session not (?:active|found)/i,
    complaint: 'grantEnded',
    source: sessions,
    meaning: text('The offline session has ended: idle too long, revoked, or lost with the server’s database.'),
    advice: text('Sign in again. How long it lives: Keycloak admin console › Realm settings › Sessions.'),
    mendings: ['signIn'],
  },
  {
    pattern: /(?:user )?session not (?:active|found)|Session doesn['’]t have required client/i,
    complaint: 'grantEnded',
    source: sessions,
    meaning: text('The session at Keycloak has ended: signed out, idle too long, or the server was restarted.'),
    advice: text('Sign in again. The scope “offline_access” brings a session that outlives the browser’s.'),
    mendings: ['signIn', 'editProfile'],
    key: 'scopes',
  },
  {
    pattern: /Token is not active|Refresh token expired/i,
    ambiguous: true,
    complaint: 'grantEnded',
    source: sessions,
    meaning: text('The refresh token has expired: it lives as long as the session may be idle.'),
    advice: text('Sign in again. The scope “offline_access” brings one that lives longer.'),
    mendings: ['signIn', 'editProfile'],
    key: 'scopes',
  },
  {
    pattern: /Stale token/i,
    complaint: 'grantEnded',
    source,
    meaning: text('The refresh token is older than a “not before” that was set, or a newer one of it was used.'),
    ...signIn,
  },
  {
    pattern: /Maximum allowed refresh token reuse exceeded/i,
    complaint: 'grantEnded',
    source: sessions,
    meaning: text('The refresh token was used more often than the realm allows, so that the session is over.'),
    advice: text(
      'Sign in again. Keycloak admin console › Realm settings › Tokens › Refresh Token Max Reuse forgives lost answers.',
    ),
    mendings: ['signIn'],
  },
  {
    pattern:
      /Invalid refresh token|Code not (?:valid|found)|Code is expired|PKCE verification failed|authentication_expired/i,
    ambiguous: true,
    complaint: 'grantEnded',
    source,
    meaning: text(
      'The refresh token or the code is not this realm’s any more: expired, used already, or the keys changed.',
    ),
    ...signIn,
  },
  {
    pattern: /Invalid scopes?: (?<wanted>[^"\n&]{1,500})/i,
    complaint: 'scopeUnknown',
    source: admin,
    meaning: text('The client has no such scope.'),
    advice: text('Add it: Keycloak admin console › Clients › the client › Client scopes.'),
    mendings: ['editProfile', 'tryAgain'],
    key: 'scopes',
  },
  {
    pattern: /Offline tokens not allowed/i,
    complaint: 'policy',
    source: admin,
    meaning: text('The user or the client may not have offline tokens.'),
    advice: text('Give the user the role “offline_access” in Keycloak, or remove that scope from the profile.'),
    mendings: ['editProfile', 'tryAgain'],
    key: 'scopes',
  },
  {
    pattern:
      /Standard flow is disabled|Client not (?:allowed for direct access grants|enabled to retrieve service account)|not allowed to initiate browser login/i,
    complaint: 'clientNotAllowed',
    source: admin,
    meaning: text('This grant is off for the client.'),
    advice: text(
      'Turn on “Standard flow”: Keycloak admin console › Clients › the client › Settings › Capability config.',
    ),
    mendings: ['tryAgain', 'editProfile'],
    key: 'grant',
  },
  {
    pattern: /Realm does not exist/i,
    complaint: 'client',
    source: admin,
    meaning: text('There is no such realm at this server.'),
    advice: text('Check the end of “issuer” of the profile: “/realms/NAME”.'),
    mendings: ['editProfile'],
    key: 'issuer',
  },
  {
    pattern: /\bHTTPS required\b/i,
    complaint: 'request',
    source: admin,
    meaning: text('The realm wants HTTPS.'),
    advice: text('Use an https address as “issuer” of the profile.'),
    mendings: ['editProfile'],
    key: 'issuer',
  },
];
