import type { Phrase } from '../phrase.ts';

const spring = 'Spring Security: OAuth 2.0 Resource Server';
const awsRest = 'Amazon API Gateway: gateway responses';
const envoy = 'Envoy: JWT Authentication filter';
const graph = 'Microsoft Graph: error responses';
const arm = 'Azure Resource Manager: authentication errors';
const apim = 'Azure API Management: validate-jwt policy';
const auth0 = 'Auth0: Authentication and Management API errors';
const google = 'Google APIs: error model';
const cognito = 'Amazon Cognito: API errors';
const jsonwebtoken = 'jsonwebtoken: errors';
const general = 'RFC 6750 §3.1';

/** How APIs and gateways say that no token came, that it allows too little, or that they mean something else; the general words last. */
export const accessPhrases: readonly Phrase[] = [
  // No token arrived
  {
    pattern: /No authorization token was found|credentials_required/i,
    complaint: 'missingToken',
    source: 'express-jwt: errors',
  },
  { pattern: /Full authentication is required to access this resource/i, complaint: 'missingToken', source: spring },
  { pattern: /jwt must be provided/i, complaint: 'missingToken', source: jsonwebtoken },
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
      /missing or malformed jwt|no (?:access |bearer |auth(?:orization)? |authentication )?token (?:was )?(?:provided|sent|found|supplied|given|present)|(?:authorization|auth) header (?:is |was )?(?:missing|not (?:found|present|provided))|missing (?:the )?(?:authorization|bearer|access[ _]token)|No bearer token|bearer token (?:was )?not found|token (?:was )?not (?:provided|found|supplied|present)|Login Required|access token is required/i,
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
      /invalid_dpop_proof|DPoP proof|DPoP (?:HTTP )?header|DPoP-bound (?:access )?token|sender-constrained|certificate-bound|cnf (?:claim )?(?:mismatch|does not match)|jkt mismatch/i,
    complaint: 'dpopProof',
    source: 'RFC 9449 §7.1',
  },

  // General words, last
  {
    pattern: /Too Many Requests|rate limit|too_many_(?:requests|attempts)|quota exceeded/i,
    complaint: 'rateLimited',
    source: 'RFC 6585 §4',
  },
  // The boilerplate of RFC 6750 §3.1 names every reason, and so none.
  { pattern: /expired, revoked, malformed/i, complaint: 'rejected', source: general },
  {
    pattern: /TokenIssuedBeforeRevocationTimestamp|Continuous access evaluation resulted in/i,
    complaint: 'claimsChallenge',
    source: 'Microsoft Entra: claims challenges',
  },
  { pattern: /Provided token isn['’]t active/i, complaint: 'unknownToken', source: spring },
  {
    pattern:
      /\b(?:token|jwt) (?:is |was )?(?:unknown|inactive|not (?:known|active|recogni[sz]ed))\b|(?:unknown|unrecogni[sz]ed|inactive) (?:access |bearer )?token\b|token (?:does not exist|(?:was )?not found in)/i,
    complaint: 'unknownToken',
    source: 'RFC 7662 §2.2',
  },
  {
    pattern:
      /\b(?:token|session|jwt)(?: (?:has|is|was|had))?(?: been)? ?(?:revoked|invalidated|blacklisted|blocklisted|denylisted)|revoked (?:access |bearer )?token|token[ _](?:was_|is_)?revoked/i,
    complaint: 'revoked',
    source: 'RFC 7009 §2',
  },
  {
    pattern: /invalid authentication credentials|Invalid Credentials|Bad credentials|Could not validate credentials/i,
    complaint: 'rejected',
    source: general,
  },
  {
    pattern:
      /(?:invalid|bad|rejected)[ _-](?:access[ _-]|bearer[ _-]|auth(?:entication)?[ _-])?token|(?:access |bearer )?token (?:is |was )?(?:invalid|not valid|rejected|not accepted)|Token has been expired|invalidtoken/i,
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
