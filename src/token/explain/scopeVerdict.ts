import { safeText } from '../display.ts';
import { words } from '../lists.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import type { ExplainAction } from './explanation.ts';
import { grantActions, grantHints } from './notGranted.ts';
import type { Suspect } from './suspect.ts';
import { copyAgain, editProfile, list, signInAgain } from './verdict.ts';
import type { Case, Verdict } from './verdict.ts';

/** `insufficient_scope` (RFC 6750 §3.1): which scope, whether the token has it, and why it does not. */
export function scopeVerdict(one: Case): Verdict {
  const { symptom, suspect } = one;
  const { scopes: wanted, anyScope } = symptom.wants;
  if (suspect === undefined) return withoutToken(one);
  if (wanted.length === 0) return unnamed(suspect);
  const carried = scopesOf(suspect);
  const present = wanted.filter((scope) => has(carried, scope));
  const missing = anyScope && present.length > 0 ? [] : wanted.filter((scope) => !present.includes(scope));
  const args = { wanted: list(wanted), api: suspect.label, missing: list(missing), has: list(ofApis(carried)) };
  if (missing.length === 0) {
    return {
      verdict: text(
        'The API wants {wanted}, and the token for {api} has it. So another token was sent, perhaps an older one, or the API looks for it in another place.',
        args,
      ),
      details: placeHints(suspect),
      actions: copyAgain(suspect),
      excludes: true,
    };
  }
  const rights = rightsOf(suspect);
  if (missing.every((scope) => rights.includes(scope))) {
    return {
      verdict: text(
        'The API wants {wanted}. The token for {api} has it among its permissions or roles, but not among its scopes.',
        args,
      ),
      details: [text('Decide for the API whether it reads permissions, roles or scopes; or ask for the scope.')],
      actions: [...signInWith(suspect, missing, anyScope), editProfile(suspect)],
    };
  }
  const requested = suspect.facts.profile?.requestedScopes;
  const asked = missing.filter((scope) => requested !== undefined && has(requested, scope));
  const details = [...spellingHints(missing, carried), ...placeHints(suspect)];
  if (asked.length === missing.length) {
    return {
      verdict:
        carried.length === 0
          ? text(
              'The API wants {wanted}; the token for {api} has no scopes. Asked for and not granted by the server: {missing}.',
              args,
            )
          : text(
              'The API wants {wanted}; the token for {api} has {has}. Asked for and not granted by the server: {missing}.',
              args,
            ),
      details: [...grantHints(suspect), ...details],
      actions: grantActions(suspect, missing, signInWith(suspect, missing, anyScope)),
    };
  }
  return {
    verdict:
      carried.length === 0
        ? text('The API wants {wanted}; the token for {api} has no scopes. Not asked for: {missing}.', args)
        : text('The API wants {wanted}; the token for {api} has {has}. Not asked for: {missing}.', args),
    details: [
      text('Sign in with it once, or add it to the scopes of this API in the profile to ask for it each time.'),
      ...details,
    ],
    actions: [...signInWith(suspect, missing, anyScope), editProfile(suspect)],
  };
}

function withoutToken({ symptom, context }: Case): Verdict {
  const { scopes: wanted } = symptom.wants;
  const api = context.apis.find(({ scopes }) => wanted.some((scope) => scopes.includes(scope)));
  return {
    verdict:
      wanted.length === 0
        ? text('The API wants a scope that the token does not have, and does not say which.')
        : text('The API wants {wanted}, and the token that was sent does not have it.', { wanted: list(wanted) }),
    details: [text('There is no token here to hold it against: sign in, or paste the request with its token.')],
    actions: [{ kind: 'signIn', ...(api !== undefined && { target: api.target }) }],
  };
}

/** Spring and others do not name the scope. */
function unnamed(suspect: Suspect): Verdict {
  const carried = scopesOf(suspect);
  const requested = suspect.facts.profile?.requestedScopes ?? [];
  const lost = requested.filter((scope) => !has(carried, scope) && !identity.has(scope));
  const args = { api: suspect.label, has: list(ofApis(carried)), missing: list(lost) };
  const verdict =
    carried.length === 0
      ? text('The API wants a scope and does not say which. The token for {api} has none.', args)
      : text('The API wants a scope and does not say which. The token for {api} has {has}.', args);
  if (lost.length === 0) {
    return {
      verdict,
      details: [
        text('Look up in the API which scope this request needs, and add it to the profile.'),
        ...placeHints(suspect),
      ],
      actions: [editProfile(suspect), signInAgain(suspect)],
    };
  }
  return {
    verdict,
    details: [
      text('Asked for and not granted by the server, so probably this: {missing}.', args),
      ...grantHints(suspect),
      ...placeHints(suspect),
    ],
    actions: grantActions(suspect, lost, signInWith(suspect, lost, false)),
  };
}

function signInWith(suspect: Suspect, missing: readonly string[], anyScope: boolean): readonly ExplainAction[] {
  if (suspect.target === undefined) return [];
  const scopes = anyScope ? missing.slice(0, 1) : missing;
  const requested = suspect.facts.profile?.requestedScopes ?? [];
  return [
    {
      kind: 'signInWithScopes',
      target: suspect.target,
      scopes,
      consent: scopes.some((scope) => has(requested, scope)),
    },
  ];
}

/** What the token says, and for one that cannot be read what the token answer said (RFC 6749 §5.1). */
function scopesOf({ facts }: Suspect): readonly string[] {
  const answered =
    facts.answer?.grantedScopes ?? (facts.claims === undefined ? facts.profile?.requestedScopes : undefined);
  return facts.scopes ?? answered ?? [];
}

function rightsOf({ facts }: Suspect): readonly string[] {
  return [...words(facts.claims?.['permissions']), ...words(facts.claims?.['roles'])];
}

/** Entra ID is asked for `api://…/Orders.Read` and answers `Orders.Read`. */
function has(carried: readonly string[], scope: string): boolean {
  const short = scope.slice(scope.lastIndexOf('/') + 1);
  return carried.some(
    (other) =>
      other === scope ||
      (scope.includes('://') && other === short) ||
      (other.includes('://') && other.endsWith(`/${scope}`)),
  );
}

/** Scopes that name the user and not the API, which only lengthen the sentence. */
const identity = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access']);

function ofApis(carried: readonly string[]): readonly string[] {
  const rest = carried.filter((scope) => !identity.has(scope));
  return rest.length === 0 ? carried : rest;
}

function spellingHints(missing: readonly string[], carried: readonly string[]): readonly Text[] {
  const letters = new Map(carried.map((scope) => [scope.toLowerCase(), scope]));
  return missing.flatMap((scope) => {
    const other = letters.get(scope.toLowerCase());
    return other === undefined
      ? []
      : [
          text('Scopes are compared letter by letter: {wanted} is not {has}.', {
            wanted: safeText(scope),
            has: safeText(other),
          }),
        ];
  });
}

function placeHints({ facts }: Suspect): readonly Text[] {
  const hints: Text[] = [];
  if (facts.claims?.['scp'] !== undefined && facts.claims['scope'] === undefined) {
    hints.push(text('The scopes stand in “scp”: an API that reads only “scope” sees none.'));
  }
  if (facts.token.kind === 'opaque') {
    hints.push(text('The token is opaque, so this is what the token answer said of it.'));
  }
  return hints;
}
