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
];
