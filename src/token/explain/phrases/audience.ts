import type { Phrase } from '../phrase.ts';

const aspnet = 'ASP.NET Core: JwtBearerHandler';
const identityModel = 'Microsoft.IdentityModel: IDX error codes';
const jsonwebtoken = 'jsonwebtoken: errors';
const jose = 'jose: errors';
const spring = 'Spring Security: OAuth 2.0 Resource Server';
const awsHttp = 'Amazon API Gateway: JWT authorizers';
const envoy = 'Envoy: JWT Authentication filter';
const graph = 'Microsoft Graph: error responses';
const arm = 'Azure Resource Manager: authentication errors';
const pyjwt = 'PyJWT: exceptions';
const keycloak = 'Keycloak: token endpoint and adapters';
const auth0 = 'Auth0: Authentication and Management API errors';
const google = 'Google APIs: error model';
const goOidc = 'go-oidc: errors';
const jjwt = 'jjwt: exceptions';

/** How APIs say that a token is for another API, or of another kind. The audience that ASP.NET Core quotes is the token’s, the one that
 * jsonwebtoken quotes is the API’s. */
export const audiencePhrases: readonly Phrase[] = [
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
      /oidc: expected audience (?:in )?\\?\[?\\?"(?<wanted>[^"\\\n]{1,500})\\?"\]? got \[?(?:\\?"(?<refused>[^"\\\n]{1,500}))?/i,
    complaint: 'audience',
    source: goOidc,
  },
  {
    pattern:
      /Expected aud claim to be: (?<wanted>[^\n]{1,500}?), but was(?: not present|: (?<refused>[^\n"]{1,500}?))\.?(?:$|["\n])/im,
    complaint: 'audience',
    source: jjwt,
  },
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
];
