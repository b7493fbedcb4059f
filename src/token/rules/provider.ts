import { safeText } from '../display.ts';
import { isJsonObject } from '../json.ts';
import { when } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { text } from '../text.ts';
import type { Facts } from '../facts.ts';

const graph = new Set([
  '00000003-0000-0000-c000-000000000000',
  'https://graph.microsoft.com',
  'https://graph.microsoft.com/',
]);

function isAccessToken(facts: Facts): boolean {
  return facts.claims !== undefined && facts.use !== 'idToken' && !facts.looksLikeIdToken;
}

export const providerRules: readonly Rule[] = [
  {
    code: 'entra.graph',
    severity: 'warning',
    title: text('For Microsoft Graph, not for an API of yours'),
    meaning: text(
      'Only Graph can check this token. An API of yours refuses its signature, which is no sign of a bad token.',
    ),
    advice: text('Ask for a scope of your own API, such as api://…/.default, instead of User.Read.'),
    action: 'editProfile',
    source: 'Microsoft identity platform: access tokens (validate tokens)',
    check: (facts) =>
      when(facts.vendor === 'entra' && isAccessToken(facts) && facts.audience.some((value) => graph.has(value))),
  },
  {
    code: 'entra.version',
    severity: 'info',
    title: text('A version 1 token for a version 2 sign-in'),
    meaning: text(
      'The API chooses the version. Version 1 has another issuer (sts.windows.net) and other claims (appid, upn).',
    ),
    advice: text('Set “requestedAccessTokenVersion” to 2 in the API’s manifest, or let the API accept both issuers.'),
    source: 'Microsoft identity platform: access tokens (token formats)',
    check: (facts) =>
      when(
        facts.vendor === 'entra' &&
          isAccessToken(facts) &&
          facts.claims?.['ver'] === '1.0' &&
          facts.profile?.issuer.includes('/v2.0') === true,
      ),
  },
  {
    code: 'entra.audienceForm',
    severity: 'info',
    title: text('The audience is {actual}, without “api://”'),
    meaning: text(
      'Version 2 tokens name the API by its application id, version 1 tokens by its address. An API that expects the other spelling refuses the token.',
    ),
    advice: text('Let the API accept both spellings: its application id, and api:// with it.'),
    source: 'Microsoft identity platform: access token claims (aud)',
    check: (facts) => {
      if (facts.vendor !== 'entra' || !isAccessToken(facts)) return undefined;
      const { audience, resource = [], requestedScopes = [] } = facts.profile ?? {};
      const asked = [audience ?? '', ...resource, ...requestedScopes];
      const ids = new Set(asked.flatMap((name) => /^api:\/\/([^/]+)/.exec(name)?.[1] ?? []));
      const actual = facts.audience.find((value) => ids.has(value));
      return actual === undefined ? undefined : { actual: safeText(actual) };
    },
  },
  {
    code: 'entra.groupsOverage',
    severity: 'warning',
    title: text('The groups are left out of the token'),
    meaning: text(
      'The user is in more groups than fit. The token says only where they can be read (“_claim_names”, “hasgroups”).',
    ),
    advice: text('Let the API ask Microsoft Graph for the groups, or use application roles.'),
    source: 'Microsoft identity platform: groups overage claim',
    check: ({ claims }) => {
      const names = claims?.['_claim_names'];
      return when(
        claims?.['hasgroups'] === true ||
          claims?.['hasgroups'] === 'true' ||
          (isJsonObject(names) && 'groups' in names),
      );
    },
  },
  {
    code: 'keycloak.audience',
    severity: 'warning',
    title: text('Keycloak named no API in this token'),
    meaning: text('Keycloak writes the audience “account” or none. An API that checks the audience refuses the token.'),
    advice: text('Add an audience mapper for your API to the client, or to a client scope, in Keycloak.'),
    source: 'Keycloak: Server Administration Guide (audience support)',
    check: (facts) =>
      when(
        facts.vendor === 'keycloak' &&
          isAccessToken(facts) &&
          facts.audience.every((value) => value === 'account' || value === facts.client),
      ),
  },
  {
    code: 'cognito.noAudience',
    severity: 'info',
    title: text('Cognito’s access tokens have no audience'),
    meaning: text('They name the client in “client_id”. An API or library that wants “aud” refuses them.'),
    advice: text('Let the API check “client_id” and “token_use” instead.'),
    source: 'Amazon Cognito: Understanding the access token',
    check: (facts) =>
      when(facts.vendor === 'cognito' && facts.claims?.['token_use'] === 'access' && facts.audience.length === 0),
  },
  {
    code: 'okta.orgServer',
    severity: 'warning',
    title: text('From Okta’s own server: for Okta’s APIs alone'),
    meaning: text('Okta asks others not to check these tokens; their form may change at any time.'),
    advice: text('Use a custom authorization server, whose issuer ends in /oauth2/default or another id.'),
    action: 'editProfile',
    source: 'Okta: Authorization servers (org authorization server)',
    check: (facts) => {
      const issuer = facts.issuer ?? facts.profile?.issuer ?? '';
      const isAccess = facts.use === 'accessToken' || (facts.use === 'unknown' && facts.scopes !== undefined);
      return when(facts.vendor === 'okta' && isAccess && !/\/oauth2\/[^/]+/.test(issuer));
    },
  },
  {
    code: 'adfs.userinfo',
    severity: 'warning',
    title: text('For AD FS’s userinfo endpoint, not for an API'),
    meaning: text('“urn:microsoft:userinfo” is what AD FS writes when no resource was named.'),
    advice: text('Put the identifier of your API into “resource” of the profile, and sign in again.'),
    action: 'editProfile',
    source: 'AD FS: OpenID Connect and OAuth flows',
    check: (facts) => when(isAccessToken(facts) && facts.audience.includes('urn:microsoft:userinfo')),
  },
  {
    code: 'auth0.managementApi',
    severity: 'info',
    title: text('For Auth0’s Management API'),
    meaning: text('Signed in as a user, this token may only read and change what belongs to that user.'),
    advice: text('For an API of your own use its identifier as audience.'),
    source: 'Auth0: Management API access tokens',
    check: (facts) =>
      when(
        isAccessToken(facts) && facts.audience.some((value) => /^https:\/\/[^/]+\.auth0\.com\/api\/v2\/$/.test(value)),
      ),
  },
];
