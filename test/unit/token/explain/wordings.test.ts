import assert from 'node:assert/strict';
import { explainError } from '../../../../src/token/explain/explainError.ts';
import type { Complaint } from '../../../../src/token/explain/explanation.ts';
import { both } from './held.ts';

/** The words of libraries and gateways, and where they stand. */
const sources: Readonly<Record<string, Readonly<Partial<Record<Complaint, readonly string[]>>>>> = {
  // https://github.com/auth0/node-jsonwebtoken, verify.js and README.md ("Errors & Codes")
  jsonwebtoken: {
    malformed: ['JsonWebTokenError: jwt malformed', 'JsonWebTokenError: jwt signature is required'],
    missingToken: ['JsonWebTokenError: jwt must be provided'],
    algorithm: ['JsonWebTokenError: invalid algorithm'],
    signature: ['{"error":"invalid signature"}'],
    issuer: ['jwt issuer invalid. expected: https://a.example.com'],
  },
  // https://github.com/panva/jose, src/util/errors.ts and src/jws/flattened/verify.ts
  jose: {
    malformed: ['JWSInvalid: Invalid Compact JWS', '{"code":"ERR_JWS_INVALID","message":"x"}'],
    algorithm: ['"alg" (Algorithm) Header Parameter value not allowed', '{"code":"ERR_JOSE_ALG_NOT_ALLOWED"}'],
    signature: ['{"code":"ERR_JWKS_NO_MATCHING_KEY","message":"no applicable key found in the JSON Web Key Set"}'],
    expired: ['{"code":"ERR_JWT_EXPIRED","message":"\\"exp\\" claim timestamp check failed"}'],
  },
  // https://github.com/auth0/node-oauth2-jwt-bearer, packages/access-token-jwt/src
  'express-oauth2-jwt-bearer': {
    malformed: ['WWW-Authenticate: Bearer realm="api", error="invalid_token", error_description="Invalid Compact JWS"'],
    issuer: [`Bearer realm="api", error="invalid_token", error_description="Unexpected 'iss' value"`],
    audience: [`Bearer realm="api", error="invalid_token", error_description="Unexpected 'aud' value"`],
    signature: ['Bearer realm="api", error="invalid_token", error_description="signature verification failed"'],
    dpopProof: [
      'WWW-Authenticate: DPoP error="invalid_request", error_description="Operation indicated DPoP use but the request has no DPoP HTTP Header"',
    ],
  },
  // https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet, LogMessages.cs
  'Microsoft.IdentityModel': {
    malformed: [
      'IDX14100: JWT is not well formed, there are no dots (.).',
      "IDX14102: Unable to decode the header '[PII is hidden]' as Base64Url encoded string.",
      'IDX12739: JWT has three segments but is not in proper JWS format.',
      `IDX12709: CanReadToken() returned false. JWT is not well formed: '[PII is hidden]'.`,
    ],
    algorithm: ["IDX10696: The algorithm 'HS256' is not in the user-defined accepted list of algorithms."],
    signature: [
      "IDX10501: Signature validation failed. Unable to match key: kid: 'abc'.",
      'IDX10500: Signature validation failed. No security keys were provided to validate the signature.',
    ],
    issuer: [
      "IDX10205: Issuer validation failed. Issuer: 'https://a.example'. Did not match: validationParameters.ValidIssuer: 'https://b.example'",
    ],
    notYetValid: ["IDX10222: Lifetime validation failed. The token is not yet valid. ValidFrom (UTC): '1/1/2026'"],
  },
  // https://github.com/spring-projects/spring-security, DefaultBearerTokenResolver and NimbusJwtDecoder; nimbus-jose-jwt, JOSEObject
  'Spring Security': {
    malformed: [
      'Bearer error="invalid_token", error_description="Bearer token is malformed", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
      'InvalidBearerTokenException: An error occurred while attempting to decode the Jwt: Malformed token',
      'Invalid serialized unsecured/JWS/JWE object: Missing part delimiters',
      'An error occurred while attempting to decode the Jwt: Invalid JWT serialization: Missing dot delimiter(s)',
    ],
    unknownToken: [`Bearer error="invalid_token", error_description="Provided token isn't active"`],
    notYetValid: ['An error occurred while attempting to decode the Jwt: Jwt used before 2026-03-01T13:00:00Z'],
    signature: ['An error occurred while attempting to decode the Jwt: Signed JWT rejected: Invalid signature'],
  },
  // https://github.com/jpadilla/pyjwt, jwt/api_jws.py and api_jwt.py; python-jose, jose/jws.py
  PyJWT: {
    malformed: [
      'jwt.exceptions.DecodeError: Not enough segments',
      'DecodeError: Invalid header padding',
      'DecodeError: Invalid crypto padding',
      `DecodeError: Invalid header string: 'utf-8' codec can't decode byte`,
      'jose.exceptions.JWTError: Error decoding token headers.',
    ],
    algorithm: ['jwt.exceptions.InvalidAlgorithmError: The specified alg value is not allowed'],
    signature: ['jwt.exceptions.InvalidSignatureError: Signature verification failed'],
    notYetValid: ['ImmatureSignatureError: The token is not yet valid (nbf)'],
  },
  // https://github.com/golang-jwt/jwt, errors.go and parser.go
  'golang-jwt': {
    malformed: ['token is malformed: token contains an invalid number of segments'],
    algorithm: [
      'token is unverifiable: error while executing keyfunc: unexpected signing method: HS256',
      'token signature is invalid: signing method HS256 is invalid',
    ],
    signature: ['token signature is invalid: crypto/rsa: verification error'],
    audience: ['token has invalid claims: token has invalid audience'],
    issuer: ['token has invalid claims: token has invalid issuer'],
    notYetValid: ['token has invalid claims: token is not valid yet', 'token used before issued'],
    expired: ['token has invalid claims: token is expired'],
  },
  // https://github.com/go-jose/go-jose, jws.go; https://github.com/coreos/go-oidc, oidc/verify.go
  'go-jose': {
    malformed: [
      'go-jose/go-jose: compact JWS format must have three parts',
      'oidc: malformed jwt: square/go-jose: compact JWS format must have three parts',
    ],
    audience: ['oidc: expected audience "orders" got ["account"]'],
    issuer: ['oidc: id token issued by a different provider, expected "https://a.example" got "https://b.example"'],
    signature: ['failed to verify signature: failed to verify id token signature'],
  },
  // https://github.com/jwtk/jjwt, DefaultJwtParser
  jjwt: {
    malformed: ['MalformedJwtException: JWT strings must contain exactly 2 period characters. Found: 0'],
    signature: [
      'SignatureException: JWT signature does not match locally computed signature. JWT validity cannot be asserted and should not be trusted.',
    ],
    expired: ['ExpiredJwtException: JWT expired at 2026-03-01T11:00:00Z. Current time: 2026-03-01T12:00:00Z'],
    notYetValid: ['PrematureJwtException: JWT must not be accepted before 2026-03-01T13:00:00Z.'],
    audience: [
      'IncorrectClaimException: Expected aud claim to be: https://orders.example.com, but was: https://stock.example.com.',
    ],
    issuer: ['IncorrectClaimException: Expected iss claim to be: https://a.example, but was: https://b.example.'],
  },
  // https://github.com/jwt/ruby-jwt, lib/jwt
  'ruby-jwt': {
    malformed: ['JWT::DecodeError: Not enough or too many segments', 'Invalid segment encoding'],
    notYetValid: ['Signature nbf has not been reached'],
    signature: ['JWT::VerificationError: Signature verification raised'],
    expired: ['JWT::ExpiredSignature: Signature has expired'],
  },
  // https://github.com/Kong/kong, kong/plugins/jwt/handler.lua
  Kong: {
    malformed: ['{"message":"Bad token; invalid JWT"}', '{"message":"Unrecognizable token"}'],
    algorithm: ['{"message":"Invalid algorithm"}'],
    signature: ['{"message":"Invalid signature"}'],
    issuer: [`{"message":"No credentials found for given 'iss'"}`],
    expired: ['{"exp":"token expired"}'],
    rejected: ['HTTP/1.1 401 Unauthorized\n\n{"message":"Unauthorized"}'],
  },
  // https://github.com/google/jwt_verify_lib, src/status.cc (Envoy, Istio)
  Envoy: {
    malformed: [
      'Jwt is not in the form of Header.Payload.Signature',
      'Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections',
      'Jwt header is an invalid Base64url input or an invalid JSON',
      'Jwt payload is an invalid Base64 or an invalid JSON',
    ],
    algorithm: ['Jwt header [alg] field value is invalid'],
    signature: [
      'Jwt verification fails',
      'Jwks remote fetch is failed',
      "Jwks doesn't have key to match kid or alg from Jwt",
    ],
    notYetValid: ['Jwt not yet valid'],
    expired: ['Jwt is expired'],
    audience: ['Audiences in Jwt are not allowed'],
    issuer: ['Jwt issuer is not configured'],
    missingToken: ['Jwt is missing'],
  },
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html and supported-gateway-response-types.html
  'Amazon API Gateway': {
    audience: [
      '< www-authenticate: Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"',
    ],
    expired: ['{"message":"The incoming token has expired"}'],
    noSuchRoute: ['{"message":"Missing Authentication Token"}'],
    rejected: ['{"message":"Unauthorized"}'],
  },
  // https://learn.microsoft.com/azure/api-management/validate-jwt-policy, as its examples answer
  'Azure API Management': {
    missingToken: ['JWT not present.'],
    rejected: ['{"statusCode":401,"message":"Unauthorized. Access token is missing or invalid."}'],
    gatewayKey: ['{"statusCode":401,"message":"Access denied due to missing subscription key."}'],
  },
  // https://docs.apigee.com/api-platform/reference/policies/verify-jwt-policy and troubleshoot/policies/runtime
  Apigee: {
    malformed: [
      '{"fault":{"faultstring":"Failed to Decode Token: policy({0})","detail":{"errorcode":"steps.jwt.FailedToDecode"}}}',
    ],
    expired: ['{"fault":{"faultstring":"Token Expired: policy({0})","detail":{"errorcode":"steps.jwt.TokenExpired"}}}'],
    notYetValid: ['{"fault":{"faultstring":"x","detail":{"errorcode":"steps.jwt.TokenNotYetValid"}}}'],
    signature: [
      '{"fault":{"faultstring":"Invalid token: policy({0})","detail":{"errorcode":"steps.jwt.InvalidToken"}}}',
      '{"fault":{"faultstring":"x","detail":{"errorcode":"steps.jwt.NoMatchingPublicKey"}}}',
    ],
    algorithm: ['{"fault":{"faultstring":"x","detail":{"errorcode":"steps.jwt.AlgorithmMismatch"}}}'],
    audience: ['{"fault":{"faultstring":"x","detail":{"errorcode":"steps.jwt.JwtAudienceMismatch"}}}'],
    issuer: ['{"fault":{"faultstring":"x","detail":{"errorcode":"steps.jwt.JwtIssuerMismatch"}}}'],
    missingToken: ['{"fault":{"faultstring":"x","detail":{"errorcode":"steps.jwt.FailedToResolveVariable"}}}'],
    revoked: [
      '{"fault":{"faultstring":"Access Token not approved","detail":{"errorcode":"keymanagement.service.access_token_not_approved"}}}',
    ],
    rejected: [
      '{"fault":{"faultstring":"Invalid Access Token","detail":{"errorcode":"keymanagement.service.invalid_access_token"}}}',
    ],
  },
  // https://nginx.org/en/docs/http/ngx_http_auth_jwt_module.html
  nginx: {
    rejected: [
      'HTTP/1.1 401 Unauthorized\nServer: nginx\nWWW-Authenticate: Bearer realm="api",error="invalid_token"\n\n<html><head><title>401 Authorization Required</title></head></html>',
    ],
    missingToken: ['HTTP/1.1 401 Unauthorized\nServer: nginx\nWWW-Authenticate: Bearer realm="api"\n\n'],
  },
  // https://flask-jwt-extended.readthedocs.io, Amazon Cognito’s API reference, https://api.slack.com/methods
  revocation: {
    revoked: [
      '{"msg":"Token has been revoked"}',
      '{"__type":"NotAuthorizedException","message":"Access Token has been revoked"}',
      '{"ok":false,"error":"token_revoked"}',
    ],
  },
  // RFC 6750 §3.1 and RFC 9449 §7.1, as answers repeat them
  'the RFCs': {
    rejected: [
      'Bearer error="invalid_token", error_description="The access token provided is expired, revoked, malformed, or invalid for other reasons."',
    ],
    dpopProof: ['Bearer error="invalid_token", error_description="DPoP-bound access token needs a proof"'],
    malformed: [
      'invalid_token: The token is malformed',
      'Bearer error="invalid_token", error_description="The token cannot be read"',
      '{"detail":"Could not decode token"}',
    ],
    missingToken: ['{"message":"missing or malformed jwt"}'],
    unknownToken: ['{"error":"invalid_token","error_description":"The token is unknown, expired or revoked"}'],
  },
};

describe('the words of libraries and gateways', () => {
  for (const [library, complaints] of Object.entries(sources)) {
    for (const [complaint, wordings] of Object.entries(complaints)) {
      for (const wording of wordings) {
        it(`${library}, ${complaint}: ${wording.replace(/\s+/g, ' ').slice(0, 80)}`, () => {
          const { complaint: found, source } = explainError(wording, both);
          assert.equal(found, complaint);
          assert.notEqual(source, '');
        });
      }
    }
  }

  it('tell what they expect and what they refuse', () => {
    const read = (input: string): unknown => {
      const { wants } = explainError(input, { tokens: [], apis: [], now: 0 });
      return [wants.audiences, wants.issuer];
    };
    assert.deepEqual(read('oidc: expected audience "orders" got ["account"]'), [['orders'], undefined]);
    assert.deepEqual(read('{"error":"oidc: expected audience \\"orders\\" got []"}'), [['orders'], undefined]);
    assert.deepEqual(read('issued by a different provider, expected "https://a.example" got "https://b.example"'), [
      [],
      'https://a.example',
    ]);
    assert.deepEqual(read('Expected aud claim to be: https://o.example, but was: https://s.example.'), [
      ['https://o.example'],
      undefined,
    ]);
  });
});
