import type { Decoded } from '../decoded.ts';
import { safeText } from '../display.ts';
import { gather } from '../facts.ts';
import type { Facts } from '../facts.ts';
import { parseUrl } from '../issuer.ts';
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
  if (known !== undefined) return { suspect: heldSuspect(known, now), candidates: [] };
  if (sent !== undefined) return { suspect: pastedSuspect(sent, context), candidates: [] };

  const rated = tokens
    .map((held) => ({ held, suspect: heldSuspect(held, now) }))
    .filter(({ suspect }) => mayBeRefused(suspect, symptom))
    .map(({ held, suspect }) => ({ held, fit: fit(suspect, symptom) }));
  const best = Math.max(...rated.map(({ fit: points }) => points));
  const fitting = rated.filter((one) => one.fit === best).map(({ held }) => held);
  const [first] = fitting;
  if (first === undefined) return { candidates: [] };
  return { suspect: heldSuspect(first, now), candidates: fitting.length > 1 ? fitting : [] };
}

function heldSuspect(held: HeldToken, now: number): Suspect {
  return {
    facts: gather({ ...held, use: 'accessToken', now }),
    label: safeText(held.label),
    held,
    target: held.target,
  };
}

function pastedSuspect(token: Decoded, { apis, now }: ExplainContext): Suspect {
  const facts = gather({ token, use: 'unknown', now });
  const own = apis.find((api) => api.issuer === facts.issuer && facts.audience.some((one) => namesAudience(api, one)));
  return {
    facts,
    label: own === undefined ? safeText(facts.audience[0] ?? facts.issuer ?? '?') : safeText(own.label),
    ...(own !== undefined && { target: own.target }),
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
  if (complaint === 'expired' && facts.expiresAt !== undefined && facts.expiresAt <= facts.serverNow) points += 8;
  if (complaint === 'malformed' && facts.token.kind === 'opaque') points += 4;
  const has = wants.audiences.some((audience) => facts.audience.includes(audience) || targets.includes(audience));
  const isNamed =
    has ||
    (realm !== undefined && (realm === held?.target.api || targets.includes(realm))) ||
    targets.some((target) => isHostIn(target, text));
  // Whatever an API refuses for its audience is a token for another API.
  if (isNamed) points += complaint === 'audience' ? -4 : 4;
  if (wants.scopes.some((scope) => asked.includes(scope))) points += 4;
  else if (wants.scopes.some((scope) => asked.some((other) => sameSubject(scope, other)))) points += 2;
  if (entra !== undefined && facts.vendor === 'entra') points += 2;
  return points;
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
