import { isUserinfo } from '../audiences.ts';
import { safeText, safeValue } from '../display.ts';
import type { Facts } from '../facts.ts';
import { when } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { text } from '../text.ts';

/** What the request named: `audience`, else `resource`. */
function wanted({ profile }: Facts): readonly string[] {
  return profile?.audience !== undefined ? [profile.audience] : (profile?.resource ?? []);
}

/** Whether the token names what was asked for. Entra ID answers `api://<id>` with `<id>` in version 2 tokens. */
function names({ audience, vendor }: Facts, expected: string): boolean {
  return audience.includes(expected) || (vendor === 'entra' && audience.includes(expected.replace(/^api:\/\//, '')));
}

/** Audiences other than the issuer's userinfo endpoint. */
function apis(facts: Facts): readonly string[] {
  const issuer = facts.issuer ?? facts.profile?.issuer;
  return facts.audience.filter((value) => !isUserinfo(value, issuer, facts.profile?.userinfoEndpoint));
}

function isAccessToken(facts: Facts): boolean {
  return facts.claims !== undefined && facts.use !== 'idToken' && !facts.looksLikeIdToken;
}

function withoutSlash(value: string): string {
  return value.endsWith('/') ? value.slice(0, -1) : value;
}

export const audienceRules: readonly Rule[] = [
  {
    code: 'audience.notRequested',
    severity: 'error',
    title: text('For {actual}, not for {expected}'),
    meaning: text(
      'The server answered with a token for another API than the one that was asked for, and did not say so.',
    ),
    advice: text(
      'Check the audience in the profile against the API’s identifier at the authorization server, and that this client may use that API.',
    ),
    action: 'editProfile',
    source: 'RFC 9068 §3, RFC 8707 §2.2',
    check: (facts) => {
      if (!isAccessToken(facts) || facts.audience.length === 0) return undefined;
      const missing = wanted(facts).find((value) => !names(facts, value));
      if (missing === undefined || facts.audience.some((value) => withoutSlash(value) === withoutSlash(missing)))
        return undefined;
      return { actual: safeValue(facts.audience), expected: safeText(missing) };
    },
  },
  {
    code: 'audience.slash',
    severity: 'error',
    title: text('The audience {actual} differs from {expected} by a slash at the end'),
    meaning: text(
      'Audiences are compared letter by letter, so an API that expects the other spelling refuses the token.',
    ),
    advice: text('Write the audience in the profile and in the API exactly as the authorization server has it.'),
    action: 'editProfile',
    source: 'RFC 7519 §4.1.3',
    check: (facts) => {
      if (!isAccessToken(facts)) return undefined;
      for (const expected of wanted(facts)) {
        if (names(facts, expected)) continue;
        const actual = facts.audience.find((value) => withoutSlash(value) === withoutSlash(expected));
        if (actual !== undefined) return { actual: safeText(actual), expected: safeText(expected) };
      }
      return undefined;
    },
  },
  {
    code: 'audience.two',
    severity: 'info',
    title: text('Two audiences: the second is the userinfo endpoint'),
    meaning: text(
      'The openid scope adds {userinfo}, so the token is good for {api} and for reading the profile of the user. This is normal.',
    ),
    advice: text('Nothing to do. An API must accept a token whose list of audiences contains its own.'),
    source: 'RFC 7519 §4.1.3; Auth0: Access Tokens',
    check: (facts) => {
      if (!isAccessToken(facts) || facts.audience.length !== 2) return undefined;
      const [api] = apis(facts);
      const userinfo = facts.audience.find((value) => value !== api);
      return apis(facts).length === 1 && api !== undefined && userinfo !== undefined
        ? { api: safeText(api), userinfo: safeText(userinfo) }
        : undefined;
    },
  },
  {
    code: 'audience.onlyUserinfo',
    severity: 'warning',
    title: text('For the userinfo endpoint alone'),
    meaning: text(
      'No API was named when the token was asked for, so it can read the profile of the user and nothing else.',
    ),
    advice: text('Put the audience (or resource) of your API into the profile and sign in again.'),
    action: 'editProfile',
    source: 'OIDC Core §5.3; Auth0: Get Access Tokens',
    check: (facts) => when(isAccessToken(facts) && facts.audience.length > 0 && apis(facts).length === 0),
  },
  {
    code: 'audience.several',
    severity: 'info',
    title: text('Good for several APIs: {count} audiences'),
    meaning: text('Each of these APIs can use the token at the others.'),
    advice: text('Prefer one token for each API, where the authorization server can do that.'),
    source: 'RFC 9700 §2.3, RFC 9068 §3',
    check: (facts) => {
      const count = apis(facts).length;
      return isAccessToken(facts) && count > 1 ? { count } : undefined;
    },
  },
  {
    code: 'audience.none',
    severity: 'warning',
    title: text('No audience'),
    meaning: text('The token does not say which API it is for, so an API that checks the audience refuses it.'),
    advice: text(
      'Name the API with “audience”, “resource” or a scope of that API, whichever this authorization server reads.',
    ),
    action: 'editProfile',
    source: 'RFC 9068 §2.2',
    check: (facts) =>
      when(
        isAccessToken(facts) &&
          facts.audience.length === 0 &&
          facts.vendor !== 'cognito' &&
          facts.vendor !== 'keycloak',
      ),
  },
];
