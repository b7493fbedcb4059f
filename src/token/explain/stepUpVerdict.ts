import { safeText } from '../display.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import { claimTime } from '../time.ts';
import { readClaims } from './claimsChallenge.ts';
import type { ExplainAction } from './explanation.ts';
import type { Suspect } from './suspect.ts';
import { list, signInAgain } from './verdict.ts';
import type { Case, Verdict } from './verdict.ts';

/** `insufficient_user_authentication` (RFC 9470 §3): a stronger or a fresher authentication of the user is wanted. */
export function stepUpVerdict({ symptom, suspect }: Case): Verdict {
  const { acrValues, maxAge } = symptom.wants;
  const args = { acr: list(acrValues), seconds: maxAge ?? 0 };
  return {
    verdict:
      acrValues.length > 0 && maxAge !== undefined
        ? text('The API wants the user authenticated as {acr}, and no longer ago than {seconds} s.', args)
        : acrValues.length > 0
          ? text('The API wants the user authenticated as {acr}.', args)
          : maxAge !== undefined
            ? text('The API wants the user to have authenticated no longer ago than {seconds} s.', args)
            : text('The API wants a stronger or a fresher authentication of the user, and does not say which.'),
    details: suspect === undefined ? [] : comparison(suspect, acrValues, maxAge),
    actions:
      suspect?.target === undefined
        ? [signInAgain(suspect)]
        : [{ kind: 'stepUp', target: suspect.target, acrValues, ...(maxAge !== undefined && { maxAge }) }],
  };
}

/** The token's `acr` and `auth_time` (RFC 9068 §2.2.1) beside what is wanted. */
function comparison(
  { facts, label }: Suspect,
  acrValues: readonly string[],
  maxAge: number | undefined,
): readonly Text[] {
  const lines: Text[] = [];
  const acr = facts.claims?.['acr'];
  if (acrValues.length > 0) {
    if (typeof acr !== 'string')
      lines.push(text('The token for {api} does not say how the user authenticated (no “acr”).', { api: label }));
    else if (acrValues.includes(acr))
      lines.push(
        text('The token for {api} says {acr}, which is what is wanted: another token was sent, or an older one.', {
          api: label,
          acr: safeText(acr),
        }),
      );
    else lines.push(text('The token for {api} says {acr}.', { api: label, acr: safeText(acr) }));
  }
  const since = claimTime(facts.claims?.['auth_time']);
  if (maxAge !== undefined) {
    lines.push(
      since === undefined
        ? text('The token for {api} does not say when the user authenticated (no “auth_time”).', { api: label })
        : text('The user of the token for {api} authenticated {count} s ago.', {
            api: label,
            count: Math.max(0, Math.floor(facts.serverNow - since)),
          }),
    );
  }
  return lines;
}

/** A sign-in that meets the claims that were asked for; none where nothing says for which API. */
export function claimsSignIn(suspect: Suspect | undefined, claims: string | undefined): readonly ExplainAction[] {
  return suspect?.target === undefined || claims === undefined
    ? []
    : [{ kind: 'claimsChallenge', target: suspect.target, claims }];
}

/**
 * Entra ID's `insufficient_claims` (Microsoft Entra, claims challenges): a policy of conditional access, or an event that
 * ended the token early (continuous access evaluation).
 */
export function claimsChallengeVerdict({ symptom, suspect, context }: Case): Verdict {
  const { claims } = symptom.wants;
  const { contexts, issuedAfter } = readClaims(claims);
  const isRevocation = issuedAfter !== undefined || /TokenIssuedBeforeRevocationTimestamp/i.test(symptom.text);
  return {
    verdict: isRevocation
      ? text(
          'The API does not take tokens from before an event of the account: a sign-out, a new password or a withdrawn session. A refresh does not help; sign in again as the challenge says.',
        )
      : contexts.length > 0
        ? text(
            'The API wants the user to meet a policy of conditional access: the authentication context {contexts}. A sign-in with the claims of the challenge asks for it.',
            { contexts: list(contexts) },
          )
        : text(
            'The API wants the user to meet a policy that the token does not show yet: stronger authentication, another place or a session that was evaluated again.',
          ),
    details: [
      ...(issuedAfter === undefined
        ? []
        : [text('Tokens count from {time} on.', { time: { time: issuedAfter, now: context.now } })]),
      claims === undefined
        ? text(
            'The text has no readable “claims”: copy the whole “WWW-Authenticate” header, so that the sign-in can send them along.',
          )
        : text('The sign-in sends the decoded claims along (OIDC Core §5.5): {claims}', {
            claims: safeText(readable(claims), 300),
          }),
      text('An API sends such challenges to clients that declare “cp1” in “xms_cc”, and may just refuse the others.'),
    ],
    actions:
      claims === undefined || suspect?.target === undefined ? [signInAgain(suspect)] : claimsSignIn(suspect, claims),
  };
}

/** With room to break its lines. */
function readable(json: string): string {
  return json.replaceAll('":', '": ').replaceAll(',"', ', "');
}

/** Tokens bound to a key (RFC 9449). */
export function dpopVerdict({ symptom, suspect }: Case): Verdict {
  if (symptom.complaint === 'dpopNonce') {
    return {
      verdict: text(
        'The API wants the request once more, with the nonce of its “DPoP-Nonce” header in the proof. The token itself was not refused.',
      ),
      details: [text('A client library for DPoP does this by itself; each proof then carries the newest nonce.')],
      forAny: true,
    };
  }
  const bound = suspect?.facts.claims?.['cnf'] !== undefined;
  return {
    verdict: bound
      ? text(
          'The API wants a proof that the sender holds the key of the token (DPoP), and the proof was missing or did not fit. The token for {api} is bound to a key.',
          { api: suspect.label },
        )
      : text(
          'The API wants a token that is bound to a key (DPoP), with a proof in each request. A bearer token is not enough.',
        ),
    details: [
      text(
        'The proof must be made with the key that the token was asked for with, for this method and address, a moment before the request.',
      ),
      ...(bound
        ? []
        : [
            text(
              'Token Inspector gets bearer tokens. Let the API accept these while you develop, or use a client that does DPoP.',
            ),
          ]),
    ],
    forAny: true,
  };
}
