import { opaqueReason } from '../opaque.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import type { SentFlaw } from './sent.ts';
import { isExpired } from './suspect.ts';
import type { Suspect } from './suspect.ts';
import { copyAgain, editProfile, renew, signInAgain } from './verdict.ts';
import type { Case, Verdict } from './verdict.ts';

/** For refusals without a reason, of which this is a common one. */
export const sentHint = text(
  'Look at what was sent as well: the whole token, “Bearer” once, no quotes or line breaks; not an ID token, not another variable.',
);

/** How a token fails to arrive whole. */
const checks: readonly Text[] = [
  text('Cut off? A JWT has three parts with two dots between them; terminals and forms drop the end of long lines.'),
  text('Wrapped? A file or a variable adds quotes, a space or a line break.'),
  text('“Bearer” twice? Many tools add the word by themselves.'),
  text('Another value? An unset variable, an ID token, a refresh token or an API key is not the access token.'),
  text(
    'Opaque? A token without dots is none that the API can read by itself: then no API was named at the sign-in (“audience” or “resource”).',
  ),
];

/** What the API was sent cannot be read as a token (RFC 7519 §7.2). */
export function malformedVerdict(one: Case): Verdict {
  const { suspect, flaw } = one;
  if (flaw !== undefined) return flawVerdict(flaw, suspect);
  if (suspect?.facts.token.kind === 'opaque') {
    return suspect.held === undefined ? strangerVerdict() : opaqueVerdict(suspect);
  }
  if (suspect?.facts.token.kind === 'jwe') {
    return {
      verdict: text(
        'The token for {api} is encrypted, and the API expects one that is only signed, or has not the key.',
        { api: suspect.label },
      ),
      details: [text('At the authorization server, turn the encryption off for this API, or give the API its key.')],
    };
  }
  if (suspect?.guessed === false) {
    return {
      verdict: text(
        'The API could not read the token as a JWT, but the token for {api} is one. It was damaged on its way, or something else was sent.',
        { api: suspect.label },
      ),
      details: checks,
      actions: copyAgain(suspect),
    };
  }
  return {
    verdict: text(
      'The API could not read what was sent as a token: it was cut off or changed on its way, or it is not the token at all.',
    ),
    details: [
      ...checks,
      ...(suspect === undefined
        ? []
        : [text('The token for {api} is whole: copy it again, and send it as it is.', { api: suspect.label })]),
    ],
    actions: suspect === undefined ? [{ kind: 'signIn' }] : copyAgain(suspect),
    forAny: true,
  };
}

function strangerVerdict(): Verdict {
  return {
    verdict: text('What was sent is no JWT, and it is none of the tokens here. An API that reads JWTs cannot use it.'),
    details: checks,
  };
}

function opaqueVerdict(suspect: Suspect): Verdict {
  const { facts, label } = suspect;
  return {
    verdict: text('The token for {api} is opaque, and the API expects a JWT that it can read.', { api: label }),
    details: [
      opaqueReason(facts.token.raw, facts.profile?.issuer).text,
      text(
        'Name the API with “audience” or “resource” in the profile, whichever its authorization server reads; or let the API ask the server about tokens (RFC 7662).',
      ),
    ],
    actions: [editProfile(suspect)],
  };
}

const flaws: Readonly<Record<SentFlaw, Text>> = {
  nothing: text('The “Authorization” header of the request has no token in it: the variable is empty.'),
  twice: text('The request says “Bearer” twice: the tool adds the word by itself, and the value has it too.'),
  quoted: text('The token in the request stands in quotes. Send it without them.'),
  placeholder: text('The request has a placeholder in place of the token: the variable was not filled in.'),
  spaces: text('There is a space or a line break within the token of the request. Send it in one piece.'),
  noScheme: text('The word “Bearer” and one space are missing before the token of the request.'),
  encoded: text('The token in the request is percent-encoded. Send it as it was copied.'),
  short: text('What the request sends is too short for a token: it is another value, or only a piece.'),
  cut: text('The token in the request is not whole: a JWT has three parts, and part of it was lost or changed.'),
};

/** The request itself shows what is wrong. */
function flawVerdict(flaw: SentFlaw, suspect: Suspect | undefined): Verdict {
  return {
    verdict: flaws[flaw],
    details: [text('It is “Authorization: Bearer”, one space, and the token as it is (RFC 6750 §2.1).')],
    actions: copyAgain(suspect),
    forAny: true,
  };
}

/** The server that the API asks does not know the token, or no longer (RFC 7662 §2.2). */
export function unknownTokenVerdict({ suspect }: Case): Verdict {
  const isJwt = suspect?.facts.claims !== undefined;
  return {
    verdict: text(
      'The API does not know the token that it was sent: it has expired or was revoked, or it is not the token at all.',
    ),
    details: [
      ...checks.slice(0, -1),
      ...(suspect?.guessed === true && isJwt
        ? [
            text('The token for {api} is a JWT, which an API mostly reads by itself. So look at what was sent first.', {
              api: suspect.label,
            }),
          ]
        : []),
      ...(suspect !== undefined && isExpired(suspect.facts)
        ? [text('The token for {api} has expired.', { api: suspect.label })]
        : []),
    ],
    actions: suspect === undefined ? [{ kind: 'signIn' }] : [...copyAgain(suspect), ...renew(suspect)],
    forAny: true,
  };
}

/** Revoked, says the API (RFC 7009): by a sign-out, an administrator, a new password, or the reuse of a refresh token. */
export function revokedVerdict({ suspect }: Case): Verdict {
  return {
    verdict: text('The API says that the token was revoked. Only a new one will do.'),
    details: [
      text(
        'A sign-out, a new password, an administrator or the second use of a refresh token revokes tokens. Where the session ended with it, sign in again.',
      ),
    ],
    actions: suspect === undefined ? [{ kind: 'signIn' }] : [...renew(suspect), signInAgain(suspect)],
    forAny: true,
  };
}
