import { vendorOf } from './issuer.ts';
import { text } from './text.ts';
import type { Text } from './text.ts';

/** Beginnings by which well-known services mark their tokens. */
const prefixes: readonly (readonly [pattern: RegExp, code: string, reason: Text])[] = [
  [/^ya29\./, 'google', text('A Google access token. Google’s are always opaque, and only Google’s APIs accept them.')],
  [/^1\/\/0/, 'googleRefresh', text('A Google refresh token. It belongs to the client and to no API.')],
  [/^gh[opsur]_/, 'github', text('A GitHub token. GitHub’s are opaque, and only GitHub’s APIs accept them.')],
  [/^github_pat_/, 'github', text('A GitHub personal access token. Only GitHub’s APIs accept it.')],
  [/^glpat-/, 'gitlab', text('A GitLab personal access token. Only GitLab’s APIs accept it.')],
  [/^xox[abeprs]-/, 'slack', text('A Slack token. Only Slack’s APIs accept it.')],
  [/^v1\.M/, 'auth0Refresh', text('Looks like an Auth0 refresh token. It belongs to the client and to no API.')],
  [
    /^EwB|^EwA/,
    'microsoftAccount',
    text('A token of a personal Microsoft account. These are opaque; only Microsoft’s APIs read them.'),
  ],
  [
    /^[01]\.A[A-Za-z0-9_-]+/,
    'entraRefresh',
    text('Looks like an Entra ID refresh token or code. It belongs to the client and to no API.'),
  ],
];

export interface OpaqueReason {
  /** `unknown` when neither the token nor the issuer gives a hint. */
  readonly code: string;
  readonly text: Text;
}

/** The likely reason why a token is opaque, from how it begins and who issued it. */
export function opaqueReason(token: string, issuer?: string): OpaqueReason {
  for (const [pattern, code, reason] of prefixes) if (pattern.test(token)) return { code, text: reason };
  switch (vendorOf(issuer)) {
    case 'auth0':
      return {
        code: 'unknown',
        text: text(
          'Auth0 issues an opaque token when no audience is asked for: it is for the userinfo endpoint alone.',
        ),
      };
    case 'okta':
      return {
        code: 'okta',
        text: text(
          'Okta’s own server issues tokens for Okta’s APIs alone. A custom authorization server issues them for yours.',
        ),
      };
    case 'google':
      return {
        code: 'google',
        text: text('Google’s access tokens are always opaque, and only Google’s APIs accept them.'),
      };
    case 'entra':
      return {
        code: 'entra',
        text: text('Entra ID issues opaque tokens for APIs that chose so, as personal accounts’ APIs do.'),
      };
    case 'adfs':
    case 'cognito':
    case 'githubActions':
    case 'keycloak':
    case 'kubernetes':
    case undefined:
      return { code: 'unknown', text: text('Only the server that issued it knows what it says.') };
  }
}
