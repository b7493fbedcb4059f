import { timeRules } from '../../../../src/token/rules/time.ts';
import { auth0Claims, idTokenClaims, now } from '../tokens.ts';
import { describeRules } from './ruleCases.ts';

const good = { claims: auth0Claims };

describeRules('time', timeRules, {
  'time.expired': {
    triggers: { claims: { ...auth0Claims, iat: now - 4000, exp: now - 400 } },
    title: /^Expired on 2026-03-01T11:53:20Z \(7 min ago\)$/,
    silent: good,
  },
  'time.idTokenExpired': {
    triggers: { claims: { ...idTokenClaims, iat: now - 50_000, exp: now - 10 }, use: 'idToken' },
    title: /^The ID token expired on/,
    silent: { claims: idTokenClaims, use: 'idToken' },
  },
  'time.notYetValid': {
    triggers: { claims: { ...auth0Claims, nbf: now + 300 } },
    title: /^Not valid before 2026-03-01T12:05:00Z \(in 5 min\)$/,
    // Within the tolerance of careful servers.
    silent: { claims: { ...auth0Claims, nbf: now + 30 } },
  },
  'time.issuedInFuture': {
    triggers: { claims: { ...auth0Claims, iat: now + 600, exp: now + 4200 } },
    title: /^Issued in the future: 600 s ahead/,
    // The same token when the server's clock is known to be ahead.
    silent: { claims: { ...auth0Claims, iat: now + 600, exp: now + 4200 }, clockSkew: 600 },
  },
  'time.clockSkew': {
    triggers: { ...good, clockSkew: -400 },
    title: /differs from the server’s by 400 s$/,
    silent: { ...good, clockSkew: 5 },
  },
  'time.noExpiry': {
    triggers: { claims: { iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:default:builder' } },
    title: /nowhere when it ends/,
    silent: good,
  },
  'time.lifetimeLong': {
    triggers: { claims: { ...auth0Claims, exp: now + 30 * 86_400 } },
    title: /lives 30 days/,
    silent: { claims: { ...auth0Claims, exp: now + 86_400 } },
  },
  'time.lifetimeShort': {
    triggers: { claims: { ...auth0Claims, iat: now, exp: now + 20 } },
    title: /lives 20 s only/,
    silent: { claims: { ...auth0Claims, iat: now, exp: now + 300 } },
  },
  'time.order': {
    triggers: { claims: { ...auth0Claims, iat: now + 10, exp: now + 5 } },
    title: /ends before it begins/,
    silent: good,
  },
  'time.milliseconds': {
    triggers: { claims: { ...auth0Claims, exp: (now + 3600) * 1000 } },
    title: /^The time in “exp” is in milliseconds$/,
    silent: good,
  },
  // Somebody's own code: `exp: 60` for a token that lives a minute.
  'time.duration': {
    triggers: { claims: { ...auth0Claims, exp: 60 } },
    title: /^“exp” is 60: a lifetime, not a time$/,
    silent: { claims: { ...auth0Claims, exp: 1_000_000_000 } },
  },
  'time.beyond2038': {
    triggers: { claims: { ...auth0Claims, exp: 3_664_145_424 } },
    title: /after January 2038/,
    silent: { claims: { ...auth0Claims, exp: (now + 3600) * 1000 } },
  },
  'time.notNumber': {
    triggers: {
      claims: {
        iss: 'https://fs.example.com/adfs',
        sub: 'x',
        aud: 'a',
        exp: now + 60,
        auth_time: '2026-03-01T11:00:00.000Z',
      },
    },
    title: /“auth_time” is not written as a number/,
    silent: { claims: { ...auth0Claims, auth_time: now - 100 } },
  },
  'time.answerDiffers': {
    triggers: { claims: auth0Claims, answer: { receivedAt: now, expiresAt: now + 86_400 } },
    title: /disagree about the end by 82860 s/,
    silent: { claims: auth0Claims, answer: { receivedAt: now - 60, expiresAt: now + 3540 } },
  },
});
