import type { Complaint } from './explanation.ts';

interface Meaning {
  readonly complaint: Complaint;
  readonly source: string;
}

const api = (complaint: Complaint): Meaning => ({ complaint, source: 'RFC 6750 §3.1' });
const token = (complaint: Complaint): Meaning => ({ complaint, source: 'RFC 6749 §5.2' });
const authorization = (complaint: Complaint): Meaning => ({ complaint, source: 'RFC 6749 §4.1.2.1' });
const connect = (complaint: Complaint): Meaning => ({ complaint, source: 'OIDC Core §3.1.2.6' });
const by = (source: string, complaint: Complaint): Meaning => ({ complaint, source });

const graph = 'Microsoft Graph: error responses';
const google = 'Google APIs: error model';
const okta = 'Okta: error codes';
const slack = 'Slack Web API: errors';
const apigee = 'Apigee: OAuth 2.0 errors';
const apigeeJwt = 'Apigee: JWT policies';

/** Error codes, in lower case: those of the specifications, and vendors' own. */
const codes: Readonly<Record<string, Meaning>> = {
  invalid_token: api('rejected'),
  insufficient_scope: api('scope'),
  invalid_request: api('request'),
  insufficient_user_authentication: by('RFC 9470 §3', 'stepUp'),
  insufficient_claims: by('Microsoft Entra: claims challenges', 'claimsChallenge'),
  use_dpop_nonce: by('RFC 9449 §8, §9', 'dpopNonce'),
  invalid_dpop_proof: by('RFC 9449 §7.1', 'dpopProof'),
  invalid_grant: token('grantEnded'),
  invalid_client: token('client'),
  unauthorized_client: token('clientNotAllowed'),
  unsupported_grant_type: token('clientNotAllowed'),
  invalid_scope: token('scopeUnknown'),
  invalid_target: by('RFC 8707 §2', 'target'),
  invalid_resource: by('Microsoft identity platform: token errors', 'target'),
  access_denied: authorization('declined'),
  unsupported_response_type: authorization('clientNotAllowed'),
  server_error: authorization('server'),
  temporarily_unavailable: authorization('server'),
  consent_required: connect('consent'),
  interaction_required: connect('interaction'),
  login_required: connect('interaction'),
  account_selection_required: connect('interaction'),
  unmet_authentication_requirements: by('RFC 9470 §5', 'interaction'),
  mfa_required: by('Auth0: Authentication API errors', 'interaction'),
  redirect_uri_mismatch: by('RFC 6749 §3.1.2.4', 'redirectUri'),
  authorization_pending: by('RFC 8628 §3.5', 'pending'),
  slow_down: by('RFC 8628 §3.5', 'rateLimited'),
  expired_token: by('RFC 8628 §3.5', 'grantEnded'),
  too_many_requests: by('RFC 6585 §4', 'rateLimited'),
  too_many_attempts: by('Auth0: Authentication API errors', 'rateLimited'),

  invalidauthenticationtoken: by(graph, 'rejected'),
  authorization_requestdenied: by(graph, 'permission'),
  erroraccessdenied: by(graph, 'permission'),
  invalidauthenticationtokenaudience: by(graph, 'audience'),
  expiredauthenticationtoken: by(graph, 'expired'),
  unauthenticated: by(google, 'rejected'),
  permission_denied: by(google, 'permission'),
  insufficientpermissions: by(google, 'scope'),
  access_token_scope_insufficient: by(google, 'scope'),
  access_token_expired: by(google, 'expired'),
  access_token_type_unsupported: by(google, 'wrongKind'),
  autherror: by(google, 'rejected'),
  e0000005: by(okta, 'rejected'),
  e0000006: by(okta, 'permission'),
  e0000011: by(okta, 'rejected'),
  e0000047: by(okta, 'rateLimited'),
  missing_scope: by(slack, 'scope'),
  not_authed: by(slack, 'missingToken'),
  invalid_auth: by(slack, 'rejected'),
  token_expired: by(slack, 'expired'),
  token_revoked: by(slack, 'revoked'),
  ratelimited: by(slack, 'rateLimited'),
  credentials_required: by('express-jwt: errors', 'missingToken'),
  credentials_bad_scheme: by('express-jwt: errors', 'request'),
  credentials_bad_format: by('express-jwt: errors', 'request'),
  invalid_session_id: by('Salesforce: status codes', 'rejected'),
  'keymanagement.service.invalid_access_token': by(apigee, 'rejected'),
  'keymanagement.service.access_token_expired': by(apigee, 'expired'),
  'keymanagement.service.insufficientscope': by(apigee, 'scope'),
  'steps.oauth.v2.insufficientscope': by(apigee, 'scope'),
  'oauth.v2.invalidaccesstoken': by(apigee, 'rejected'),
  'steps.oauth.v2.invalid_access_token': by(apigee, 'rejected'),
  'keymanagement.service.access_token_not_approved': by(apigee, 'revoked'),
  'steps.jwt.algorithmintokennotpresentinconfiguration': by(apigeeJwt, 'algorithm'),
  'steps.jwt.algorithmmismatch': by(apigeeJwt, 'algorithm'),
  'steps.jwt.failedtodecode': by(apigeeJwt, 'malformed'),
  'steps.jwt.failedtoresolvevariable': by(apigeeJwt, 'missingToken'),
  'steps.jwt.invalidjsonformat': by(apigeeJwt, 'malformed'),
  'steps.jwt.invalidtoken': by(apigeeJwt, 'signature'),
  'steps.jwt.jwtaudiencemismatch': by(apigeeJwt, 'audience'),
  'steps.jwt.jwtissuermismatch': by(apigeeJwt, 'issuer'),
  'steps.jwt.keyidmissing': by(apigeeJwt, 'signature'),
  'steps.jwt.nomatchingpublickey': by(apigeeJwt, 'signature'),
  'steps.jwt.tokenexpired': by(apigeeJwt, 'expired'),
  'steps.jwt.tokennotyetvalid': by(apigeeJwt, 'notYetValid'),
  err_jose_alg_not_allowed: by('jose: errors', 'algorithm'),
  err_jwt_expired: by('jose: errors', 'expired'),
  err_jws_invalid: by('jose: errors', 'malformed'),
  err_jwt_invalid: by('jose: errors', 'malformed'),
  err_jwks_no_matching_key: by('jose: errors', 'signature'),
  err_jws_signature_verification_failed: by('jose: errors', 'signature'),
};

export function meaningOf(code: string): Meaning | undefined {
  const key = code.toLowerCase();
  return Object.hasOwn(codes, key) ? codes[key] : undefined;
}

/** By the status alone (RFC 9110 §15.5, §15.6). */
export function meaningOfStatus(status: number | undefined): Meaning | undefined {
  if (status === 401) return by('RFC 9110 §15.5.2', 'rejected');
  if (status === 403) return by('RFC 9110 §15.5.4', 'permission');
  if (status === 429) return by('RFC 6585 §4', 'rateLimited');
  return status !== undefined && status >= 500 ? by('RFC 9110 §15.6', 'server') : undefined;
}
