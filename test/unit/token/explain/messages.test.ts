import assert from 'node:assert/strict';
import { explainError } from '../../../../src/token/explain/explainError.ts';
import type { Complaint } from '../../../../src/token/explain/explanation.ts';
import { both } from './held.ts';

/** As developers find them in answers, consoles and logs. */
const messages: Readonly<Partial<Record<Complaint, readonly string[]>>> = {
  audience: [
    `WWW-Authenticate: Bearer error="invalid_token", error_description="The audience '00000003-0000-0000-c000-000000000000' is invalid"`,
    `WWW-Authenticate: Bearer error="invalid_token", error_description="The audience 'empty' is invalid"`,
    `IDX10214: Audience validation failed. Audiences: 'master-realm, account'. Did not match: validationParameters.ValidAudience: 'lamp-app' or validationParameters.ValidAudiences: 'null'.`,
    'JsonWebTokenError: jwt audience invalid. expected: https://orders.example.com',
    'JWTClaimValidationFailed: unexpected "aud" claim value',
    `InvalidTokenError: Unexpected 'aud' value`,
    '{"error":{"code":"InvalidAuthenticationToken","message":"Access token validation failure. Invalid audience.","innerError":{"date":"2026-03-01T12:00:00"}}}',
    `{"error":{"code":"InvalidAuthenticationTokenAudience","message":"The access token has been obtained for wrong audience or resource 'https://graph.microsoft.com'. It should exactly match (including forward slash) with one of the allowed audiences 'https://management.core.windows.net/'."}}`,
    'www-authenticate: Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"',
    'HTTP/1.1 403 Forbidden\n\nAudiences in Jwt are not allowed',
    'WWW-Authenticate: Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: The aud claim is not valid"',
    '{"statusCode":400,"error":"Bad Request","message":"Bad audience: https://x.example.com"}',
    "jwt.exceptions.InvalidAudienceError: Audience doesn't match",
    'The token was not issued for https://orders.example.com',
  ],
  expired: [
    'TokenExpiredError: jwt expired',
    '{"name":"TokenExpiredError","message":"jwt expired","expiredAt":"2026-03-01T11:00:00.000Z"}',
    `Bearer error="invalid_token", error_description="The token expired at '03/01/2026 11:00:00'"`,
    'WWW-Authenticate: Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Jwt expired at 2026-03-01T11:00:00Z", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
    '{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed, the token is expired."}}',
    '{"message":"The incoming token has expired"}',
    'Jwt is expired',
    'jwt.exceptions.ExpiredSignatureError: Signature has expired',
    '{"exp":"token expired"}',
    '"exp" claim timestamp check failed',
    'token has invalid claims: token is expired',
    '{"errorCode":"invalid_token","errorSummary":"The access token is expired."}',
    '{"error":{"code":401,"status":"UNAUTHENTICATED","details":[{"reason":"ACCESS_TOKEN_EXPIRED"}]}}',
    '{"statusCode":401,"error":"Unauthorized","message":"Expired token received for JSON Web Token validation","attributes":{"error":"Expired token"}}',
    '{"fault":{"faultstring":"Access Token expired","detail":{"errorcode":"keymanagement.service.access_token_expired"}}}',
    '{"ok":false,"error":"token_expired"}',
    'IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): ...',
  ],
  notYetValid: [
    'NotBeforeError: jwt not active',
    `Bearer error="invalid_token", error_description="The token is not valid before '03/01/2026 13:00:00'"`,
    'Jwt not yet valid',
    'The token is not yet valid (iat)',
  ],
  issuer: [
    `Bearer error="invalid_token", error_description="The issuer 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/' is invalid"`,
    'JsonWebTokenError: jwt issuer invalid. expected: https://tenant.eu.auth0.com',
    'Jwt issuer is not configured',
    `{"message":"No credentials found for given 'iss'"}`,
    'WWW-Authenticate: Bearer error="invalid_token", error_description="The iss claim is not valid"',
    `{"error":{"code":"InvalidAuthenticationTokenTenant","message":"The access token is from the wrong issuer 'https://sts.windows.net/a/'. It must match the tenant."}}`,
  ],
  signature: [
    'JsonWebTokenError: invalid signature',
    'Bearer error="invalid_token", error_description="The signature key was not found"',
    'Signed JWT rejected: Another algorithm expected, or no matching key(s) found',
    'JWSSignatureVerificationFailed: signature verification failed',
    'no applicable key found in the JSON Web Key Set',
    "Jwks doesn't have key to match kid or alg from Jwt",
    'IDX10503: Signature validation failed. Token does not have a kid.',
    '{"message":"Invalid signature"}',
  ],
  malformed: [
    'JsonWebTokenError: jwt malformed',
    'IDX12741: JWT must have three segments (JWS) or five segments (JWE).',
    'Invalid JWT serialization: Missing dot delimiter(s)',
    'jwt.exceptions.DecodeError: Not enough segments',
    '{"message":"Bad token; invalid JWT"}',
    'CompactToken parsing failed with error code: 80049217',
  ],
  missingToken: [
    'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm="example"\r\n\r\n',
    'WWW-Authenticate: Bearer',
    'UnauthorizedError: No authorization token was found',
    '{"code":"credentials_required","message":"No authorization token was found"}',
    'Full authentication is required to access this resource',
    'Jwt is missing',
    '{"detail":"Authentication credentials were not provided."}',
    '{"message":"missing or malformed jwt"}',
    '{"ok":false,"error":"not_authed"}',
    '{"error":{"code":"InvalidAuthenticationToken","message":"Access token is empty."}}',
    'Bearer authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  ],
  scope: [
    'WWW-Authenticate: Bearer realm="orders", error="insufficient_scope", scope="write:orders"',
    'HTTP/1.1 403\nWWW-Authenticate: Bearer error="insufficient_scope", error_description="The request requires higher privileges than provided by the access token.", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
    `IDW10203: The 'scope' or 'scp' claim does not contain scopes 'access_as_user' or was not found.`,
    '{"statusCode":403,"error":"Forbidden","message":"Insufficient scope, expected any of: read:users","errorCode":"insufficient_scope"}',
    '{"error":{"code":403,"message":"Request had insufficient authentication scopes.","errors":[{"message":"Insufficient Permission","domain":"global","reason":"insufficientPermissions"}],"status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}',
    '{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"users:read"}',
    `{"error":{"code":"Forbidden","message":"Missing scope permissions on the request. API requires one of 'Mail.Read, Mail.ReadWrite'. Scopes on the request 'User.Read'"}}`,
    '{"__type":"NotAuthorizedException","message":"Access Token does not have required scopes"}',
    '{"type":"about:blank","title":"Forbidden","status":403,"detail":"Missing required scope: write:orders"}',
  ],
  permission: [
    'HTTP/1.1 403 Forbidden\n\n',
    'RBAC: access denied',
    '{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}',
    '{"Message":"User is not authorized to access this resource"}',
    '{"message":"Resource not accessible by integration"}',
    '{"errorCode":"E0000006","errorSummary":"You do not have permission to perform the requested action"}',
  ],
  rejected: [
    'HTTP/1.1 401 Unauthorized\n\n',
    '{"message":"Unauthorized"}',
    'Bearer error="invalid_token"',
    '{"errorCode":"E0000011","errorSummary":"Invalid token provided"}',
    '{"message":"Bad credentials"}',
    'AxiosError: Request failed with status code 401',
    '{"error":{"code":401,"message":"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.","status":"UNAUTHENTICATED"}}',
    '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]',
  ],
  wrongKind: ['JwtInvalidClaimError: Token use not allowed: id. Expected: access'],
  stepUp: [
    'Bearer error="insufficient_user_authentication", error_description="More recent authentication is required", max_age="5"',
  ],
  claimsChallenge: [
    'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ=="',
  ],
  dpopNonce: [
    'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof"\nDPoP-Nonce: eyJ7S_zG.eyJH0-Z.HX4w-7v',
  ],
  dpopProof: ['WWW-Authenticate: DPoP error="invalid_dpop_proof", algs="ES256 PS256"'],
  consent: [
    "AADSTS65001: The user or administrator has not consented to use the application with ID '1' named 'x'. Send an interactive authorization request for this user and resource.",
    '{"error":"consent_required"}',
  ],
  grantEnded: [
    '{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}',
    '{"error":"invalid_grant","error_description":"Token is not active"}',
    '{"error":"invalid_grant","error_description":"AADSTS700082: The refresh token has expired due to inactivity.","error_codes":[700082]}',
    '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}',
    '{"error":"invalid_grant"}',
  ],
  client: [
    '{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}',
    'error=invalid_client&error_description=Unauthorized',
  ],
  clientNotAllowed: [
    `{"error":"unauthorized_client","error_description":"Grant type 'refresh_token' not allowed for the client."}`,
  ],
  target: [
    '{"error":"access_denied","error_description":"Service not found: https://orders.example.com/"}',
    '{"error":"invalid_target"}',
    'AADSTS500011: The resource principal named api://x was not found in the tenant named y.',
    'http://127.0.0.1:3000/callback?error=access_denied&error_description=Client%20is%20not%20authorized%20to%20access%20%22https%3A%2F%2Forders.example.com%22&state=s',
  ],
  scopeUnknown: [
    'http://127.0.0.1/callback?error=invalid_scope&error_description=AADSTS70011%3A+The+provided+value',
    '{"error":"invalid_scope","error_description":"One or more scopes are not configured for the authorization server resource."}',
  ],
  redirectUri: [
    'Error 400: redirect_uri_mismatch',
    'AADSTS50011: The redirect URI specified in the request does not match',
    'Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs.',
  ],
  policy: [
    'AADSTS53003: Access has been blocked by Conditional Access policies.',
    '{"error":"access_denied","error_description":"Policy evaluation failed for this request, please check the policy configurations."}',
  ],
  interaction: [
    '{"error":"interaction_required","error_description":"AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication"}',
    '{"error":"mfa_required","error_description":"Multifactor authentication required"}',
    'error=login_required',
  ],
  declined: ['http://localhost:3000/callback?error=access_denied&error_description=User+denied'],
  pending: ['{"error":"authorization_pending"}'],
  rateLimited: ['HTTP/1.1 429 Too Many Requests\nRetry-After: 30\n\n'],
  server: ['HTTP/1.1 503 Service Unavailable\n\n'],
  gatewayKey: [
    '{"statusCode":401,"message":"Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API."}',
    '{"message":"No API key found in request"}',
  ],
  noSuchRoute: ['{"message":"Missing Authentication Token"}'],
  request: ['Bearer error="invalid_request", error_description="Two ways to send a token"'],
};

describe('messages of APIs and authorization servers', () => {
  for (const [complaint, inputs] of Object.entries(messages)) {
    for (const input of inputs) {
      it(`${complaint}: ${input.replace(/\s+/g, ' ').slice(0, 90)}`, () => {
        const { complaint: found, source, recognised } = explainError(input, both);
        assert.equal(found, complaint);
        assert.notEqual(recognised, 'unknown');
        assert.notEqual(source, '');
      });
    }
  }

  for (const input of [
    '',
    '   \n',
    'hello world',
    '{"orders":[{"id":1}]}',
    'const token = await getToken();',
    '{}',
    'HTTP/1.1 200 OK\n\n{"items":[]}',
  ]) {
    it(`says that it knows nothing of: ${JSON.stringify(input)}`, () => {
      const { recognised, actions } = explainError(input, both);
      assert.equal(recognised, 'unknown');
      assert.deepEqual(actions, []);
    });
  }

  const forms = {
    challenge: 'Bearer error="invalid_token"',
    httpResponse: 'HTTP/2 401\nwww-authenticate: Bearer error="invalid_token"\n\n',
    problemDetails: '{"type":"about:blank","title":"Unauthorized","status":401}',
    oauthError: '{"error":"invalid_token","error_description":"x"}',
    json: '{"message":"jwt expired"}',
    message: 'Error: jwt expired',
  };
  for (const [form, input] of Object.entries(forms)) {
    it(`knows the form of ${form}`, () => {
      assert.equal(explainError(input, both).recognised, form);
    });
  }

  const wrapped = {
    'a curl -v transcript':
      '> GET /orders HTTP/1.1\n> Host: orders.example.com\n>\n< HTTP/1.1 403 Forbidden\n< WWW-Authenticate: Bearer error="insufficient_scope", scope="write:orders"\n< Content-Length: 0\n<',
    'a folded header (RFC 9112 §5.2)':
      'WWW-Authenticate: Bearer error="insufficient_scope",\n   scope="write:orders"\nDate: x',
    'a log line in JSON':
      '{"level":"error","response":{"status":403,"headers":{"www-authenticate":"Bearer error=\\"insufficient_scope\\", scope=\\"write:orders\\"","date":"x"}}}',
    'headers as an array': '"www-authenticate": ["Bearer error=\\"insufficient_scope\\", scope=\\"write:orders\\""]',
    'a log line': '2026-03-01 12:00:00 WARN o.s.s: Bearer error="insufficient_scope", scope="write:orders"',
    'the second of two headers':
      'WWW-Authenticate: Basic realm="x"\nWWW-Authenticate: Bearer error="insufficient_scope", scope="write:orders"',
  };
  for (const [name, input] of Object.entries(wrapped)) {
    it(`reads the challenge in ${name}`, () => {
      const { complaint, wants } = explainError(input, both);
      assert.equal(complaint, 'scope');
      assert.deepEqual(wants.scopes, ['write:orders']);
    });
  }
});
