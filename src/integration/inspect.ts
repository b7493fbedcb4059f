import { explainClaim, type ClaimContext } from '../token/claims.ts';
import type { Decoded } from '../token/decoded.ts';
import { findings } from '../token/findings.ts';
import { explainHeader } from '../token/header.ts';
import type { JsonValue } from '../token/json.ts';
import { readPasted } from '../token/pasted.ts';
import type { Verification } from '../token/verification.ts';
import { inspectedContext, type InspectedInput } from '../view/inspectedRows.ts';
import { localise } from '../view/localise.ts';
import { claimContext, type TokenContext } from '../view/tokenContext.ts';
import { tokenInput } from '../view/tokenInput.ts';
import { tokenKindText } from '../view/tokenKind.ts';
import type { InspectedFinding, InspectedMember, Inspection } from './exportedApi.ts';

/** Reads `text` as a person would paste it. Asks nobody, and never throws on bad input. */
export function inspect(text: string, known: InspectedInput): Inspection {
  const { token, answer } = readPasted(text);
  return inspectionOf(inspectedContext({ id: 'exports', token, ...(answer !== undefined && { answer }) }, known));
}

/** What a token says, with all that is known around it. Neither the token nor its signature is in it. */
export function inspectionOf(context: TokenContext, verification?: Verification): Inspection {
  const { token } = context;
  const profile = context.heldAgainst ?? context.profile;
  return {
    kind: token.kind,
    title: token.kind === 'damaged' ? localise(token.text) : tokenKindText(token),
    ...(profile !== undefined && { profile: profile.name }),
    header: headerOf(token),
    claims: claimsOf(token).map(([name, value]) => claim(name, value, claimContext(context))),
    findings: findings(tokenInput(context, verification)).map(
      ({ code, severity, title, meaning, advice, source }): InspectedFinding => ({
        ...{ code, severity, source },
        ...{ title: localise(title), meaning: localise(meaning), advice: localise(advice) },
      }),
    ),
  };
}

function headerOf(token: Decoded): InspectedMember[] {
  const header = 'header' in token ? token.header : undefined;
  return Object.entries(header ?? {}).map(([name, value]) => {
    const { meaning, source, display } = explainHeader(name, value);
    return { name, value, meaning: localise(meaning), display, source };
  });
}

function claimsOf(token: Decoded): readonly (readonly [string, JsonValue])[] {
  const claims = 'claims' in token ? token.claims : undefined;
  const disclosed =
    token.kind !== 'sdJwt'
      ? []
      : token.disclosures.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value] as const]));
  return [...Object.entries(claims ?? {}), ...disclosed];
}

function claim(name: string, value: JsonValue, context: ClaimContext): InspectedMember {
  const { meaning, source, display, time } = explainClaim(name, value, context);
  return {
    ...{ name, value, source, meaning: localise(meaning), display: localise(display) },
    ...(time !== undefined && { time }),
  };
}
