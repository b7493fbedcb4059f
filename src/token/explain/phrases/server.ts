import type { Phrase } from '../phrase.ts';

const auth0 = 'Auth0: Authentication API errors';
const keycloak = 'Keycloak: token endpoint';
const okta = 'Okta: OpenID Connect & OAuth 2.0 API errors';
const google = 'Google: OAuth 2.0 errors';
const cognito = 'Amazon Cognito: token endpoint';

/** The sentences by which authorization servers refuse a sign-in, a refresh or a code, more exact than `error=`. */
export const serverPhrases: readonly Phrase[] = [
  { pattern: /Service not found: (?<wanted>[^\s"&]{1,500})/i, complaint: 'target', source: auth0 },
  {
    pattern: /Client is not authorized to access ["']?(?<wanted>[^\s"'&]{1,500})/i,
    complaint: 'target',
    source: auth0,
  },
  {
    pattern: /Grant type ['"]?[\w:.-]{1,100}['"]? not allowed for the client/i,
    complaint: 'clientNotAllowed',
    source: auth0,
  },
  {
    pattern:
      /Callback URL mismatch|redirect_uri_mismatch|Invalid (?:parameter: )?redirect[ _]uri|redirect_uri[^\n]{0,60}(?:must|not (?:valid|registered|allowed|match))/i,
    complaint: 'redirectUri',
    source: 'RFC 6749 §3.1.2.4',
  },
  { pattern: /mfa_required|Multifactor authentication required/i, complaint: 'interaction', source: auth0 },
  {
    pattern: /Unknown or invalid refresh token|reused rotating refresh token/i,
    complaint: 'grantEnded',
    source: auth0,
  },
  {
    pattern:
      /Maximum allowed refresh token reuse exceeded|(?:Offline )?(?:user )?session not active|Stale token|Session doesn['’]t have required client/i,
    complaint: 'grantEnded',
    source: keycloak,
  },
  { pattern: /The refresh token is invalid or expired/i, complaint: 'grantEnded', source: okta },
  { pattern: /Refresh Token has (?:expired|been revoked)/i, complaint: 'grantEnded', source: cognito },
  { pattern: /Token has been expired or revoked|invalid_rapt/i, complaint: 'grantEnded', source: google },
  {
    pattern: /scopes are not configured for the authorization server|Invalid scopes?: (?<wanted>[^"\n&]{1,500})/i,
    complaint: 'scopeUnknown',
    source: 'RFC 6749 §3.3; Okta, Keycloak',
  },
  { pattern: /Policy evaluation failed/i, complaint: 'policy', source: okta },
  { pattern: /disallowed_useragent|admin_policy_enforced|org_internal/i, complaint: 'policy', source: google },
];
