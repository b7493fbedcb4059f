import type { Complaint } from './explain/explanation.ts';

/** A page of docs/help. */
type Page =
  | 'audience'
  | 'bound-tokens'
  | 'form'
  | 'grants'
  | 'id-or-access-token'
  | 'opaque-tokens'
  | 'refresh-tokens'
  | 'refusals'
  | 'scopes'
  | 'sessions'
  | 'sign-in'
  | 'time'
  | 'two-audiences'
  | 'verifying';

/** Where something is explained at length: a page, and the anchor of a section on it. */
export type Help = `${Page}#${string}`;

/** By code, or by family (what stands before the dot) for all codes that are not here. */
const findings: Readonly<Record<string, Help>> = {
  audience: 'audience#name-the-api',
  'audience.notRequested': 'audience#another-api-than-the-one-asked-for',
  'audience.slash': 'audience#a-slash-or-another-spelling',
  'audience.two': 'two-audiences#why-there-are-two',
  'audience.onlyUserinfo': 'two-audiences#only-userinfo',
  'audience.several': 'audience#several-audiences',
  'audience.none': 'audience#no-audience',
  scope: 'scopes#where-they-stand',
  'scope.missing': 'scopes#asked-for-and-not-granted',
  'scope.unrequested': 'scopes#granted-and-not-asked-for',
  'scope.answerDiffers': 'scopes#asked-for-and-not-granted',
  'scope.permissions': 'scopes#roles-and-permissions',
  'scope.rolesOnly': 'scopes#roles-and-permissions',
  'scope.case': 'scopes#asked-for-and-not-granted',
  kind: 'id-or-access-token#which-is-which',
  'kind.opaqueNoAudience': 'opaque-tokens#opaque-because-no-api-was-named',
  'kind.opaqueUnnamed': 'opaque-tokens#opaque-because-no-api-was-named',
  'kind.opaque': 'opaque-tokens#how-an-api-checks-an-opaque-token',
  'kind.opaqueByDesign': 'opaque-tokens#opaque-by-design',
  'kind.encrypted': 'opaque-tokens#encrypted-not-broken',
  'kind.refreshToken': 'id-or-access-token#other-tokens',
  'kind.logoutToken': 'id-or-access-token#other-tokens',
  'kind.dpopProof': 'bound-tokens#dpop',
  refresh: 'refresh-tokens#why-none-came',
  'refresh.managementApi': 'refresh-tokens#apis-that-never-allow-one',
  'refresh.clientCredentials': 'refresh-tokens#none-is-needed',
  time: 'time#times-that-are-written-wrongly',
  'time.expired': 'time#expired',
  'time.idTokenExpired': 'time#expired',
  'time.notYetValid': 'time#clocks-that-differ',
  'time.issuedInFuture': 'time#clocks-that-differ',
  'time.clockSkew': 'time#clocks-that-differ',
  'time.lifetimeLong': 'time#very-long-and-very-short-lives',
  'time.lifetimeShort': 'time#very-long-and-very-short-lives',
  'time.answerDiffers': 'time#which-time-counts',
  issuer: 'verifying#issuer-and-client',
  client: 'verifying#issuer-and-client',
  subject: 'verifying#issuer-and-client',
  signature: 'verifying#keys',
  'signature.none': 'verifying#algorithms',
  'signature.invalid': 'verifying#what-the-signature-row-says',
  'signature.refused': 'verifying#what-the-signature-row-says',
  'signature.disclosure': 'verifying#what-the-signature-row-says',
  'signature.symmetric': 'verifying#with-a-key-of-your-own',
  'signature.weak': 'verifying#algorithms',
  binding: 'bound-tokens#dpop',
  'binding.refused': 'bound-tokens#asked-for-and-not-bound',
  'binding.notBound': 'bound-tokens#asked-for-and-not-bound',
  'binding.mtls': 'bound-tokens#mutual-tls',
  'binding.certificate': 'bound-tokens#mutual-tls',
  'binding.otherCertificate': 'bound-tokens#mutual-tls',
  'binding.key': 'bound-tokens#another-key',
  shape: 'form#oddly-written',
  'shape.damaged': 'form#damaged',
  'shape.large': 'form#too-large',
  'entra.graph': 'verifying#tokens-that-only-their-api-can-verify',
  'entra.version': 'verifying#issuer-and-client',
  'entra.audienceForm': 'audience#a-slash-or-another-spelling',
  'entra.groupsOverage': 'scopes#too-many-groups',
  'keycloak.audience': 'audience#no-audience',
  'cognito.noAudience': 'audience#no-audience',
  'okta.orgServer': 'verifying#tokens-that-only-their-api-can-verify',
  'adfs.userinfo': 'audience#name-the-api',
  'auth0.managementApi': 'refresh-tokens#apis-that-never-allow-one',
};

/** Where a finding is explained at length. */
export function helpForFinding(code: string): Help | undefined {
  return findings[code] ?? findings[code.replace(/\..*$/, '')];
}

/** Where it is explained at length what an API or an authorization server complains about. */
export const helpForComplaint: Readonly<Record<Complaint, Help>> = {
  algorithm: 'verifying#algorithms',
  audience: 'audience#name-the-api',
  claimsChallenge: 'refusals#consent-policies-and-accounts',
  dpopNonce: 'bound-tokens#dpop',
  dpopProof: 'bound-tokens#dpop',
  expired: 'time#expired',
  issuer: 'verifying#issuer-and-client',
  malformed: 'form#damaged',
  missingToken: 'id-or-access-token#which-is-which',
  notYetValid: 'time#clocks-that-differ',
  permission: 'scopes#roles-and-permissions',
  rejected: 'verifying#what-the-signature-row-says',
  revoked: 'refresh-tokens#when-it-ends',
  scope: 'scopes#asked-for-and-not-granted',
  signature: 'verifying#keys',
  stepUp: 'refusals#consent-policies-and-accounts',
  unknownToken: 'opaque-tokens#how-an-api-checks-an-opaque-token',
  wrongKind: 'id-or-access-token#which-is-which',
  assertion: 'grants#assertions-and-keys',
  exchange: 'grants#token-exchange',
  client: 'refusals#the-client-and-its-authentication',
  clientNotAllowed: 'refusals#the-client-and-its-authentication',
  consent: 'refusals#consent-policies-and-accounts',
  declined: 'refusals#consent-policies-and-accounts',
  grantEnded: 'refusals#a-grant-that-has-ended',
  interaction: 'refusals#consent-policies-and-accounts',
  pending: 'sign-in#ways-to-come-back',
  policy: 'refusals#consent-policies-and-accounts',
  redirectUri: 'refusals#the-redirect-uri',
  scopeUnknown: 'refusals#scopes-and-apis',
  target: 'refusals#scopes-and-apis',
  gatewayKey: 'id-or-access-token#which-is-which',
  noSuchRoute: 'audience#name-the-api',
  rateLimited: 'refusals#the-network',
  request: 'refusals#the-client-and-its-authentication',
  server: 'refusals#the-network',
  unknown: 'refusals#the-client-and-its-authentication',
};
