import assert from 'node:assert/strict';
import { profileKeys } from '../../../../src/profile/keys.ts';
import { auth0, auth0Alone } from '../../../../src/token/refusal/auth0.ts';
import { codes } from '../../../../src/token/refusal/codes.ts';
import { cognitoAlone } from '../../../../src/token/refusal/cognito.ts';
import { entraError } from '../../../../src/token/refusal/entra.ts';
import { findRefusal } from '../../../../src/token/refusal/findRefusal.ts';
import { codesOfGrant, entraOfGrant } from '../../../../src/token/refusal/grants.ts';
import type { Mending, Refusal } from '../../../../src/token/refusal/refusal.ts';
import { sentences } from '../../../../src/token/refusal/sentences.ts';

const auth0Issuer = 'https://example.eu.auth0.com/';
const entra = 'https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0';
const okta = 'https://example.okta.com/oauth2/default';
const keycloak = 'https://sso.example.com/realms/work';
const cognito = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc';
const google = 'https://accounts.google.com';
const plain = 'https://login.example.com';

const traces =
  ' Trace ID: 6e0f0e6c-0000-4a2b-8a55-b0f4a81f0100 Correlation ID: 1c6f2a3e-0000-4b0d-9be2-0d7a3bb8c5de Timestamp: 2026-03-01 10:00:00Z';

type Row = readonly [
  issuer: string,
  at: 'authorization' | 'token',
  answer: Readonly<Record<string, unknown>>,
  first: Mending,
  key: Refusal['key'],
  ...words: RegExp[],
];

/** Answers as servers send them: the query of an authorization response, or the body of a token answer. */
const answers: Readonly<Record<string, Row>> = {
  'Auth0: no such API': [
    auth0Issuer,
    'authorization',
    { error: 'access_denied', error_description: 'Service not found: https://orders.example.com' },
    'editProfile',
    'audience',
    /no API with this identifier/,
  ],
  'Auth0: not authorized for the API': [
    auth0Issuer,
    'token',
    {
      error: 'access_denied',
      error_description: 'Client is not authorized to access "https://orders.example.com". You need to create a grant.',
    },
    'tryAgain',
    'audience',
    /Application Access/,
  ],
  'Auth0: an Action said no': [
    auth0Issuer,
    'authorization',
    { error: 'access_denied', error_description: 'Only employees.' },
    'tryAgain',
    undefined,
    /Monitoring › Logs/,
  ],
  'Auth0: wrong client secret': [
    auth0Issuer,
    'token',
    { error: 'access_denied', error_description: 'Unauthorized' },
    'enterSecret',
    'clientAuthentication',
    /client secret/,
  ],
  'Auth0: callback': [
    auth0Issuer,
    'authorization',
    {
      error: 'unauthorized_client',
      error_description: 'Callback URL mismatch. http://localhost:3000/cb is not in the list of allowed callback URLs',
    },
    'copyRedirectUri',
    'redirectUri',
    /Allowed Callback URLs/,
  ],
  'Auth0: grant type': [
    auth0Issuer,
    'token',
    {
      error: 'unauthorized_client',
      error_description: "Grant type 'authorization_code' not allowed for the client.",
      error_uri: 'https://auth0.com/docs/clients/client-grant-types',
    },
    'tryAgain',
    'grant',
    /Grant Types/,
  ],
  'Auth0: refresh token': [
    auth0Issuer,
    'token',
    { error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' },
    'signIn',
    undefined,
    /Refresh Token Expiration/,
  ],
  'Auth0 at a domain of the customer’s': [
    plain,
    'token',
    { error: 'mfa_required', error_description: 'Multifactor authentication required', mfa_token: 'Fe26…' },
    'signIn',
    undefined,
    /second factor/,
  ],
  'Entra: multi-factor': [
    entra,
    'token',
    {
      error: 'interaction_required',
      error_description: `AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.${traces}`,
      error_codes: [50076],
      suberror: 'basic_action',
    },
    'signIn',
    undefined,
    /Multi-factor authentication is required/,
  ],
  'Entra: another tenant’s account': [
    entra,
    'authorization',
    {
      error: 'access_denied',
      error_description: `AADSTS50020: User account 'ada@example.com' does not exist in tenant.${traces}`,
    },
    'otherAccount',
    'issuer',
    /another tenant/,
  ],
  'Entra: two APIs at once': [
    entra,
    'token',
    { error: 'invalid_scope', error_description: `AADSTS70011: The provided request must include a 'scope'.${traces}` },
    'editProfile',
    'scopes',
    /One token is for one API/,
  ],
  'Entra: public client flows': [
    entra,
    'token',
    {
      error: 'invalid_client',
      error_description: `AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.${traces}`,
    },
    'copyRedirectUri',
    'clientAuthentication',
    /Mobile and desktop applications/,
  ],
  'Entra: a number that nobody knows': [
    entra,
    'token',
    { error: 'invalid_grant', error_description: `AADSTS9999999: Something new.${traces}` },
    'signIn',
    undefined,
    /no longer good/,
  ],
  'Okta: policy': [
    okta,
    'authorization',
    {
      error: 'access_denied',
      error_description: 'Policy evaluation failed for this request, please check the policy configurations.',
    },
    'tryAgain',
    'scopes',
    /Access Policies/,
  ],
  'Okta: scopes': [
    okta,
    'authorization',
    {
      error: 'invalid_scope',
      error_description: 'One or more scopes are not configured for the authorization server resource.',
    },
    'editProfile',
    'scopes',
    /does not define one of the scopes/,
  ],
  'Okta: client': [
    okta,
    'token',
    { error: 'invalid_client', error_description: "Invalid value for 'client_id' parameter." },
    'editProfile',
    'clientId',
    /Applications › the application › General/,
  ],
  'Keycloak: redirect': [
    keycloak,
    'authorization',
    { error: 'invalid_request', error_description: 'Invalid parameter: redirect_uri' },
    'copyRedirectUri',
    'redirectUri',
    /Valid redirect URIs/,
  ],
  'Keycloak: required actions': [
    keycloak,
    'token',
    { error: 'invalid_grant', error_description: 'Account is not fully set up' },
    'signIn',
    undefined,
    /Required user actions/,
  ],
  'Keycloak: session': [
    keycloak,
    'token',
    { error: 'invalid_grant', error_description: 'Session not active' },
    'signIn',
    'scopes',
    /offline_access/,
  ],
  'Keycloak: offline session': [
    keycloak,
    'token',
    { error: 'invalid_grant', error_description: 'Offline user session not found' },
    'signIn',
    undefined,
    /offline session has ended/,
  ],
  'Keycloak: token': [
    keycloak,
    'token',
    { error: 'invalid_grant', error_description: 'Token is not active' },
    'signIn',
    'scopes',
    /refresh token has expired/,
  ],
  'Keycloak: confidential client': [
    keycloak,
    'token',
    { error: 'unauthorized_client', error_description: 'Client secret not provided in request' },
    'editProfile',
    'clientAuthentication',
    /confidential/,
  ],
  'Cognito: scopes': [
    cognito,
    'authorization',
    { error: 'invalid_request', error_description: 'invalid_scope' },
    'editProfile',
    'scopes',
    /no “offline_access”/,
  ],
  'Cognito: grant': [cognito, 'token', { error: 'unauthorized_client' }, 'tryAgain', 'clientId', /Login pages/],
  'Cognito: secret': [
    cognito,
    'token',
    { error: 'invalid_client', error_description: 'invalid_client_secret' },
    'enterSecret',
    'clientAuthentication',
    /secret/,
  ],
  'Google: seven days': [
    google,
    'token',
    { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
    'signIn',
    undefined,
    /7 days/,
  ],
  'Google: desktop client': [
    google,
    'token',
    { error: 'invalid_request', error_description: 'client_secret is missing.' },
    'editProfile',
    'clientAuthentication',
    /clientSecretPost/,
  ],
  'Google: organization': [
    google,
    'authorization',
    { error: 'org_internal' },
    'otherAccount',
    undefined,
    /own organization/,
  ],
  'GitHub: code': [
    'https://github.com',
    'token',
    { error: 'bad_verification_code' },
    'signIn',
    undefined,
    /used already/,
  ],
  'RFC 6749: scope': [
    plain,
    'authorization',
    { error: 'invalid_scope' },
    'editProfile',
    'scopes',
    /does not accept the scopes/,
  ],
  'RFC 8707: target': [
    plain,
    'token',
    { error: 'invalid_target' },
    'editProfile',
    'audience',
    /“audience” or “resource”/,
  ],
  'OpenID Connect: consent': [plain, 'authorization', { error: 'consent_required' }, 'consent', undefined, /consent/],
};

const find = ([issuer, at, answer]: Row): Refusal | undefined =>
  findRefusal({
    issuer,
    at,
    error: answer['error'] as string | undefined,
    description: answer['error_description'] as string | undefined,
  });

describe('what a refusal of an authorization server means', () => {
  for (const [name, row] of Object.entries(answers)) {
    it(name, () => {
      const [, , , first, key, ...words] = row;
      const refusal = find(row);
      assert.ok(refusal !== undefined);
      const { meaning, advice, mendings } = refusal;
      for (const word of words) assert.match(`${meaning.message} ${advice.message}`, word);
      assert.deepEqual([mendings[0], refusal.key], [first, key]);
    });
  }

  it('an error that nobody knows has no meaning', () => {
    for (const error of ['teapot', 'toString', '__proto__', '']) {
      assert.equal(findRefusal({ issuer: plain, at: 'token', error }), undefined);
    }
  });

  it('what only one vendor means so, means nothing at others', () => {
    const answer = { error: 'access_denied', description: 'Unauthorized', at: 'token' } as const;
    assert.equal(findRefusal({ ...answer, issuer: plain })?.complaint, 'declined');
    assert.equal(findRefusal({ ...answer, issuer: auth0Issuer })?.complaint, 'client');
  });

  it('speaks of the assertion, and of no refresh token, where the client signs for its tokens', () => {
    const asked = { at: 'token', grant: 'jwtBearer' } as const;
    for (const [issuer, error, description, first] of [
      [plain, 'invalid_grant', 'signature verification failed', 'editProfile'],
      [google, 'invalid_grant', 'Invalid JWT Signature.', 'editProfile'],
      [google, 'unauthorized_client', 'Client is unauthorized to retrieve access tokens using this method', 'tryAgain'],
      [okta, 'unauthorized_client', 'The client is not authorized to use the provided grant type.', 'tryAgain'],
      [keycloak, 'invalid_client', 'Invalid client or Invalid client credentials', 'enterSecret'],
      [plain, 'unsupported_grant_type', undefined, 'tryAgain'],
    ] as const) {
      const { meaning, advice, mendings } = findRefusal({ ...asked, issuer, error, description })!;
      assert.equal(mendings[0], first, description);
      assert.match(`${meaning.message} ${advice.message}`, /assertion|key/);
      assert.doesNotMatch(`${meaning.message} ${advice.message}`, /refresh token|PKCE/);
    }
    assert.equal(findRefusal({ ...asked, issuer: plain, error: 'invalid_scope' })?.complaint, 'scopeUnknown');
    const entraSays = 'AADSTS7000112: Application is disabled.';
    assert.notEqual(
      findRefusal({ ...asked, issuer: entra, error: 'invalid_scope', description: entraSays }),
      undefined,
    );
  });

  it('speaks of the token that was sent, and of no refresh token, where one is exchanged', () => {
    const asked = { at: 'token', grant: 'tokenExchange' } as const;
    for (const [issuer, error, description, key] of [
      [plain, 'invalid_request', 'subject_token: expired', 'subject'],
      [okta, 'invalid_grant', "'subject_token' is invalid.", 'subject'],
      [keycloak, 'invalid_target', undefined, 'audience'],
      [keycloak, 'unauthorized_client', 'Standard token exchange is not enabled for the requested client', 'clientId'],
      [plain, 'unsupported_grant_type', undefined, 'clientId'],
      [entra, 'invalid_grant', `AADSTS500131: Assertion audience does not match.${traces}`, 'subject'],
      [entra, 'invalid_grant', `AADSTS65001: The user or administrator has not consented.${traces}`, 'clientId'],
      [entra, 'invalid_grant', `AADSTS50013: Assertion failed signature validation.${traces}`, 'subject'],
    ] as const) {
      const refusal = findRefusal({ ...asked, issuer, error, description })!;
      const said = `${refusal.meaning.message} ${refusal.advice.message}`;
      assert.equal(refusal.key, key, said);
      assert.match(said, /exchange|consented that this client calls/);
      assert.doesNotMatch(said, /refresh token|PKCE/);
    }
    const mfa = { error: 'interaction_required', description: `AADSTS50076: multi-factor.${traces}` };
    assert.equal(findRefusal({ ...asked, issuer: entra, ...mfa })?.complaint, 'interaction');
  });

  it('knows the errors of Entra ID that developers meet', () => {
    const numbers =
      '50011 50020 50034 50053 50055 50057 50058 50059 50076 50079 50105 50126 50158 50173 50194 500011 500113 500208 53000 53003 54005 65001 65004 65005 70000 70001 70008 700016 700054 7000112 7000215 7000218 7000222 70011 700082 700084 90002 90013 90014 900023 90072 90094 9002313 9002325 9002326 9002327 1002016 16000 135004 240001';
    assert.deepEqual(
      numbers.split(' ').filter((number) => entraError(number) === undefined),
      [],
    );
  });

  it('says of each what to do, where that is written, and opens a key that profiles have', () => {
    const ofGrants = [...Object.values(codesOfGrant), ...Object.values(entraOfGrant)].flatMap((own = {}) =>
      Object.values(own).map((one) => one!),
    );
    const all = [
      ...[...sentences, ...auth0Alone, ...cognitoAlone, ...Object.values(codes), ...ofGrants],
      entraError('50011')!,
    ];
    assert.ok(all.length > 80 && sentences.length > auth0.length);
    for (const { meaning, advice, mendings, key, source } of all) {
      const said = `${meaning.message} ${advice.message}`;
      assert.match(said, /^[A-Z“][^]*\.$/, said);
      assert.ok(said.length < 420, `${String(said.length)}: ${said}`);
      assert.notEqual(source, '');
      assert.equal(new Set(mendings).size, mendings.length, said);
      assert.equal(mendings.includes('editProfile') && key === undefined, false, `nowhere to edit: ${said}`);
      assert.ok(key === undefined || profileKeys.includes(key), key);
    }
  });
});
