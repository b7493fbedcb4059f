import type { Facts } from '../facts.ts';
import { safeText } from '../display.ts';
import { when } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { text } from '../text.ts';

/** What is written in place of a registered claim (RFC 7519 §4.1), by people who make tokens themselves. */
const longNames = new Map([
  ['issuer', 'iss'],
  ['subject', 'sub'],
  ['audience', 'aud'],
  ['expires', 'exp'],
  ['expiresIn', 'exp'],
  ['expiration', 'exp'],
  ['issuedAt', 'iat'],
]);

function has({ token }: Facts, ...codes: readonly string[]): boolean {
  return token.problems.some(({ code }) => codes.some((ending) => code.endsWith(ending)));
}

export const shapeRules: readonly Rule[] = [
  {
    code: 'shape.damaged',
    severity: 'error',
    title: text('The token is damaged'),
    meaning: text('It is meant to be a JWT and cannot be read as one.'),
    advice: text('Copy it again from its source, whole. Terminals and mail programs cut and wrap long lines.'),
    source: 'RFC 7515 §5.2, RFC 7519 §7.2',
    check: ({ token }) => when(token.kind === 'damaged'),
  },
  {
    code: 'shape.duplicateName',
    severity: 'warning',
    title: text('A name stands twice'),
    meaning: text(
      'Programs disagree about which of the two counts, so the API may read another value than the one shown.',
    ),
    advice: text('Let the authorization server write each name once.'),
    source: 'RFC 7519 §4, RFC 8725 §2.4',
    check: (facts) => when(has(facts, '.duplicate')),
  },
  {
    code: 'shape.nesting',
    severity: 'warning',
    title: text('Nested deeper than any honest token'),
    meaning: text('Such content is made to crash programs. What is too deep is not shown.'),
    advice: text('Find out where the token comes from.'),
    source: 'RFC 8259 §9',
    check: (facts) => when(has(facts, '.nesting')),
  },
  {
    code: 'shape.base64',
    severity: 'warning',
    title: text('Not written in plain base64url'),
    meaning: text('The token has padding, “+” or “/”, or loose bits. It can be read here; strict APIs refuse it.'),
    advice: text('Copy it again from its source; if it is made by your own code, use base64url without padding.'),
    source: 'RFC 7515 §2',
    check: (facts) => when(facts.token.problems.some(({ code }) => code.startsWith('base64.'))),
  },
  {
    code: 'shape.large',
    severity: 'warning',
    title: text('The token is large: {kilobytes} kB'),
    meaning: text('Many servers refuse headers above 8 kB, often with 400, 431 or a closed connection.'),
    advice: text('Have fewer claims put into the token, for example groups or roles.'),
    source: 'RFC 6585 §5',
    check: ({ token }) =>
      token.kind !== 'damaged' && token.raw.length > 7000
        ? { kilobytes: Math.round(token.raw.length / 1000) }
        : undefined,
  },
  {
    code: 'shape.notClaims',
    severity: 'warning',
    title: text('Signed, but not a JWT'),
    meaning: text('The payload is not a set of claims, so an API that expects a JWT refuses it.'),
    advice: text('Check where the token comes from.'),
    source: 'RFC 7519 §7.2',
    check: ({ token }) => when(token.kind === 'jws'),
  },
  {
    code: 'shape.noType',
    severity: 'info',
    title: text('The header has no “typ”'),
    meaning: text('RFC 9068 wants “at+jwt” so that an API can tell an access token from an ID token.'),
    advice: text('Nothing to do, unless the API asks for it.'),
    source: 'RFC 9068 §2.1, RFC 8725 §3.11',
    check: ({ token, use, header }) =>
      when(token.kind === 'jwt' && use === 'accessToken' && header?.['typ'] === undefined),
  },
  {
    code: 'shape.claimName',
    severity: 'warning',
    title: text('“{written}” is written, the claim is called “{claim}”'),
    meaning: text('APIs and libraries read the short names of JWT alone, so to them the token says nothing about it.'),
    advice: text('Use the short name where the token is made.'),
    source: 'RFC 7519 §4.1',
    check: ({ claims }) => {
      if (claims === undefined) return undefined;
      for (const [written, claim] of longNames) {
        if (claims[written] !== undefined && claims[claim] === undefined) return { written, claim };
      }
      return undefined;
    },
  },
  {
    code: 'shape.claimType',
    severity: 'warning',
    title: text('“{claim}” is not written as JWT has it'),
    meaning: text('“iss” and “sub” are texts, “aud” is a text or a list of texts. Libraries refuse anything else.'),
    advice: text('Let the authorization server write it as text.'),
    source: 'RFC 7519 §4.1',
    check: ({ claims }) => {
      if (claims === undefined) return undefined;
      const wrong = (name: string): boolean => claims[name] !== undefined && typeof claims[name] !== 'string';
      const { aud } = claims;
      const list = Array.isArray(aud) && aud.every((item) => typeof item === 'string');
      const claim = ['iss', 'sub', 'jti'].find(wrong) ?? (wrong('aud') && !list ? 'aud' : undefined);
      return claim === undefined ? undefined : { claim: safeText(claim) };
    },
  },
];
