import type { Phrase } from '../phrase.ts';

const aspnet = 'ASP.NET Core: JwtBearerHandler';
const jsonwebtoken = 'jsonwebtoken: errors';
const jose = 'jose: errors';
const spring = 'Spring Security: OAuth 2.0 Resource Server';
const awsRest = 'Amazon API Gateway: gateway responses';
const envoy = 'Envoy: JWT Authentication filter';
const arm = 'Azure Resource Manager: authentication errors';
const pyjwt = 'PyJWT: exceptions';
const auth0 = 'Auth0: Authentication and Management API errors';
const google = 'Google APIs: error model';
const cognito = 'Amazon Cognito: API errors';
const golang = 'golang-jwt: errors';
const jjwt = 'jjwt: exceptions';
const ruby = 'ruby-jwt: errors';
const general = 'RFC 6750 §3.1';

/** How APIs say that a token has expired, or is not valid yet. */
export const timePhrases: readonly Phrase[] = [
  // Times
  { pattern: /jwt not active|"nbf" claim timestamp check failed/i, complaint: 'notYetValid', source: jsonwebtoken },
  { pattern: /IDX10222|The token is not valid before/i, complaint: 'notYetValid', source: aspnet },
  {
    pattern:
      /(?:token|jwt)[^\n]{0,20}(?:not yet valid|used before|not valid yet)|Jwt not yet valid|before its nbf|ImmatureSignatureError/i,
    complaint: 'notYetValid',
    source: 'RFC 7519 §4.1.5',
  },
  { pattern: /JWT must not be accepted before/i, complaint: 'notYetValid', source: jjwt },
  { pattern: /Signature nbf has not been reached/i, complaint: 'notYetValid', source: ruby },
  { pattern: /jwt expired|TokenExpiredError/i, complaint: 'expired', source: jsonwebtoken },
  { pattern: /"exp" claim timestamp check failed|ERR_JWT_EXPIRED/i, complaint: 'expired', source: jose },
  {
    pattern: /The token expired at|The token is expired|IDX10223|IDX10225|Lifetime validation failed/i,
    complaint: 'expired',
    source: aspnet,
  },
  { pattern: /Jwt expired at/i, complaint: 'expired', source: spring },
  { pattern: /Jwt is expired/i, complaint: 'expired', source: envoy },
  { pattern: /Signature has expired|ExpiredSignatureError/i, complaint: 'expired', source: pyjwt },
  { pattern: /incoming token has expired/i, complaint: 'expired', source: awsRest },
  { pattern: /ExpiredAuthenticationToken/i, complaint: 'expired', source: arm },
  { pattern: /ACCESS_TOKEN_EXPIRED/, complaint: 'expired', source: google },
  { pattern: /Expired token received for JSON Web Token validation/i, complaint: 'expired', source: auth0 },
  { pattern: /token is expired by/i, complaint: 'expired', source: golang },
  { pattern: /Access Token has expired/i, complaint: 'expired', source: cognito },
  {
    pattern:
      /\b(?:access[ _-]?token|bearer token|token|jwt|session)(?: (?:has|is|was|had))?(?: been)? ?(?:already )?expired\b(?! or (?:revoked|invalid))|expired[ _](?:access[ _])?token|token[ _]expired/i,
    complaint: 'expired',
    source: general,
  },
];
