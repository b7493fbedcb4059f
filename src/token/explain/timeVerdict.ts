import type { Facts } from '../facts.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import { claimTime } from '../time.ts';
import { isExpired } from './suspect.ts';
import type { Suspect } from './suspect.ts';
import { copyAgain, renew, signInAgain } from './verdict.ts';
import type { Case, Verdict } from './verdict.ts';

/** Seconds by which clocks may differ without anybody having a reason to look (RFC 7519 §4.1.4: "a few minutes"). */
const noticeable = 30;

/** Expired, says the API (RFC 7519 §4.1.4): true of the token at hand, or of an older copy, or of the API's clock. */
export function expiredVerdict({ suspect, context }: Case): Verdict {
  if (suspect === undefined) {
    return {
      verdict: text('The API says that the token has expired.'),
      details: [text('There is no token here to hold it against. A sign-in brings a new one.')],
      actions: [{ kind: 'signIn' }],
    };
  }
  const { expiresAt, serverNow } = suspect.facts;
  if (expiresAt === undefined) {
    return {
      verdict: text('The API says that the token has expired. When the token for {api} ends is not known.', {
        api: suspect.label,
      }),
      details: renewalHints(suspect),
      actions: [...renew(suspect), signInAgain(suspect)],
    };
  }
  const args = { api: suspect.label, time: { time: expiresAt, now: serverNow } };
  if (isExpired(suspect.facts)) {
    return {
      verdict: text('The token for {api} has expired, as the API says: it was good until {time}.', args),
      details: renewalHints(suspect),
      actions: [...copyAgain(suspect), signInAgain(suspect)],
    };
  }
  if (suspect.guessed && context.tokens.length > 1) {
    return {
      verdict: text(
        'The API says that the token has expired, and none of the tokens here has: an older copy was sent, or the clock of the API is ahead.',
      ),
      details: [text('Copy the token again, and send that.'), ...clockHints(suspect.facts)],
      actions: [...copyAgain(suspect), ...renew(suspect)],
      forAny: true,
    };
  }
  return {
    excludes: true,
    verdict: text(
      'The API says that the token has expired, but the token for {api} is good until {time}. So an older copy was sent, or the clock of the API is ahead.',
      args,
    ),
    details: clockHints(suspect.facts),
    actions: [...copyAgain(suspect), ...renew(suspect)],
  };
}

/** Not valid yet, says the API (RFC 7519 §4.1.5): a matter of clocks. */
export function notYetValidVerdict({ suspect }: Case): Verdict {
  const start = suspect === undefined ? undefined : startOf(suspect.facts);
  if (suspect === undefined || start === undefined) {
    return {
      verdict: text(
        'The API says that the token is not valid yet: its clock is behind that of the authorization server.',
      ),
      actions: [{ kind: 'wait' }],
    };
  }
  const { serverNow } = suspect.facts;
  const args = { api: suspect.label, time: { time: start, now: serverNow } };
  const hints = clockHints(suspect.facts);
  return start > serverNow
    ? {
        verdict: text('The token for {api} is valid from {time} on, which has not come yet.', args),
        details: hints,
        actions: [{ kind: 'wait', seconds: Math.ceil(start - serverNow) }],
      }
    : {
        verdict: text(
          'The API says that the token is not valid yet, but the token for {api} is valid since {time}. The clock of the API is behind.',
          args,
        ),
        details: [
          text('Set the clock of the machine that runs the API, or let the API allow a minute of difference.'),
          ...hints,
        ],
        actions: [{ kind: 'wait' }, ...copyAgain(suspect)],
      };
}

function startOf({ claims }: Facts): number | undefined {
  return claimTime(claims?.['nbf']) ?? claimTime(claims?.['iat']);
}

function renewalHints({ facts, held }: Suspect): readonly Text[] {
  if (held === undefined || facts.answer?.refreshToken !== false) return [];
  return [
    text(
      'There is no refresh token for it, so that a new token needs a sign-in. The Tokens view says why there is none.',
    ),
  ];
}

function clockHints({ clockSkew = 0 }: Facts): readonly Text[] {
  if (Math.abs(clockSkew) < noticeable) return [];
  return [
    text('The clock of the authorization server differs from this computer’s by {count} s.', {
      count: Math.abs(clockSkew),
    }),
  ];
}
