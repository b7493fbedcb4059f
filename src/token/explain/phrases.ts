import type { Phrase } from './phrase.ts';

const aspnet = 'ASP.NET Core: JwtBearerHandler';
const identityModel = 'Microsoft.IdentityModel: IDX error codes';
const jsonwebtoken = 'jsonwebtoken: errors';
const jose = 'jose: errors';
const spring = 'Spring Security: OAuth 2.0 Resource Server';
const awsHttp = 'Amazon API Gateway: JWT authorizers';
const awsRest = 'Amazon API Gateway: gateway responses';
const envoy = 'Envoy: JWT Authentication filter';
const graph = 'Microsoft Graph: error responses';
const arm = 'Azure Resource Manager: authentication errors';
const apim = 'Azure API Management: validate-jwt policy';
const kong = 'Kong: JWT plugin';
const pyjwt = 'PyJWT: exceptions';
const keycloak = 'Keycloak: token endpoint and adapters';
const auth0 = 'Auth0: Authentication and Management API errors';
const google = 'Google APIs: error model';
const cognito = 'Amazon Cognito: API errors';
const golang = 'golang-jwt: errors';
const general = 'RFC 6750 §3.1';

/**
 * The sentences by which APIs, gateways and their libraries refuse a token, the exact ones before the general ones. The
 * audience and the issuer that ASP.NET Core quotes are the token's, those that jsonwebtoken quotes are the API's.
 */
export const phrases: readonly Phrase[] = [
  // Audience
  {
    pattern:
      /IDX10214:[^\n]{0,200}?Audiences:? '(?<refused>[^'\n]{0,500})'(?:[^\n]{0,200}?ValidAudiences?: '(?<wanted>(?!null')[^'\n]{1,500})')?/i,
    complaint: 'audience',
    source: identityModel,
  },
  { pattern: /The audience '(?<refused>[^'\n]{0,500})' is invalid/i, complaint: 'audience', source: aspnet },
  { pattern: /\b(?:IDX10214|IDX10208|IDX10206|IDX10231)\b/, complaint: 'audience', source: identityModel },
  {
    pattern: /jwt audience invalid(?:\. expected: (?<wanted>[^"\n]{1,500}))?/i,
    complaint: 'audience',
    source: jsonwebtoken,
  },
  {
    pattern: /(?:unexpected|missing required) ["'\\]{0,3}aud["'\\]{0,3} (?:claim|value)/i,
    complaint: 'audience',
    source: jose,
  },
  {
    pattern:
      /obtained for wrong audience or resource '(?<refused>[^'\n]{1,500})'[^\n]{0,200}?allowed audiences? '(?<wanted>[^'\n]{1,500})'/i,
    complaint: 'audience',
    source: arm,
  },
  { pattern: /InvalidAuthenticationTokenAudience|for wrong audience/i, complaint: 'audience', source: arm },
  { pattern: /Access token validation failure\. Invalid audience/i, complaint: 'audience', source: graph },
  { pattern: /Audiences? in Jwt (?:are|is) not allowed/i, complaint: 'audience', source: envoy },
  {
    pattern: /token does not have a valid audience|invalid audience in token/i,
    complaint: 'audience',
    source: awsHttp,
  },
  {
    pattern: /The aud claim is not valid|required audience is missing|missing required audience/i,
    complaint: 'audience',
    source: spring,
  },
  { pattern: /Bad audience: (?<refused>[^\s"]{1,500})/i, complaint: 'audience', source: auth0 },
  { pattern: /Audience doesn['’]t match|Token is missing the "aud" claim/i, complaint: 'audience', source: pyjwt },
  { pattern: /Invalid token audience|Expected audience not available/i, complaint: 'audience', source: keycloak },
  {
    pattern: /Audience not allowed: (?<refused>[^\s.,"]{1,500})\. Expected: (?:one of: )?(?<wanted>[^\s"]{1,500})/i,
    complaint: 'audience',
    source: 'aws-jwt-verify: errors',
  },
  { pattern: /(?:was )?not issued for (?<wanted>[^\s"',;]{3,500})/i, complaint: 'audience', source: 'RFC 9068 §4' },
  {
    pattern:
      /\b(?:invalid|wrong|bad|unexpected|incorrect)[ _-]aud(?:ience)?\b|audience (?:is )?(?:invalid|not valid|mismatch|validation failed|not allowed|did(?: not|n['’]t) match|is not allowed)/i,
    complaint: 'audience',
    source: 'RFC 9068 §4',
  },

  // Wrong kind of token
  {
    pattern:
      /token[_ ]use(?: not allowed)?:? ['"]?id\b|invalid token[_ ]use|expected[^\n]{0,40}access token[^\n]{0,40}(?:got|but)[^\n]{0,20}id token|id[_ ]token (?:cannot|can not|is not|must not)/i,
    complaint: 'wrongKind',
    source: 'OIDC Core §2, RFC 9068 §4',
  },
  { pattern: /ACCESS_TOKEN_TYPE_UNSUPPORTED/, complaint: 'wrongKind', source: google },
  {
    pattern: /\b(?:invalid|unexpected|wrong) ["']?typ["']?(?: JWT)? (?:header|claim)|unexpected "typ"/i,
    complaint: 'wrongKind',
    source: 'RFC 9068 §4',
  },

  // Times
  { pattern: /jwt not active|"nbf" claim timestamp check failed/i, complaint: 'notYetValid', source: jsonwebtoken },
  { pattern: /IDX10222|The token is not valid before/i, complaint: 'notYetValid', source: aspnet },
  {
    pattern:
      /(?:token|jwt)[^\n]{0,20}(?:not yet valid|used before|not valid yet)|Jwt not yet valid|before its nbf|ImmatureSignatureError/i,
    complaint: 'notYetValid',
    source: 'RFC 7519 §4.1.5',
  },
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

  // Issuer
  {
    pattern:
      /IDX10205:[^\n]{0,100}?Issuer: '(?<refused>[^'\n]{0,500})'(?:[^\n]{0,100}?ValidIssuer: '(?<wanted>[^'\n]{1,500})')?/i,
    complaint: 'issuer',
    source: identityModel,
  },
  { pattern: /The issuer '(?<refused>[^'\n]{0,500})' is invalid/i, complaint: 'issuer', source: aspnet },
  {
    pattern: /jwt issuer invalid(?:\. expected: (?<wanted>[^"\n]{1,500}))?/i,
    complaint: 'issuer',
    source: jsonwebtoken,
  },
  { pattern: /unexpected ["'\\]{0,3}iss["'\\]{0,3} (?:claim|value)/i, complaint: 'issuer', source: jose },
  { pattern: /The iss claim is not valid/i, complaint: 'issuer', source: spring },
  { pattern: /Jwt issuer is not configured/i, complaint: 'issuer', source: envoy },
  { pattern: /No credentials found for given ['"]?iss/i, complaint: 'issuer', source: kong },
  {
    pattern: /Invalid token issuer(?:\. Expected ['"]?(?<wanted>[^'",\n]{1,500}))?/i,
    complaint: 'issuer',
    source: keycloak,
  },
  {
    pattern: /InvalidAuthenticationTokenTenant|token is from the wrong issuer[^\n]{0,20}'(?<refused>[^'\n]{1,500})'/i,
    complaint: 'issuer',
    source: arm,
  },
  {
    pattern:
      /\b(?:invalid|wrong|bad|untrusted|unknown|unexpected|unrecognized) issuer\b|issuer (?:is )?(?:invalid|not valid|mismatch|validation failed|not trusted|untrusted|did(?: not|n['’]t) match)/i,
    complaint: 'issuer',
    source: 'RFC 9068 §4',
  },

  // Signature and keys
  {
    pattern:
      /The signature key was not found|The signature is invalid|IDX1050[0-9]|IDX10511|IDX10516|IDX10517|IDX10518/i,
    complaint: 'signature',
    source: aspnet,
  },
  { pattern: /no matching key\(s\) found|Signed JWT rejected/i, complaint: 'signature', source: spring },
  {
    pattern: /no applicable key found in the JSON Web Key Set|signature verification failed/i,
    complaint: 'signature',
    source: jose,
  },
  { pattern: /Jwt verification fails|Jwks doesn['’]t have key to match/i, complaint: 'signature', source: envoy },
  {
    pattern:
      /Unable to find a signing key|Unable to match key: kid|kid[^\n]{0,40}not found|unknown kid|SigningKeyNotFoundError/i,
    complaint: 'signature',
    source: 'RFC 7515 §4.1.4',
  },
  {
    pattern:
      /\binvalid signature\b|signature (?:is )?(?:invalid|mismatch)|InvalidSignatureError|bad signature|invalid algorithm|algorithm (?:is )?not (?:allowed|supported)/i,
    complaint: 'signature',
    source: 'RFC 7515 §5.2',
  },

  // Not a JWT
  {
    pattern: /jwt malformed|JsonWebTokenError: invalid token|"invalid token"/i,
    complaint: 'malformed',
    source: jsonwebtoken,
  },
  {
    pattern: /IDX12741|IDX12709|IDX14100|IDX12729|JWT is not well formed|CompactToken parsing failed/i,
    complaint: 'malformed',
    source: identityModel,
  },
  {
    pattern: /Missing dot delimiter|Invalid JWT serialization|Malformed token|Malformed payload/i,
    complaint: 'malformed',
    source: spring,
  },
  {
    pattern: /Not enough segments|Invalid header string|Invalid payload padding/i,
    complaint: 'malformed',
    source: pyjwt,
  },
  {
    pattern:
      /Invalid Compact JWS|Invalid JWT\b|Bad token; invalid JWT|Jwt is not in the form|token contains an invalid number of segments|token is malformed|wrong number of segments/i,
    complaint: 'malformed',
    source: 'RFC 7519 §7.2',
  },

  // No token arrived
  {
    pattern: /No authorization token was found|credentials_required/i,
    complaint: 'missingToken',
    source: 'express-jwt: errors',
  },
  { pattern: /Full authentication is required to access this resource/i, complaint: 'missingToken', source: spring },
  { pattern: /Jwt is missing/i, complaint: 'missingToken', source: envoy },
  { pattern: /JWT not present/i, complaint: 'missingToken', source: apim },
  { pattern: /Access token is empty/i, complaint: 'missingToken', source: graph },
  {
    pattern: /Authentication credentials were not provided/i,
    complaint: 'missingToken',
    source: 'Django REST framework: authentication',
  },
  {
    pattern:
      /missing or malformed jwt|no (?:access |bearer |auth(?:orization)? |authentication )?token (?:was )?(?:provided|sent|found|supplied|given|present)|(?:authorization|auth) header (?:is |was )?(?:missing|not (?:found|present|provided))|missing (?:the )?(?:authorization|bearer|access[ _]token)|No bearer token|Login Required|access token is required/i,
    complaint: 'missingToken',
    source: general,
  },

  // Gateways that mean something else
  {
    pattern:
      /missing subscription key|Ocp-Apim-Subscription-Key|No API key found in request|invalid subscription key|valid API key/i,
    complaint: 'gatewayKey',
    source: 'Azure API Management: subscriptions; Kong: Key Authentication',
  },
  {
    pattern:
      /Missing Authentication Token|Authorization header requires 'Credential' parameter|not a valid key=value pair/i,
    complaint: 'noSuchRoute',
    source: awsRest,
  },

  // Scopes
  {
    pattern: /does not contain scopes? '(?<wanted>[^'\n]{1,1000})'/i,
    complaint: 'scope',
    source: 'Microsoft.Identity.Web: IDW10203',
  },
  {
    pattern: /IDW10201|IDW10203|Either scp or roles claim need to be present/i,
    complaint: 'scope',
    source: 'Microsoft.Identity.Web: IDW10201',
  },
  { pattern: /API requires one of '(?<wanted>[^'\n]{1,2000})'/i, complaint: 'scope', source: graph },
  { pattern: /Insufficient scope, expected any of: (?<wanted>[^"\n]{1,1000})/i, complaint: 'scope', source: auth0 },
  { pattern: /insufficient scope \[(?<wanted>[^\]\n]{1,1000})\]/i, complaint: 'scope', source: spring },
  { pattern: /Access Token does not have required scopes/i, complaint: 'scope', source: cognito },
  {
    pattern: /ACCESS_TOKEN_SCOPE_INSUFFICIENT|insufficient authentication scopes/i,
    complaint: 'scope',
    source: google,
  },
  {
    pattern:
      /(?:lacks|missing|requires?|needs?|without)(?: the)?(?: required| following| one of the following| any of the)? scopes?:? ["'`[(]?(?<wanted>(?!for\b|to\b|in\b|is\b|are\b|on\b|claim\b)[!#-&*-Z\\^-~]{2,200}(?:[, ]{1,2}[!#-&*-Z\\^-~]*[:./][!#-&*-Z\\^-~]+){0,10})/i,
    complaint: 'scope',
    source: general,
  },
  {
    pattern:
      /insufficient[ _-]scopes?|(?:missing|required|lacks?|invalid)(?: required)?[ _-]scopes?\b|requires higher privileges than provided/i,
    complaint: 'scope',
    source: general,
  },

  // Rights that no scope stands for
  {
    pattern: /Insufficient privileges to complete the operation|Authorization_RequestDenied/i,
    complaint: 'permission',
    source: graph,
  },
  { pattern: /RBAC: access denied/i, complaint: 'permission', source: 'Envoy: Role Based Access Control filter' },
  {
    pattern: /AuthorizationFailed|does not have authorization to perform action/i,
    complaint: 'permission',
    source: arm,
  },
  {
    pattern: /User is not authorized to access this resource|explicit deny|AccessDeniedException/i,
    complaint: 'permission',
    source: awsRest,
  },
  {
    pattern: /Resource not accessible by (?:integration|personal access token)/i,
    complaint: 'permission',
    source: 'GitHub REST API: troubleshooting',
  },
  {
    pattern:
      /\bcannot (?:get|list|create|update|delete|watch|patch) resource\b|do(?:es)? not have (?:the )?(?:required )?permissions?|permission[ _]denied|insufficient[ _]permissions?|not (?:authorized|allowed) to (?:access|perform)|access is denied|access denied/i,
    complaint: 'permission',
    source: 'RFC 9110 §15.5.4',
  },

  // Proofs of possession
  { pattern: /use_dpop_nonce|nonce (?:is )?required in DPoP/i, complaint: 'dpopNonce', source: 'RFC 9449 §8, §9' },
  {
    pattern:
      /invalid_dpop_proof|DPoP proof|DPoP header|certificate-bound|cnf (?:claim )?(?:mismatch|does not match)|jkt mismatch/i,
    complaint: 'dpopProof',
    source: 'RFC 9449 §7.1',
  },

  // General words, last
  {
    pattern: /Too Many Requests|rate limit|too_many_(?:requests|attempts)|quota exceeded/i,
    complaint: 'rateLimited',
    source: 'RFC 6585 §4',
  },
  {
    pattern: /invalid authentication credentials|Invalid Credentials|Bad credentials|Could not validate credentials/i,
    complaint: 'rejected',
    source: general,
  },
  {
    pattern:
      /(?:invalid|bad|unknown|revoked|rejected)[ _-](?:access[ _-]|bearer[ _-]|auth(?:entication)?[ _-])?token|(?:access |bearer )?token (?:is |was )?(?:invalid|not valid|revoked|unknown|rejected|not active|inactive|not accepted|cannot be read)|Token has been (?:revoked|expired)|invalidtoken/i,
    complaint: 'rejected',
    source: general,
  },
  {
    pattern: /\bUnauthorized\b|\bUnauthenticated\b|not authenticated/i,
    complaint: 'rejected',
    source: 'RFC 9110 §15.5.2',
  },
  { pattern: /\bForbidden\b/i, complaint: 'permission', source: 'RFC 9110 §15.5.4' },
];
