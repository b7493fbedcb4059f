import { safeText } from '../display.ts';
import { words } from '../lists.ts';
import { bodyFacts } from './bodyFacts.ts';
import type { BodyFacts } from './bodyFacts.ts';
import type { Challenge } from './challenges.ts';
import { meaningOf, meaningOfStatus } from './codes.ts';
import { entraSource } from '../refusal/entra.ts';
import { findEntraError } from './entra.ts';
import type { EntraError } from './entra.ts';
import type { Complaint, Recognised, Wants } from './explanation.ts';
import { readParts } from './parts.ts';
import type { Parts } from './parts.ts';
import { findPhrase } from './phrase.ts';
import type { Phrase, Told } from './phrase.ts';
import { phrases } from './phrases.ts';
import { serverPhrases } from './phrases/server.ts';
import { acrValuesIn, audiencesIn, dateIn, maxAgeIn, resourceOf, scopesIn, secondsUntil } from './wants.ts';

/** What a text says, before it is held against a token. */
export interface Symptom {
  readonly recognised: Recognised;
  readonly complaint: Complaint;
  readonly wants: Wants;
  readonly source: string;
  /** The other side's own words, safe to show; empty where there are none. */
  readonly said: string;
  /** The audience or issuer that the refused token has, in the other side's words. */
  readonly refused?: string;
  readonly realm?: string;
  readonly status?: number;
  readonly entra?: EntraError;
  /** Everything that was read, without tokens. */
  readonly text: string;
}

/** Complaints that leave open what is wrong: a sentence beside them may be more exact. */
const broad: ReadonlySet<Complaint> = new Set([
  'permission',
  'rejected',
  'request',
  'missingToken',
  'unknown',
  'server',
]);
/** Codes of an authorization server, which its own sentences make more exact. */
const ofServer: ReadonlySet<Complaint> = new Set([
  ...broad,
  'client',
  'clientNotAllowed',
  'declined',
  'grantEnded',
  'interaction',
  'scopeUnknown',
]);

interface Diagnosis extends Told {
  readonly complaint: Complaint;
  readonly source: string;
}

/**
 * Reads a text without tokens. Takes time in proportion to it.
 *
 * @param now Seconds since the epoch, for an answer that does not say when it was given.
 * @param claims What a challenge asks for, read before tokens were taken out.
 */
export function readSymptom(text: string, now: number, claims?: string): Symptom {
  const parts = readParts(text);
  const body = parts.body === undefined ? undefined : bodyFacts(parts.body);
  const challenge = tellingChallenge(parts.challenges);
  const sentences = sentencesOf(parts, body, challenge);
  const entra = findEntraError(sentences) ?? findEntraError(text);
  const status = parts.status ?? body?.status;
  const diagnosis =
    entra !== undefined && entra.complaint !== 'unknown'
      ? { complaint: entra.complaint, source: entraSource }
      : diagnose(codesOf(parts, body, challenge), sentences, parts, challenge, status);
  const realm = challenge?.parameters.get('realm');
  return {
    recognised: diagnosis.complaint === 'unknown' && entra === undefined ? 'unknown' : formOf(parts, body),
    complaint: diagnosis.complaint,
    wants: wantsOf(parts, body, challenge, diagnosis, { now, claims }),
    source: entra === undefined ? diagnosis.source : entraSource,
    said: saidBy(parts, body, challenge),
    ...(diagnosis.refused !== undefined && { refused: diagnosis.refused }),
    ...(realm !== undefined && { realm }),
    ...(status !== undefined && { status }),
    ...(entra !== undefined && { entra }),
    text,
  };
}

/** The challenge that says most: one with an error, else one for a token at all (RFC 6750 §3, RFC 9449 §7.1). */
function tellingChallenge(challenges: readonly Challenge[]): Challenge | undefined {
  return (
    challenges.find(({ parameters }) => parameters.has('error')) ??
    challenges.find(({ scheme }) => scheme === 'bearer' || scheme === 'dpop') ??
    challenges[0]
  );
}

function codesOf(parts: Parts, body: BodyFacts | undefined, challenge: Challenge | undefined): readonly string[] {
  return [challenge?.parameters.get('error'), parts.query?.get('error'), ...(body?.codes ?? [])].filter(
    (code) => code !== undefined,
  );
}

function sentencesOf(parts: Parts, body: BodyFacts | undefined, challenge: Challenge | undefined): string {
  return [
    challenge?.parameters.get('error_description'),
    challenge?.parameters.get('error_message'),
    parts.query?.get('error_description'),
    ...(body?.texts ?? []),
  ]
    .filter((sentence) => sentence !== undefined)
    .join('\n');
}

/** The code first; a sentence where the code leaves open what is wrong; the status where there is nothing else. */
function diagnose(
  codes: readonly string[],
  sentences: string,
  parts: Parts,
  challenge: Challenge | undefined,
  status: number | undefined,
): Diagnosis {
  const meanings = codes.map(meaningOf).filter((meaning) => meaning !== undefined);
  const byCode = meanings.find(({ complaint }) => !broad.has(complaint)) ?? meanings[0];
  const table = (whole: readonly Phrase[]): (Phrase & Told) | undefined =>
    findPhrase(whole, sentences) ?? findPhrase(whole, parts.text);
  const byServer = byCode === undefined || ofServer.has(byCode.complaint) ? table(serverPhrases) : undefined;
  if (byServer !== undefined) return byServer;
  const bySentence = table(phrases);
  if (byCode !== undefined) {
    if (bySentence === undefined) return byCode;
    if (bySentence.complaint === byCode.complaint) return { ...byCode, ...toldBy(bySentence) };
    const isMoreExact = !broad.has(bySentence.complaint) || bySentence.complaint === 'missingToken';
    return broad.has(byCode.complaint) && isMoreExact ? bySentence : byCode;
  }
  if (bySentence !== undefined && !broad.has(bySentence.complaint)) return bySentence;
  // RFC 6750 §3.1: a challenge without an error answers a request without a token.
  const asksForToken = challenge?.scheme === 'bearer' || challenge?.scheme === 'dpop' || challenge?.scheme === 'uma';
  if (asksForToken && status !== 403) return { complaint: 'missingToken', source: 'RFC 6750 §3.1' };
  return bySentence ?? meaningOfStatus(status) ?? { complaint: 'unknown', source: '' };
}

function toldBy({ wanted, refused }: Told): Told {
  return { ...(wanted !== undefined && { wanted }), ...(refused !== undefined && { refused }) };
}

function formOf(parts: Parts, body: BodyFacts | undefined): Recognised {
  if (parts.isHttp) return 'httpResponse';
  if (parts.challenges.length > 0) return 'challenge';
  if (parts.query !== undefined) return 'oauthError';
  if (parts.body === undefined || body === undefined) return 'message';
  if ('title' in parts.body && ('type' in parts.body || 'status' in parts.body)) return 'problemDetails';
  return typeof parts.body['error'] === 'string' ? 'oauthError' : 'json';
}

function wantsOf(
  parts: Parts,
  body: BodyFacts | undefined,
  challenge: Challenge | undefined,
  { complaint, wanted }: Diagnosis,
  { now, claims }: { readonly now: number; readonly claims: string | undefined },
): Wants {
  const parameters = challenge?.parameters;
  const metadata = parts.challenges
    .map((one) => one.parameters.get('resource_metadata'))
    .find((url) => url !== undefined);
  const told = complaint === 'scope' ? scopesIn(wanted) : [];
  const offered = scopesIn(parameters?.get('scope') ?? parts.headers.get('x-accepted-oauth-scopes'));
  const scopes = told.length > 0 ? told : offered.length > 0 ? offered : scopesIn(body?.scopes.join(' '));
  const maxAge = maxAgeIn(parameters?.get('max_age'));
  const issuer = complaint === 'issuer' ? wanted : undefined;
  const retryAfter = secondsUntil(parts.headers.get('retry-after'), dateIn(parts.headers.get('date')) ?? now);
  return {
    scopes: complaint === 'scope' || complaint === 'missingToken' || complaint === 'stepUp' ? scopes : [],
    anyScope:
      /\b(?:one|any) of\b|accounts\.google\.com/i.test(parts.text) || parts.headers.has('x-accepted-oauth-scopes'),
    audiences: [
      ...(complaint === 'audience' || complaint === 'target' ? audiencesIn(wanted) : []),
      ...words(resourceOf(metadata)),
    ],
    ...(issuer !== undefined && { issuer }),
    acrValues: acrValuesIn(parameters?.get('acr_values')),
    ...(maxAge !== undefined && { maxAge }),
    ...(claims !== undefined && { claims }),
    dpop:
      complaint === 'dpopNonce' ||
      complaint === 'dpopProof' ||
      (challenge?.scheme === 'dpop' && !parts.challenges.some(({ scheme }) => scheme === 'bearer')),
    ...(metadata !== undefined && { resourceMetadata: metadata }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

function saidBy(parts: Parts, body: BodyFacts | undefined, challenge: Challenge | undefined): string {
  const { query } = parts;
  const code =
    challenge?.parameters.get('error') ?? query?.get('error') ?? body?.codes.find((one) => !one.includes('/'));
  const sentence = challenge?.parameters.get('error_description') ?? query?.get('error_description');
  const sentences = sentence === undefined ? (body?.texts ?? []).slice(0, 3) : [sentence];
  const said = [...new Set([code, ...sentences])].filter((part) => part !== undefined && part !== '').join(': ');
  const short = parts.body === undefined && parts.challenges.length === 0 && parts.text.length <= saidLimit;
  return safeText((said === '' && short ? parts.text : said).replace(/\s+/g, ' ').trim(), saidLimit);
}

/** UTF-16 units of the other side's words that are shown. */
const saidLimit = 400;
