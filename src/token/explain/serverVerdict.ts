import { text } from '../text.ts';
import type { Text } from '../text.ts';
import type { Complaint, ExplainAction } from './explanation.ts';
import { grantActions, grantHints } from './notGranted.ts';
import { claimsSignIn } from './stepUpVerdict.ts';
import type { Suspect } from './suspect.ts';
import { list, copyAgain, editProfile, signInAgain } from './verdict.ts';
import type { Case, Verdict } from './verdict.ts';

interface Entry {
  readonly verdict: Text;
  readonly details?: readonly Text[];
  readonly actions: (suspect: Suspect | undefined) => readonly ExplainAction[];
}

const edit = (suspect: Suspect | undefined): readonly ExplainAction[] => [editProfile(suspect)];
const again = (suspect: Suspect | undefined): readonly ExplainAction[] => [signInAgain(suspect)];
const nothing = (): readonly ExplainAction[] => [];

/** Refusals that no token is held against: those of the authorization server, and those that are about something else. */
const entries: Partial<Readonly<Record<Complaint, Entry>>> = {
  client: {
    verdict: text('The authorization server does not know the client, or how it proves itself.'),
    details: [
      text('Check “clientId” and “clientAuthentication” of the profile against the registration at the server.'),
    ],
    actions: edit,
  },
  clientNotAllowed: {
    verdict: text('The client is not allowed to ask in this way.'),
    details: [
      text(
        'Allow the grant for this client at the authorization server: the authorization code with PKCE, and refresh tokens.',
      ),
    ],
    actions: edit,
  },
  consent: {
    verdict: text('The permissions that are asked for need a consent that nobody has given yet.'),
    details: [
      text('Sign in and consent. Where the organization allows that to administrators alone, one of them must do it.'),
    ],
    actions: again,
  },
  declined: {
    verdict: text('The authorization server, or the user, declined.'),
    details: [text('If nobody declined, the account or the client lacks the permission at the authorization server.')],
    actions: again,
  },
  grantEnded: {
    verdict: text('The refresh token or the code is no longer good: expired, revoked or used already.'),
    details: [
      text(
        'A new sign-in makes a new session. With rotating refresh tokens, whoever uses an old one ends the session for all.',
      ),
    ],
    actions: again,
  },
  interaction: {
    verdict: text(
      'The authorization server wants the user to do something at its page, so that a token cannot be had silently.',
    ),
    actions: again,
  },
  pending: {
    verdict: text('The user has not finished the sign-in on the other device yet. This is no error.'),
    actions: () => [{ kind: 'wait' }],
  },
  policy: {
    verdict: text('A policy of the organization does not allow this sign-in.'),
    details: [text('An administrator of the authorization server can say which, and allow it.')],
    actions: nothing,
  },
  redirectUri: {
    verdict: text('The redirect URI is not registered for the client, letter by letter.'),
    details: [
      text(
        'Register the “redirectUri” of the profile at the authorization server, port and path included, or write the registered one into the profile.',
      ),
    ],
    actions: edit,
  },
  scopeUnknown: {
    verdict: text('The authorization server does not accept the scopes that were asked for.'),
    details: [
      text(
        'Check that the API defines them and that this client may ask for them; with Entra ID all of them must belong to one API.',
      ),
    ],
    actions: edit,
  },
  request: {
    verdict: text('The request itself is at fault, not the token in it.'),
    details: [
      text(
        'Look for a parameter that is missing, doubled or sent in two ways, such as a token in the header and in the address (RFC 6750 §2).',
      ),
    ],
    actions: nothing,
  },
  gatewayKey: {
    verdict: text('The gateway wants its own key (a subscription or API key), besides or in place of a token.'),
    details: [text('The token was not looked at. Send the key in the header that the gateway names.')],
    actions: nothing,
  },
  noSuchRoute: {
    verdict: text(
      'Amazon API Gateway says so for a path or method that it does not have, and where it expects a signed AWS request. The token was not looked at.',
    ),
    details: [text('Check the address, stage and method; and whether the route uses IAM authorization.')],
    actions: nothing,
  },
  server: {
    verdict: text('The other side has a problem of its own. The token is not at fault, as far as can be told.'),
    details: [text('Try again in a while.')],
    actions: () => [{ kind: 'wait' }],
  },
};

export function serverVerdict({ symptom, suspect, context }: Case): Verdict | undefined {
  const { complaint, wants, entra } = symptom;
  if (complaint === 'target') return targetVerdict({ symptom, context, ...(suspect !== undefined && { suspect }) });
  if (complaint === 'rateLimited') return rateLimitedVerdict(wants.retryAfter);
  const entry = entries[complaint];
  if (entry === undefined) return undefined;
  return {
    verdict: entry.verdict,
    details: [...(entra === undefined ? [] : [entra.meaning]), ...(entry.details ?? [])],
    actions:
      complaint === 'interaction'
        ? [...claimsSignIn(suspect, wants.claims), ...entry.actions(suspect)].slice(0, 1)
        : entry.actions(suspect),
    forAny: true,
  };
}

/** `invalid_target` (RFC 8707 §2). */
function targetVerdict({ symptom, suspect }: Case): Verdict {
  const wanted = symptom.wants.audiences;
  return {
    verdict:
      wanted.length === 0
        ? text('The authorization server gives this client no token for this API.')
        : text('The authorization server gives this client no token for {wanted}.', { wanted: list(wanted) }),
    details: [
      ...(symptom.entra === undefined ? [] : [symptom.entra.meaning]),
      text('Check that the API is registered there under exactly this name, and that the client may use it.'),
    ],
    actions: [editProfile(suspect)],
    forAny: true,
  };
}

function rateLimitedVerdict(seconds: number | undefined): Verdict {
  return {
    verdict:
      seconds === undefined
        ? text('Too many requests: the other side asks to slow down. The token is not at fault.')
        : seconds === 0
          ? text('Too many requests, but the time to wait is over: try again. The token is not at fault.')
          : text('Too many requests: the other side asks to wait {seconds} s. The token is not at fault.', { seconds }),
    actions: [{ kind: 'wait', ...(seconds !== undefined && { seconds }) }],
    forAny: true,
  };
}

/** 403 for other reasons than a scope: roles, groups, ownership. */
export function permissionVerdict({ suspect }: Case): Verdict {
  const scopes = suspect?.facts.scopes ?? [];
  const requested = suspect?.facts.profile?.requestedScopes ?? [];
  const args = { api: suspect?.label ?? '', has: list(scopes) };
  const lost = requested.filter(
    (scope) => !scopes.includes(scope) && scope !== 'offline_access' && !scope.includes('://'),
  );
  return {
    verdict: text(
      'The API knows who is asking and does not allow it. It names no scope, so it may look at roles, groups or the resource itself.',
    ),
    details: [
      ...(suspect === undefined
        ? []
        : [
            scopes.length === 0
              ? text('The token for {api} has no scopes.', args)
              : text('The token for {api} has the scopes {has}.', args),
          ]),
      ...(suspect === undefined || lost.length === 0
        ? []
        : [
            text('Asked for and not granted by the server: {missing}.', { missing: list(lost) }),
            ...grantHints(suspect),
          ]),
      text(
        'Check the roles and permissions of the user, and whether the thing that was asked for belongs to that user.',
      ),
    ],
    actions:
      suspect?.target !== undefined && lost.length > 0
        ? grantActions(suspect, lost, [
            { kind: 'signInWithScopes', target: suspect.target, scopes: lost, consent: true },
          ])
        : copyAgain(suspect),
  };
}
