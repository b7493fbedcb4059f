import { safeText } from '../display.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import { audienceVerdict } from './audienceVerdict.ts';
import type { Complaint, ExplainContext, Explanation } from './explanation.ts';
import { hideTokens, tokensIn } from './hideTokens.ts';
import { scopeVerdict } from './scopeVerdict.ts';
import { permissionVerdict, serverVerdict } from './serverVerdict.ts';
import { claimsChallengeVerdict, dpopVerdict, stepUpVerdict } from './stepUpVerdict.ts';
import { chooseSuspect } from './suspect.ts';
import { readSymptom } from './symptom.ts';
import type { Symptom } from './symptom.ts';
import { expiredVerdict, notYetValidVerdict } from './timeVerdict.ts';
import {
  issuerVerdict,
  malformedVerdict,
  missingTokenVerdict,
  rejectedVerdict,
  signatureVerdict,
  wrongKindVerdict,
} from './tokenVerdict.ts';
import type { Case, Verdict } from './verdict.ts';

/** Characters that are read, from the beginning: an answer of a server is a few kilobytes. */
const inputLimit = 200_000;

const verdicts: Partial<Readonly<Record<Complaint, (one: Case) => Verdict>>> = {
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
  scope: scopeVerdict,
  signature: signatureVerdict,
  stepUp: stepUpVerdict,
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
  const symptom = withSentToken(readSymptom(hideTokens(read, known)), pasted.length > 0);
  const { suspect, candidates } = chooseSuspect(symptom, context, pasted);
  const one: Case = { symptom, context, ...(suspect !== undefined && { suspect }) };
  const {
    verdict,
    details = [],
    actions = [],
    forAny,
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
    actions,
    source: symptom.source,
    ...(suspect?.held !== undefined && { token: suspect.held.id }),
    candidates: forAny === true ? [] : candidates.map(({ id }) => id),
  };
}

/** Some APIs answer to every token that they refuse as if there had been none. */
function withSentToken(symptom: Symptom, isTokenInText: boolean): Symptom {
  return symptom.complaint === 'missingToken' && isTokenInText ? { ...symptom, complaint: 'rejected' } : symptom;
}

/** What was read, so that the reader can check it. */
function words({ said, complaint, entra, wants, status }: Symptom): readonly Text[] {
  return [
    ...(said === '' || complaint === 'unknown' ? [] : [text('The other side’s words: {said}', { said })]),
    ...(entra === undefined ? [] : [text('Error code of Entra ID: {code}', { code: entra.code })]),
    ...(status === undefined ? [] : [text('HTTP status: {status}', { status })]),
    ...(wants.resourceMetadata === undefined
      ? []
      : [text('The API describes itself at {address} (RFC 9728).', { address: safeText(wants.resourceMetadata) })]),
  ];
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
