import type { Facts } from '../facts.ts';
import { mayWantConsent } from '../offlineAccess.ts';
import { when } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { text } from '../text.ts';

/** Whether a refresh token could have come and none did. */
function without(facts: Facts): boolean {
  const { use, answer, profile } = facts;
  return use !== 'idToken' && answer !== undefined && !answer.refreshToken && !needsNone(profile?.grant);
}

/** Grants by which the client gets a new token at any time. */
function asItself(grant: string | undefined): boolean {
  return grant === 'clientCredentials' || grant === 'jwtBearer';
}

/** A token that came in exchange is exchanged for again. */
function needsNone(grant: string | undefined): boolean {
  return asItself(grant) || grant === 'tokenExchange';
}

function asked({ profile }: Facts): boolean {
  return profile?.requestedScopes?.includes('offline_access') ?? false;
}

function granted({ answer }: Facts): boolean {
  return answer?.grantedScopes?.includes('offline_access') ?? false;
}

/** Servers that give refresh tokens by other means than the scope. */
function otherMeans({ vendor }: Facts): boolean {
  return vendor === 'google' || vendor === 'cognito' || vendor === 'keycloak' || vendor === 'adfs';
}

function consentMayHelp({ vendor, profile }: Facts): boolean {
  return mayWantConsent({ vendor, authorizationParameters: profile?.authorizationParameters });
}

function wasIgnored(facts: Facts): boolean {
  return without(facts) && asked(facts) && !granted(facts) && !otherMeans(facts) && !isManagementApi(facts);
}

function isManagementApi({ audience, profile }: Facts): boolean {
  return [...audience, profile?.audience ?? ''].some((value) => /^https:\/\/[^/]+\.auth0\.com\/api\/v2\/$/.test(value));
}

export const refreshRules: readonly Rule[] = [
  {
    code: 'refresh.notRequested',
    severity: 'info',
    title: text('No refresh token: offline_access was not asked for'),
    meaning: text('When this token expires, the browser is needed again.'),
    advice: text('Add offline_access to the scopes of the profile and sign in again.'),
    action: 'editProfile',
    source: 'OIDC Core §11',
    check: (facts) => when(without(facts) && facts.profile !== undefined && !asked(facts) && !otherMeans(facts)),
  },
  {
    code: 'refresh.none',
    severity: 'info',
    title: text('No refresh token came with it'),
    meaning: text(
      'Either offline_access was not asked for, or the server wants “prompt=consent” for it, or the API or the client does not allow it. When this token expires, the browser is needed again.',
    ),
    advice: text(
      'Ask for the scope offline_access. If it was asked for, add “prompt=consent” to the authorization request, or allow offline access for the API and the refresh token grant for the client.',
    ),
    source: 'OIDC Core §11, RFC 6749 §5.1',
    check: (facts) =>
      when(without(facts) && facts.profile === undefined && !otherMeans(facts) && !isManagementApi(facts)),
  },
  {
    code: 'refresh.managementApi',
    severity: 'info',
    title: text('No refresh token: the Management API never allows one'),
    meaning: text('Auth0 gives no refresh tokens for its Management API, whatever is asked for.'),
    advice: text('Sign in again when the token expires, or use a client of your own with client credentials.'),
    source: 'Auth0: Management API access tokens',
    check: (facts) => when(without(facts) && (facts.profile === undefined || asked(facts)) && isManagementApi(facts)),
  },
  {
    code: 'refresh.google',
    severity: 'info',
    title: text('No refresh token: Google wants access_type=offline'),
    meaning: text(
      'Google gives a refresh token for the parameter access_type=offline, and after the first time only with prompt=consent.',
    ),
    advice: text('Add both to “authorizationParameters” of the profile and sign in again.'),
    action: 'editProfile',
    source: 'Google: Using OAuth 2.0 for Web Server Applications',
    check: (facts) => {
      const { access_type: type, prompt } = facts.profile?.authorizationParameters ?? {};
      return when(
        without(facts) && facts.vendor === 'google' && !(type === 'offline' && prompt?.includes('consent') === true),
      );
    },
  },
  {
    code: 'refresh.wantsConsent',
    severity: 'warning',
    title: text('No refresh token: the server may want “prompt=consent” for offline_access'),
    meaning: text(
      'A server may ignore offline_access where the request has no “prompt=consent”, and some do. Or the API does not allow offline access, or the client lacks the refresh token grant.',
    ),
    advice: text(
      'Sign in and consent. If a refresh token comes then, put “prompt”: “consent” into “authorizationParameters” of the profile. If none comes, allow offline access for the API and the refresh token grant for the client.',
    ),
    action: 'signInWithConsent',
    source: 'OIDC Core §11',
    check: (facts) => when(wasIgnored(facts) && consentMayHelp(facts)),
  },
  {
    code: 'refresh.notAllowed',
    severity: 'warning',
    title: text('No refresh token, although offline_access was asked for'),
    meaning: text(
      'The authorization server did not grant offline_access: most likely the API or the client does not allow it.',
    ),
    advice: text(
      'Allow offline access for the API (Auth0: “Allow Offline Access”) and the refresh token grant for the client, then sign in again.',
    ),
    action: 'signInWithConsent',
    source: 'OIDC Core §11; Auth0: Get Refresh Tokens',
    check: (facts) => when(wasIgnored(facts) && !consentMayHelp(facts)),
  },
  {
    code: 'refresh.grantedButAbsent',
    severity: 'warning',
    title: text('offline_access was granted and no refresh token came'),
    meaning: text(
      'This API may not allow offline access, the client may lack the refresh token grant, or the server wants consent.',
    ),
    advice: text(
      'Allow offline access for the API and the refresh token grant for the client, then sign in with consent.',
    ),
    action: 'signInWithConsent',
    source: 'OIDC Core §11',
    check: (facts) =>
      when(without(facts) && asked(facts) && granted(facts) && !isManagementApi(facts) && !otherMeans(facts)),
  },
  {
    code: 'refresh.clientSetting',
    severity: 'info',
    title: text('No refresh token: this server decides by its client settings'),
    meaning: text('Here refresh tokens come with the client’s settings and not with a scope alone.'),
    advice: text('Allow refresh tokens for the client at the authorization server, then sign in again.'),
    source: 'RFC 6749 §1.5',
    check: (facts) => when(without(facts) && otherMeans(facts) && facts.vendor !== 'google'),
  },
  {
    code: 'refresh.clientCredentials',
    severity: 'info',
    title: text('No refresh token is needed'),
    meaning: text('The client signs in as itself, so it can fetch a new token at any time.'),
    advice: text('Nothing to do.'),
    source: 'RFC 6749 §4.4.3',
    check: ({ use, answer, profile }) =>
      when(use === 'accessToken' && answer?.refreshToken === false && asItself(profile?.grant)),
  },
];
