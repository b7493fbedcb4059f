import type { Decoded } from '../decoded.ts';
import { safeText } from '../display.ts';
import { gather } from '../facts.ts';
import type { Facts } from '../facts.ts';
import { parseUrl } from '../issuer.ts';
import { claimTime } from '../time.ts';
import type { ExplainContext, ExplainTarget, HeldToken } from './explanation.ts';
import { namesAudience, targetsOf } from './knownApi.ts';
import type { Symptom } from './symptom.ts';
import { audiencesIn } from './wants.ts';

/** The token that was probably sent. */
export interface Suspect {
  readonly facts: Facts;
  /** What a person calls it: the API's name, else the audience; safe to show. */
  readonly label: string;
  /** Absent for a token that only the text has. */
  readonly held?: HeldToken;
  /** What can get another one like it. */
  readonly target?: ExplainTarget;
  /** Whether neither the text nor the user says that it was sent. */
  readonly guessed: boolean;
}

export interface Choice {
  readonly suspect?: Suspect;
  /** Held tokens that fit equally well; empty when one fits best. */
  readonly candidates: readonly HeldToken[];
}

/** The token that the message is about: the one in the text itself, else the named one, else the held one that fits best. */
export function chooseSuspect(symptom: Symptom, context: ExplainContext, pasted: readonly Decoded[]): Choice {
  const { tokens, chosen, now } = context;
  const sent = pasted.find(({ kind }) => kind !== 'opaque') ?? pasted[0];
  const known = tokens.find(({ id, token }) => (sent === undefined ? id === chosen : token.raw === sent.raw));
  if (known !== undefined) return { suspect: heldSuspect(known, now, false), candidates: [] };
  if (sent !== undefined) return { suspect: pastedSuspect(sent, context), candidates: [] };

  const copied = lastCopied(tokens);
  const rated = tokens
    .map((held) => ({ held, suspect: heldSuspect(held, now, true) }))
    .filter(({ suspect }) => mayBeRefused(suspect, symptom))
    .map(({ held, suspect }) => ({ held, fit: fit(suspect, symptom) + (held === copied ? 1 : 0) }));
  const best = Math.max(...rated.map(({ fit: points }) => points));
  const fitting = rated.filter((one) => one.fit === best).map(({ held }) => held);
  const [first] = fitting;
  if (first === undefined) return { candidates: [] };
  return { suspect: heldSuspect(first, now, true), candidates: fitting.length > 1 ? fitting : [] };
}

/** Breaks a tie only: what explains the error weighs more than what happened to be copied. */
function lastCopied(tokens: readonly HeldToken[]): HeldToken | undefined {
  return tokens
    .filter(({ copiedAt }) => copiedAt !== undefined)
    .reduce<HeldToken | undefined>(
      (last, one) => ((one.copiedAt ?? 0) > (last?.copiedAt ?? 0) ? one : last),
      undefined,
    );
}

function heldSuspect(held: HeldToken, now: number, guessed: boolean): Suspect {
  return {
    facts: gather({ ...held, use: 'accessToken', now }),
    label: safeText(held.label),
    held,
    target: held.target,
    guessed,
  };
}

function pastedSuspect(token: Decoded, { apis, now }: ExplainContext): Suspect {
  const facts = gather({ token, use: 'unknown', now });
  const own = apis.find((api) => api.issuer === facts.issuer && facts.audience.some((one) => namesAudience(api, one)));
  return {
    facts,
    label: own === undefined ? safeText(facts.audience[0] ?? facts.issuer ?? '?') : safeText(own.label),
    ...(own !== undefined && { target: own.target }),
    guessed: false,
  };
}

/** Where the API says what the refused token has, a token without it was not sent. */
function mayBeRefused({ facts }: Suspect, { refused }: Symptom): boolean {
  if (refused === undefined || facts.claims === undefined) return true;
  return refused === facts.issuer || audiencesIn(refused).some((audience) => facts.audience.includes(audience));
}

/** Points for everything in the message that this token explains. */
function fit({ facts, held }: Suspect, { complaint, wants, realm, text, entra }: Symptom): number {
  const targets = held === undefined ? [] : targetsOf(facts.profile);
  const asked = [...(facts.profile?.requestedScopes ?? []), ...(facts.scopes ?? [])];
  let points = 0;
  if (complaint === 'expired' && isExpired(facts)) points += 8;
  if (complaint === 'rejected' && isExpired(facts)) points += 4;
  if (complaint === 'notYetValid' && (claimTime(facts.claims?.['nbf']) ?? 0) > facts.serverNow) points += 8;
  if (complaint === 'malformed' && facts.claims === undefined) points += 4;
  if (complaint === 'issuer' && wants.issuer !== undefined && facts.issuer !== wants.issuer) points += 4;
  const has = wants.audiences.some((audience) => facts.audience.includes(audience) || targets.includes(audience));
  const isNamed =
    has ||
    (realm !== undefined && (realm === held?.target.api || targets.includes(realm))) ||
    targets.some((target) => isHostIn(target, text));
  // Whatever an API refuses for its audience is a token for another API.
  if (isNamed) points += complaint === 'audience' ? -4 : 4;
  const about = wants.scopes.some((scope) => asked.includes(scope))
    ? 4
    : wants.scopes.some((scope) => asked.some((other) => sameSubject(scope, other)))
      ? 2
      : 0;
  points += about;
  // Of the tokens that may ask for a scope, one without it explains the error.
  if (about > 0 && !wants.scopes.every((scope) => facts.scopes?.includes(scope) === true)) points += 3;
  if (entra !== undefined && facts.vendor === 'entra') points += 2;
  return points;
}

export function isExpired({ expiresAt, serverNow }: Facts): boolean {
  return expiresAt !== undefined && expiresAt <= serverNow;
}

function isHostIn(target: string, text: string): boolean {
  const host = parseUrl(target)?.host;
  return host !== undefined && host !== '' && text.includes(host);
}

/** `write:orders` and `read:orders` are about the same thing. */
function sameSubject(one: string, other: string): boolean {
  const words = new Set(
    one
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 3 && !verbs.has(word)),
  );
  return other
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => words.has(word));
}

const verbs = new Set([
  'read',
  'write',
  'admin',
  'manage',
  'create',
  'delete',
  'update',
  'list',
  'access',
  'full',
  'https',
  'http',
  'auth',
  'profile',
  'email',
  'openid',
  'user',
]);
