import { safeText, safeValue } from '../display.ts';
import type { Facts } from '../facts.ts';
import { words } from '../lists.ts';
import { when } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { scopes } from '../scopes.ts';
import type { Scope } from '../scopes.ts';
import { text } from '../text.ts';

function compared(facts: Facts): readonly Scope[] {
  if (facts.use === 'idToken' || facts.looksLikeIdToken) return [];
  return scopes({
    requested: facts.profile?.requestedScopes,
    granted: facts.answer?.grantedScopes,
    claims: facts.claims,
    refreshToken: facts.answer?.refreshToken,
  });
}

function named(list: readonly Scope[], state: Scope['state'], omit?: string): readonly string[] {
  return list.filter((scope) => scope.state === state && scope.name !== omit).map(({ name }) => name);
}

export const scopeRules: readonly Rule[] = [
  {
    code: 'scope.missing',
    severity: 'warning',
    title: text('Not granted: {scopes}'),
    meaning: text(
      'These scopes were asked for, and the authorization server left them out. The API will refuse what needs them, usually with 403.',
    ),
    advice: text(
      'Check that the API defines them, that this client may ask for them, that the user has the permission, and that consent was given.',
    ),
    action: 'signInWithConsent',
    source: 'RFC 6749 §3.3',
    check: (facts) => {
      const missing = named(compared(facts), 'missing', 'offline_access');
      return missing.length > 0 ? { scopes: safeValue(missing) } : undefined;
    },
  },
  {
    code: 'scope.unrequested',
    severity: 'info',
    title: text('Granted and not asked for with this API: {scopes}'),
    meaning: text(
      'The authorization server added these scopes by its own rules, or the sign-in asked for them for another API.',
    ),
    advice: text('Nothing to do, unless the token should be able to do less.'),
    source: 'RFC 6749 §3.3',
    check: (facts) => {
      const added = named(compared(facts), 'unrequested');
      return added.length > 0 ? { scopes: safeValue(added) } : undefined;
    },
  },
  {
    code: 'scope.answerDiffers',
    severity: 'warning',
    title: text('The token answer grants {scopes}, the token does not carry it'),
    meaning: text('An API reads the token and not the answer, so it does not see these scopes.'),
    advice: text('Check whether the API’s scopes are meant for another audience than this token’s.'),
    source: 'RFC 9068 §2.2.3',
    check: (facts) => {
      const { scopes: carried, answer } = facts;
      if (carried === undefined || answer?.grantedScopes === undefined || facts.use === 'idToken') return undefined;
      const lost = answer.grantedScopes.filter(
        (name) => !carried.includes(name) && !identityScopes.has(name) && !name.includes('://'),
      );
      return lost.length > 0 ? { scopes: safeValue(lost) } : undefined;
    },
  },
  {
    code: 'scope.scp',
    severity: 'info',
    title: text('Scopes stand in “scp”, not in “scope”'),
    meaning: text('Entra ID and Okta use this name. An API or gateway that reads only “scope” sees none.'),
    advice: text('Let the API read “scp” as well.'),
    source: 'RFC 8693 §4.2; Microsoft identity platform: access token claims; Okta: access token claims',
    check: ({ claims }) => when(claims?.['scp'] !== undefined && claims['scope'] === undefined),
  },
  {
    code: 'scope.array',
    severity: 'info',
    title: text('“{claim}” is a list, not a text with spaces'),
    meaning: text('RFC 8693 has one text with spaces. An API that splits at spaces does not understand a list.'),
    advice: text('Let the API accept both.'),
    source: 'RFC 8693 §4.2',
    check: ({ claims }) => {
      const claim = ['scope', 'scp'].find((name) => Array.isArray(claims?.[name]));
      return claim === undefined ? undefined : { claim };
    },
  },
  {
    code: 'scope.permissions',
    severity: 'info',
    title: text('Permissions and scopes differ: {permissions}'),
    meaning: text(
      'These permissions of the user are in the token and are not among its scopes. An API that checks scopes refuses what they allow.',
    ),
    advice: text('Decide for the API whether it reads “permissions” or “scope”; ask for the scopes if it reads these.'),
    source: 'Auth0: Enable Role-Based Access Control for APIs',
    check: ({ claims, scopes: carried = [] }) => {
      const permissions = words(claims?.['permissions']).filter((name) => !carried.includes(name));
      return permissions.length > 0 ? { permissions: safeValue(permissions) } : undefined;
    },
  },
  {
    code: 'scope.rolesOnly',
    severity: 'info',
    title: text('Roles and no scopes: {roles}'),
    meaning: text(
      'The token was issued to an application for itself. Its rights are roles; an API that wants scopes refuses it.',
    ),
    advice: text('Let the API accept application roles, or sign in as a user to get scopes.'),
    source: 'Microsoft identity platform: access token claims (roles, scp)',
    check: (facts) => {
      const roles = words(facts.claims?.['roles']);
      const applies =
        facts.vendor === 'entra' &&
        facts.scopes === undefined &&
        roles.length > 0 &&
        facts.use !== 'idToken' &&
        !facts.looksLikeIdToken;
      return applies ? { roles: safeValue(roles) } : undefined;
    },
  },
  {
    code: 'scope.none',
    severity: 'info',
    title: text('No scopes'),
    meaning: text('The token does not say what it may do. APIs that check scopes refuse it.'),
    advice: text('Put the scopes of the API into the profile, and check that the API defines them.'),
    action: 'editProfile',
    source: 'RFC 9068 §2.2.3',
    check: (facts) => {
      if (facts.claims === undefined || facts.use === 'idToken' || facts.looksLikeIdToken) return undefined;
      const rights = [
        'permissions',
        'roles',
        'realm_access',
        'resource_access',
        'groups',
        'entitlements',
        'authorization_details',
      ];
      return when(
        (facts.scopes ?? []).length === 0 &&
          !rights.some((name) => facts.claims?.[name] !== undefined) &&
          facts.issuer !== undefined &&
          facts.vendor !== 'kubernetes' &&
          facts.vendor !== 'githubActions',
      );
    },
  },
  {
    code: 'scope.case',
    severity: 'warning',
    title: text('“{asked}” was asked for, “{granted}” was granted'),
    meaning: text('Scopes are compared letter by letter, capital letters included.'),
    advice: text('Write the scope in the profile as the API has it.'),
    action: 'editProfile',
    source: 'RFC 6749 §3.3',
    check: (facts) => {
      const list = compared(facts);
      const missing = new Map(named(list, 'missing').map((name) => [name.toLowerCase(), name]));
      const granted = named(list, 'unrequested').find((name) => missing.has(name.toLowerCase()));
      const asked = granted === undefined ? undefined : missing.get(granted.toLowerCase());
      return granted === undefined || asked === undefined
        ? undefined
        : { asked: safeText(asked), granted: safeText(granted) };
    },
  },
];

/** Scopes that are answered by ID token, userinfo or refresh token (OIDC Core §5.4, §11). */
const identityScopes = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access']);
