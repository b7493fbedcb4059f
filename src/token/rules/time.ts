import { claimTime, millisecondsFrom } from '../time.ts';
import type { Facts } from '../facts.ts';
import { when } from '../rule.ts';
import type { Rule, RuleArgs } from '../rule.ts';
import { text } from '../text.ts';

/** Seconds by which clocks of careful servers differ. */
const tolerance = 60;
const day = 24 * 60 * 60;
/** Ten years: no token ended in the seventies, and none lives so long. */
const durationBelow = 3650 * day;
/** 2038-01-19T03:14:07Z. */
const last32Bit = 2 ** 31 - 1;
const timeNames = ['exp', 'nbf', 'iat', 'auth_time'] as const;

/** The end that the rules speak of: the claim's, since that is what an API reads, else the answer's. */
function end(facts: Facts): number | undefined {
  return claimTime(facts.claims?.['exp']) ?? facts.expiresAt;
}

function expired(facts: Facts): RuleArgs | undefined {
  const time = end(facts);
  return time !== undefined && time <= facts.serverNow ? { time: { time, now: facts.serverNow } } : undefined;
}

export const timeRules: readonly Rule[] = [
  {
    code: 'time.expired',
    severity: 'error',
    title: text('Expired on {time}'),
    meaning: text('APIs refuse an expired token, usually with 401 and “invalid_token”.'),
    advice: text('Get a fresh token: refresh, or sign in again.'),
    action: 'refresh',
    source: 'RFC 7519 §4.1.4',
    check: (facts) => (facts.use === 'idToken' ? undefined : expired(facts)),
  },
  {
    code: 'time.idTokenExpired',
    severity: 'info',
    title: text('The ID token expired on {time}'),
    meaning: text('An ID token is checked when it arrives. That it ends later does not end the session.'),
    advice: text('Nothing to do. Its claims stay readable.'),
    source: 'OIDC Core §3.1.3.7 (9)',
    check: (facts) => (facts.use === 'idToken' ? expired(facts) : undefined),
  },
  {
    code: 'time.notYetValid',
    severity: 'error',
    title: text('Not valid before {time}'),
    meaning: text('APIs refuse a token before the time in its “nbf” claim.'),
    advice: text(
      'Wait until then. If that time is now by other clocks, this computer’s clock or the server’s is wrong.',
    ),
    source: 'RFC 7519 §4.1.5',
    check: ({ claims, serverNow }) => {
      const time = claimTime(claims?.['nbf']);
      return time !== undefined && time > serverNow + tolerance ? { time: { time, now: serverNow } } : undefined;
    },
  },
  {
    code: 'time.issuedInFuture',
    severity: 'warning',
    title: text('Issued in the future: {seconds} s ahead of this computer'),
    meaning: text(
      'The issuer’s clock and this computer’s differ. An API with a clock like this one may refuse the token.',
    ),
    advice: text('Let the operating system set the time by the network, here and on the server.'),
    source: 'RFC 7519 §4.1.6',
    check: ({ claims, serverNow }) => {
      const time = claimTime(claims?.['iat']);
      return time !== undefined && time > serverNow + tolerance ? { seconds: Math.round(time - serverNow) } : undefined;
    },
  },
  {
    code: 'time.clockSkew',
    severity: 'warning',
    title: text('This computer’s clock differs from the server’s by {seconds} s'),
    meaning: text(
      'Remaining lifetimes are computed with the server’s time. Other programs on this computer may read them wrongly.',
    ),
    advice: text('Let the operating system set the time by the network.'),
    source: 'RFC 7519 §4.1.4',
    check: ({ clockSkew = 0 }) =>
      Math.abs(clockSkew) > tolerance ? { seconds: Math.round(Math.abs(clockSkew)) } : undefined,
  },
  {
    code: 'time.noExpiry',
    severity: 'warning',
    title: text('The token says nowhere when it ends'),
    meaning: text(
      'It has no “exp” claim. APIs that follow RFC 9068 refuse it, and a lost one stays good for whoever finds it.',
    ),
    advice: text('Set a lifetime for this API at the authorization server.'),
    source: 'RFC 9068 §2.2',
    check: ({ claims }) => when(claims !== undefined && claims['exp'] === undefined),
  },
  {
    code: 'time.lifetimeLong',
    severity: 'info',
    title: text('The token lives {days} days'),
    meaning: text('An access token cannot be taken back easily, so whoever finds it can use it all that time.'),
    advice: text('Shorten the lifetime at the authorization server, and let refresh tokens carry the session.'),
    source: 'RFC 9700 §2.2',
    check: (facts) => {
      const from = claimTime(facts.claims?.['iat']) ?? facts.answer?.receivedAt;
      const to = end(facts);
      if (facts.use === 'idToken' || from === undefined || to === undefined) return undefined;
      return to - from > 2 * day ? { days: Math.floor((to - from) / day) } : undefined;
    },
  },
  {
    code: 'time.lifetimeShort',
    severity: 'info',
    title: text('The token lives {seconds} s only'),
    meaning: text('It may expire on its way to the API.'),
    advice: text('If that is not on purpose, lengthen the lifetime at the authorization server.'),
    source: 'RFC 6749 §5.1',
    check: (facts) => {
      const from = claimTime(facts.claims?.['iat']) ?? facts.answer?.receivedAt;
      const to = end(facts);
      if (from === undefined || to === undefined || to <= from) return undefined;
      return to - from < 60 ? { seconds: Math.floor(to - from) } : undefined;
    },
  },
  {
    code: 'time.order',
    severity: 'error',
    title: text('It ends before it begins'),
    meaning: text(
      'The “exp” claim is not later than “iat” or “nbf”, so there is no moment at which the token is good.',
    ),
    advice: text('Look at the lifetime setting of the authorization server.'),
    source: 'RFC 7519 §4.1.4',
    check: ({ claims }) => {
      const to = claimTime(claims?.['exp']);
      const from = Math.max(claimTime(claims?.['iat']) ?? 0, claimTime(claims?.['nbf']) ?? 0);
      return when(to !== undefined && to <= from);
    },
  },
  {
    code: 'time.milliseconds',
    severity: 'error',
    title: text('The time in “{claim}” is in milliseconds'),
    meaning: text('Claims count seconds. An API reads this as a time thousands of years away.'),
    advice: text('Divide by 1000 where the token is made.'),
    source: 'RFC 7519 §2 (NumericDate)',
    check: ({ claims }) => {
      const claim = timeNames.find((name) => {
        const value = claims?.[name];
        return typeof value === 'number' && value >= millisecondsFrom;
      });
      return claim === undefined ? undefined : { claim };
    },
  },
  {
    code: 'time.duration',
    severity: 'error',
    title: text('“exp” is {seconds}: a lifetime, not a time'),
    meaning: text('The claim is the moment at which the token ends, counted from 1970. Read so, the token ended then.'),
    advice: text('Add the lifetime to the current time, in seconds, where the token is made.'),
    source: 'RFC 7519 §4.1.4, §2 (NumericDate)',
    check: ({ claims }) => {
      const value = claims?.['exp'];
      return typeof value === 'number' && value > 0 && value < durationBelow ? { seconds: value } : undefined;
    },
  },
  {
    code: 'time.beyond2038',
    severity: 'warning',
    title: text('“exp” lies after January 2038'),
    meaning: text(
      'Programs that count time in 32 bits take it for a time long past, or for none at all, and refuse the token.',
    ),
    advice: text('Shorten the lifetime where the token is made.'),
    source: 'RFC 7519 §2 (NumericDate)',
    check: ({ claims }) => {
      const value = claims?.['exp'];
      return when(typeof value === 'number' && value > last32Bit && value < millisecondsFrom);
    },
  },
  {
    code: 'time.notNumber',
    severity: 'warning',
    title: text('The time in “{claim}” is not written as a number'),
    meaning: text('Strict APIs and libraries refuse such a token.'),
    advice: text('If the token is made by your own code, write seconds as a number. AD FS writes “auth_time” as text.'),
    source: 'RFC 7519 §2 (NumericDate)',
    check: ({ claims }) => {
      const claim = timeNames.find((name) => claims?.[name] !== undefined && typeof claims[name] !== 'number');
      return claim === undefined ? undefined : { claim };
    },
  },
  {
    code: 'time.answerDiffers',
    severity: 'info',
    title: text('The token answer and the token disagree about the end by {seconds} s'),
    meaning: text('The answer’s “expires_in” decides when a new token is fetched; an API looks at “exp”.'),
    advice: text('If APIs refuse the token early, look at the lifetimes at the authorization server.'),
    source: 'RFC 6749 §5.1, RFC 9068 §6',
    check: ({ claims, answer, use, clockSkew = 0 }) => {
      const claimed = claimTime(claims?.['exp']);
      if (use === 'idToken' || claimed === undefined || answer?.expiresAt === undefined) return undefined;
      const seconds = Math.round(Math.abs(claimed - clockSkew - answer.expiresAt));
      return seconds > 2 * tolerance ? { seconds } : undefined;
    },
  },
];
