import { isUserinfo } from '../audiences.ts';
import { opaqueReason } from '../opaque.ts';
import type { Facts } from '../facts.ts';
import { when } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { text } from '../text.ts';

/** Opaque in effect, though it looks encrypted: what Auth0 returns when no API is named. */
function encryptedForIssuer({ token }: Facts): boolean {
  return token.kind === 'jwe' && token.header['alg'] === 'dir' && token.header['iss'] !== undefined;
}

/** The userinfo endpoint as audience is no API: Auth0 answers as if there were none. */
function namesNoApi({ profile, use }: Facts): boolean {
  if (use === 'idToken' || profile === undefined) return false;
  const { issuer, audience, resource = [], userinfoEndpoint } = profile;
  return resource.length === 0 && (audience === undefined || isUserinfo(audience, issuer, userinfoEndpoint));
}

/** Issued without an API by a server that needs one to issue a JWT. */
function lacksAudience(facts: Facts): boolean {
  if (encryptedForIssuer(facts)) return facts.profile === undefined || namesNoApi(facts);
  return namesNoApi(facts) && facts.token.kind === 'opaque' && facts.vendor === 'auth0' && !isRefreshToken(facts);
}

/** Whether this server's tokens are opaque by design, as the token or the issuer shows. */
function byDesign(facts: Facts): boolean {
  const { token, profile, vendor } = facts;
  if (token.kind !== 'opaque' || vendor === 'auth0' || isRefreshToken(facts)) return false;
  return opaqueReason(token.raw, profile?.issuer).code !== 'unknown';
}

/** By what Keycloak and Cognito write into it, or by how Google, Auth0 and Entra ID begin it. */
function isRefreshToken({ claims, token }: Facts): boolean {
  const said = claims?.['typ'] ?? claims?.['token_use'];
  if (typeof said === 'string' && /^(?:refresh|offline)$/i.test(said)) return true;
  return token.kind === 'opaque' && /^(?:1\/\/0|v1\.M|[01]\.A[A-Za-z0-9_-]{20})/.test(token.raw);
}

export const kindRules: readonly Rule[] = [
  {
    code: 'kind.opaqueNoAudience',
    severity: 'error',
    title: text('Opaque, because no API was named'),
    meaning: text(
      'Without an audience this server returns a token for its own userinfo endpoint. No API of yours accepts it.',
    ),
    advice: text('Put the audience of your API into the profile and sign in again.'),
    action: 'editProfile',
    source: 'Auth0: Get Access Tokens (opaque access tokens)',
    check: (facts) => when(lacksAudience(facts)),
  },
  {
    code: 'kind.opaqueUnnamed',
    severity: 'warning',
    title: text('Opaque, and no API was named'),
    meaning: text(
      'Many servers issue a JWT only for an API that the request names. An API that expects a JWT refuses this.',
    ),
    advice: text('If your API expects a JWT, put its audience or resource into the profile and sign in again.'),
    action: 'editProfile',
    source: 'RFC 8707 §2, RFC 9068 §3',
    check: (facts) =>
      when(
        facts.token.kind === 'opaque' &&
          facts.vendor === undefined &&
          namesNoApi(facts) &&
          !byDesign(facts) &&
          !isRefreshToken(facts),
      ),
  },
  {
    code: 'kind.opaque',
    severity: 'info',
    title: text('An opaque token'),
    meaning: text(
      'Its content is known to the server that issued it. APIs ask that server what the token is good for.',
    ),
    advice: text('Nothing is wrong with it. If your API expects a JWT, name the API when asking for the token.'),
    source: 'RFC 6749 §1.4, RFC 7662',
    check: (facts) => {
      const explained =
        lacksAudience(facts) ||
        byDesign(facts) ||
        isRefreshToken(facts) ||
        (facts.vendor === undefined && namesNoApi(facts));
      return when(facts.token.kind === 'opaque' && !explained);
    },
  },
  {
    code: 'kind.opaqueByDesign',
    severity: 'info',
    title: text('An opaque token, as this server always issues them'),
    meaning: text('Its content is known to the server that issued it, and only that server’s own APIs accept it.'),
    advice: text('For an API of your own use another server’s token, or check the ID token in your backend.'),
    source: 'RFC 6749 §1.4',
    check: (facts) => when(byDesign(facts)),
  },
  {
    code: 'kind.encrypted',
    severity: 'info',
    title: text('Encrypted, not broken'),
    meaning: text('A token of five parts is encrypted for the API. Only the holder of the key can read it.'),
    advice: text('Nothing to do here. The API decrypts it.'),
    source: 'RFC 7516 §3',
    check: (facts) => when(facts.token.kind === 'jwe' && !lacksAudience(facts)),
  },
  {
    code: 'kind.idTokenAsAccessToken',
    severity: 'error',
    title: text('An ID token, used as an access token'),
    meaning: text('An ID token tells the client who signed in. It is for the client, and an API must not accept it.'),
    advice: text('Send the access token of the same sign-in to the API.'),
    action: 'copyAccessToken',
    source: 'OIDC Core §2, RFC 9068 §5',
    check: (facts) => when(facts.use === 'accessToken' && facts.looksLikeIdToken),
  },
  {
    code: 'kind.idToken',
    severity: 'info',
    title: text('This looks like an ID token'),
    meaning: text('An ID token tells the client who signed in. APIs refuse it, or should.'),
    advice: text('For an API copy the access token instead.'),
    action: 'copyAccessToken',
    source: 'OIDC Core §2, RFC 9068 §5',
    check: (facts) => when(facts.use === 'unknown' && facts.looksLikeIdToken),
  },
  {
    code: 'kind.refreshToken',
    severity: 'error',
    title: text('A refresh token, not an access token'),
    meaning: text(
      'It is for the authorization server alone. An API refuses it, and whoever sees it can act as the user.',
    ),
    advice: text('Send the access token to the API, and treat this one as a password that was shown.'),
    action: 'copyAccessToken',
    source: 'RFC 6749 §1.5',
    check: (facts) => when(isRefreshToken(facts)),
  },
  {
    code: 'kind.logoutToken',
    severity: 'warning',
    title: text('A logout or event token'),
    meaning: text('It tells a client that something happened, for example that a session ended. It opens no API.'),
    advice: text('Send the access token to the API.'),
    source: 'OIDC Back-Channel Logout §2.4, RFC 8417',
    check: ({ claims, token, type }) =>
      when(claims?.['events'] !== undefined || (token.kind === 'jwt' && /^(?:logout|secevent)\+jwt$/.test(type))),
  },
  {
    code: 'kind.dpopProof',
    severity: 'error',
    title: text('A DPoP proof, not an access token'),
    meaning: text('A proof goes into the DPoP header, beside the access token, and is good for one request.'),
    advice: text('Send the access token as “Authorization: DPoP …” and a new proof with each request.'),
    source: 'RFC 9449 §4',
    check: ({ token, type }) => when(token.kind === 'jwt' && type === 'dpop+jwt'),
  },
];
