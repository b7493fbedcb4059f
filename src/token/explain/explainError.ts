import { safeText } from '../display.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import { audienceVerdict } from './audienceVerdict.ts';
import type { Complaint, ExplainContext, Explanation } from './explanation.ts';
import { hideTokens, tokensIn } from './hideTokens.ts';
import { claimsIn } from './claimsChallenge.ts';
import { scopeVerdict } from './scopeVerdict.ts';
import { permissionVerdict, serverVerdict } from './serverVerdict.ts';
import { claimsChallengeVerdict, dpopVerdict, stepUpVerdict } from './stepUpVerdict.ts';
import { flawOfSent } from './sent.ts';
import type { SentFlaw } from './sent.ts';
import { malformedVerdict, revokedVerdict, unknownTokenVerdict } from './sentVerdict.ts';
import { chooseSuspect } from './suspect.ts';
import type { Suspect } from './suspect.ts';
import { readSymptom } from './symptom.ts';
import type { Symptom } from './symptom.ts';
import { expiredVerdict, notYetValidVerdict } from './timeVerdict.ts';
import {
  algorithmVerdict,
  issuerVerdict,
  missingTokenVerdict,
  rejectedVerdict,
  signatureVerdict,
  wrongKindVerdict,
} from './tokenVerdict.ts';
import type { Case, Verdict } from './verdict.ts';

/** Characters that are read, from the beginning: an answer of a server is a few kilobytes. */
const inputLimit = 200_000;

const verdicts: Partial<Readonly<Record<Complaint, (one: Case) => Verdict>>> = {
  algorithm: algorithmVerdict,
  audience: audienceVerdict,
  claimsChallenge: claimsChallengeVerdict,
  dpopNonce: dpopVerdict,
  dpopProof: dpopVerdict,
  expired: expiredVerdict,
  issuer: issuerVerdict,
  malformed: malformedVerdict,
  missingToken: missingTokenVerdict,
  notYetValid: notYetValidVerdict,
  permission: permissionVerdict,
  rejected: rejectedVerdict,
  revoked: revokedVerdict,
  scope: scopeVerdict,
  signature: signatureVerdict,
  stepUp: stepUpVerdict,
  unknownToken: unknownTokenVerdict,
  wrongKind: wrongKindVerdict,
};

/**
 * Explains why an API, or an authorization server, refused: reads whatever was copied (a `WWW-Authenticate` header, an
 * HTTP response, a JSON body, a redirect address, a log line), and holds it against the tokens at hand and those in the
 * text itself. No token appears in the result.
 *
 * Never throws; takes time in proportion to the input, of which the first 200,000 characters count.
 */
export function explainError(input: string, context: ExplainContext): Explanation {
  const read = input.slice(0, inputLimit);
  const known = context.tokens.map(({ token }) => token.raw);
  const pasted = tokensIn(read);
  const flaw = flawOfSent(read);
  const symptom = withSent(readSymptom(hideTokens(read, known), context.now, claimsIn(read)), pasted.length > 0, flaw);
  const { suspect, candidates } = chooseSuspect(symptom, context, pasted);
  const one: Case = {
    symptom,
    context,
    ...(suspect !== undefined && { suspect }),
    ...(flaw !== undefined && { flaw }),
  };
  const {
    verdict,
    details = [],
    actions = [],
    forAny = false,
    excludes = false,
  } = verdicts[symptom.complaint]?.(one) ?? serverVerdict(one) ?? unknown(one);
  return {
    recognised: symptom.recognised,
    complaint: symptom.complaint,
    wants: symptom.wants,
    verdict,
    details: [
      ...details,
      ...(suspect !== undefined && suspect.held === undefined
        ? [text('It was held against the token in the text.')]
        : []),
      ...words(symptom),
      ...(input.length > inputLimit ? [text('The text is long: only its beginning was read.')] : []),
    ],
    actions: mayChoose(one, forAny) ? [...actions.slice(0, 2), { kind: 'chooseToken' }, ...actions.slice(2)] : actions,
    source: symptom.source,
    ...(suspect?.held !== undefined && { token: suspect.held.id }),
    ...(!excludes && assumption(verdict, suspect)),
    candidates: forAny ? [] : candidates.map(({ id }) => id),
  };
}

/** A sentence about a token that nobody said was sent rests on a guess. */
function assumption(verdict: Text, suspect: Suspect | undefined): Pick<Explanation, 'assumed'> {
  if (suspect?.held === undefined || !suspect.guessed || !verdict.message.includes('{api}')) return {};
  const { label, copiedAt } = suspect.held;
  return { assumed: { label, ...(copiedAt !== undefined && { copiedAt }) } };
}

/** Complaints that another token, or what was sent in its place, would explain better. */
const aboutToken: ReadonlySet<Complaint> = new Set([
  'algorithm',
  'audience',
  'expired',
  'issuer',
  'malformed',
  'rejected',
  'scope',
  'signature',
  'unknownToken',
  'wrongKind',
]);
/** Those of them that say nothing about the token: what was sent is worth a look even where there is one token alone. */
const aboutSent: ReadonlySet<Complaint> = new Set(['malformed', 'rejected', 'unknownToken']);

function mayChoose({ symptom, suspect, context, flaw }: Case, forAny: boolean): boolean {
  if (flaw !== undefined || suspect?.guessed === false) return false;
  return (
    aboutSent.has(symptom.complaint) || (!forAny && aboutToken.has(symptom.complaint) && context.tokens.length > 1)
  );
}

/** What the request shows, where the text holds it: a flaw, or a token although the API answers as if there were none. */
function withSent(symptom: Symptom, isTokenInText: boolean, flaw: SentFlaw | undefined): Symptom {
  const { complaint, wants } = symptom;
  if (flaw !== undefined && mayBeFlaw.has(complaint)) return { ...symptom, complaint: 'malformed' };
  if (complaint !== 'missingToken' || !isTokenInText) return symptom;
  return { ...symptom, complaint: wants.dpop ? 'dpopProof' : 'rejected' };
}

const mayBeFlaw: ReadonlySet<Complaint> = new Set([...aboutSent, 'missingToken', 'request', 'signature']);

/** What was read, so that the reader can check it. */
function words({ said, complaint, entra, wants, status }: Symptom): readonly Text[] {
  return [
    ...(said === '' || complaint === 'unknown' ? [] : [quoted(complaint, entra !== undefined, said)]),
    ...(entra === undefined ? [] : [text('Error code of Entra ID: {code}', { code: entra.code })]),
    ...(status === undefined ? [] : [text('HTTP status: {status}', { status })]),
    ...(wants.resourceMetadata === undefined
      ? []
      : [text('The API describes itself at {address} (RFC 9728).', { address: safeText(wants.resourceMetadata) })]),
  ];
}

/** Complaints of an authorization server, about what it was asked for. */
const byServer: ReadonlySet<Complaint> = new Set([
  'client',
  'clientNotAllowed',
  'consent',
  'declined',
  'grantEnded',
  'interaction',
  'pending',
  'policy',
  'redirectUri',
  'scopeUnknown',
  'target',
]);
/** Complaints of a gateway, and those that APIs, gateways and authorization servers make in the same words. */
const byAnybody: ReadonlySet<Complaint> = new Set(['gatewayKey', 'noSuchRoute', 'rateLimited', 'request', 'server']);

/** What was said, by whom. */
function quoted(complaint: Complaint, ofEntra: boolean, said: string): Text {
  if (ofEntra || byServer.has(complaint)) return text('The authorization server’s own words: {said}', { said });
  return byAnybody.has(complaint)
    ? text('The answer’s own words: {said}', { said })
    : text('The API’s own words: {said}', { said });
}

function unknown({ symptom, suspect }: Case): Verdict {
  if (symptom.entra !== undefined) return { verdict: symptom.entra.meaning, forAny: true };
  return {
    verdict: text('Nothing in this text says why an API or an authorization server refused.'),
    details: [
      text(
        'Copy the whole answer with its headers, above all “WWW-Authenticate”, or the line of the log that names the error.',
      ),
      ...(suspect !== undefined && suspect.held === undefined
        ? [text('There is a token in it: “Inspect Token…” says what it means.')]
        : []),
    ],
    forAny: true,
  };
}
