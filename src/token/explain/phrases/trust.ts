import type { Phrase } from '../phrase.ts';

const aspnet = 'ASP.NET Core: JwtBearerHandler';
const identityModel = 'Microsoft.IdentityModel: IDX error codes';
const jsonwebtoken = 'jsonwebtoken: errors';
const jose = 'jose: errors';
const spring = 'Spring Security: OAuth 2.0 Resource Server';
const envoy = 'Envoy: JWT Authentication filter';
const arm = 'Azure Resource Manager: authentication errors';
const kong = 'Kong: JWT plugin';
const pyjwt = 'PyJWT: exceptions';
const keycloak = 'Keycloak: token endpoint and adapters';
const golang = 'golang-jwt: errors';
const goOidc = 'go-oidc: errors';
const goJose = 'go-jose: errors';
const jjwt = 'jjwt: exceptions';
const ruby = 'ruby-jwt: errors';

/** How APIs say that they trust neither the issuer nor the signature, or cannot read the token at all. */
export const trustPhrases: readonly Phrase[] = [
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
    pattern:
      /issued by a different provider, expected \\?"(?<wanted>[^"\\\n]{1,500})\\?" got \\?"(?<refused>[^"\\\n]{0,500})/i,
    complaint: 'issuer',
    source: goOidc,
  },
  {
    pattern:
      /Expected iss claim to be: (?<wanted>[^\s,]{1,500}), but was(?: not present|: (?<refused>[^\s"]{1,500}?))\.?(?:$|[\s"])/i,
    complaint: 'issuer',
    source: jjwt,
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

  // Algorithm
  { pattern: /IDX10696|IDX10634/, complaint: 'algorithm', source: identityModel },
  { pattern: /\(Algorithm\) Header Parameter value not allowed/i, complaint: 'algorithm', source: jose },
  { pattern: /The specified alg value is not allowed|InvalidAlgorithmError/i, complaint: 'algorithm', source: pyjwt },
  {
    pattern: /unexpected signing method|signing method \w{1,20} is invalid|unexpected signature algorithm/i,
    complaint: 'algorithm',
    source: golang,
  },
  { pattern: /Jwt header \[alg\] field value is invalid/i, complaint: 'algorithm', source: envoy },
  {
    pattern:
      /(?:invalid|unsupported|unexpected|expected a different|incorrect|wrong) (?:signing |signature )?algorithm|algorithm (?:is )?not (?:allowed|supported)/i,
    complaint: 'algorithm',
    source: 'RFC 8725 §3.1',
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
  { pattern: /JWT signature does not match locally computed/i, complaint: 'signature', source: jjwt },
  { pattern: /error in cryptographic primitive/i, complaint: 'signature', source: goJose },
  {
    pattern:
      /Jwt verification fails|Jwks remote fetch is failed|Jwks doesn['’]t have any valid public key|Jwks doesn['’]t have key to match/i,
    complaint: 'signature',
    source: envoy,
  },
  {
    pattern:
      /Unable to find a signing key|Unable to match key: kid|kid[^\n]{0,40}not found|unknown kid|SigningKeyNotFoundError/i,
    complaint: 'signature',
    source: 'RFC 7515 §4.1.4',
  },
  {
    pattern:
      /\binvalid signature\b|signature (?:is )?(?:invalid|not valid|mismatch)|InvalidSignatureError|bad signature|signature verification raised|failed to verify (?:id token |the )?signature|token is unverifiable/i,
    complaint: 'signature',
    source: 'RFC 7515 §5.2',
  },

  // Not a JWT
  {
    pattern: /jwt malformed|JsonWebTokenError: (?:invalid token|jwt signature is required)|"invalid token"/i,
    complaint: 'malformed',
    source: jsonwebtoken,
  },
  {
    pattern:
      /IDX12709|IDX12729|IDX1273[9]|IDX1274[01]|IDX1410[0-2]|IDX14120|JWT is not well formed|CompactToken parsing failed/i,
    complaint: 'malformed',
    source: identityModel,
  },
  {
    pattern:
      /Missing dot delimiter|Invalid JWT serialization|Invalid (?:serialized )?unsecured\/JWS\/JWE|Malformed token|Malformed payload|Bearer token is malformed/i,
    complaint: 'malformed',
    source: spring,
  },
  {
    pattern:
      /Not enough segments|Invalid header string|Invalid (?:header|payload|crypto) padding|Error decoding token (?:headers|claims)/i,
    complaint: 'malformed',
    source: pyjwt,
  },
  {
    pattern:
      /Jwt is not in the form|Jwt header is an invalid Base64|Jwt payload is an invalid Base64|Jwt signature is an invalid Base64/i,
    complaint: 'malformed',
    source: envoy,
  },
  { pattern: /Bad token; invalid|Unrecognizable token/i, complaint: 'malformed', source: kong },
  {
    pattern: /compact JWS format must have three parts|oidc: malformed jwt/i,
    complaint: 'malformed',
    source: goJose,
  },
  {
    pattern: /token is malformed|token contains an invalid number of segments/i,
    complaint: 'malformed',
    source: golang,
  },
  { pattern: /must contain exactly 2 period characters|Malformed JWT JSON/i, complaint: 'malformed', source: jjwt },
  { pattern: /Not enough or too many segments|Invalid segment encoding/i, complaint: 'malformed', source: ruby },
  {
    pattern:
      /Invalid Compact JWS|Invalid JWT\b|wrong number of segments|\b(?:token|jwt)(?: that was sent)? (?:(?:is|was) (?:malformed|unreadable|not (?:a (?:valid )?(?:jwt|json web token)|well[ -]?formed))|(?:can(?:not|['’]t)|could not|can not) be (?:read|decoded|parsed))|(?<!missing or |expired, revoked, )\bmalformed (?:access |bearer |auth )?(?:token|jwt)|(?:(?:failed|unable|not able) to|could not|cannot|can['’]t) (?:decode|parse|read)(?: the)? (?:access |bearer )?(?:token|jwt)|(?:token|jwt) format is invalid|invalid (?:token|jwt) format/i,
    complaint: 'malformed',
    source: 'RFC 7519 §7.2',
  },
];
